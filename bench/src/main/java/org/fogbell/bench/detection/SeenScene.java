package org.fogbell.bench.detection;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.training.AveragePrecision;
import org.fogbell.models.training.EvaluatedSweep;

/**
 * One scene, clean and with each fault of a plan.
 *
 * @param frames clean ones before those that faults made of them
 * @param precisionLost by fault, by how many points the detector's mean average precision fell below that on the same frames as they
 *     were; empty where the frames have no labels, or the scene is not tested on
 */
record SeenScene(List<SeenFrame> frames, SortedMap<String, Double> precisionLost) {
    private static final JsonMapper JSON = new JsonMapper();

    SeenScene {
        frames = List.copyOf(frames);
    }

    /** What is found in the frames that a fault spoils, as they were and with it. */
    private record Fault(
            FaultKind kind,
            int severity,
            int onset,
            FaultKind.Effect effect,
            List<EvaluatedSweep> clean,
            List<EvaluatedSweep> bad) {
        String name() {
            return kind.label() + ":" + severity;
        }

        double precisionLost() {
            return AveragePrecision.of(clean).objective()
                    - AveragePrecision.of(bad).objective();
        }
    }

    static SeenScene of(FrameEye eye, Scenes scenes, DetectionPlan plan, int scene, Runnable seenOne)
            throws IOException {
        List<SeenFrame> frames = new ArrayList<>();
        List<Fault> faults = scenes.isTested(scene) ? faults(plan, scene) : List.of();
        for (int frame = 0; frame < scenes.frames(); frame++) {
            Scenes.Moment moment = scenes.at(scene, frame);
            FrameEye.Seen usual = eye.see(moment.frame(), scene, frame, SeenFrame.CLEAN, 0);
            frames.add(usual.frame());
            seenOne.run();
            for (Fault fault : faults) {
                if (frame >= fault.onset() && frame < fault.onset() + plan.corrupted()) {
                    Frame arrived = moment.under(fault.effect());
                    FrameEye.Seen spoilt =
                            eye.see(arrived, scene, frame, fault.kind().label(), fault.severity());
                    frames.add(spoilt.frame());
                    Truth truth = moment.truth();
                    if (truth != null) {
                        fault.clean().add(truth.beside(usual.objects()));
                        fault.bad().add(truth.beside(spoilt.objects()));
                    }
                    seenOne.run();
                }
            }
        }
        SortedMap<String, Double> lost = new TreeMap<>();
        faults.stream()
                .filter(fault -> !fault.clean().isEmpty())
                .forEach(fault -> lost.put(fault.name(), fault.precisionLost()));
        return new SeenScene(frames, lost);
    }

    private static List<Fault> faults(DetectionPlan plan, int scene) {
        List<Fault> faults = new ArrayList<>();
        for (FaultKind kind : plan.kinds()) {
            for (int severity : plan.severities()) {
                faults.add(new Fault(
                        kind,
                        severity,
                        plan.onset(scene, kind, severity),
                        kind.begin(severity, plan.faultSeed(scene, severity)),
                        new ArrayList<>(),
                        new ArrayList<>()));
            }
        }
        return faults;
    }

    static SeenScene read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return JSON.readValue(in, SeenScene.class);
        }
    }

    /** Whole, or not at all. */
    void write(Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(partial))) {
            JSON.writeValue(out, this);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

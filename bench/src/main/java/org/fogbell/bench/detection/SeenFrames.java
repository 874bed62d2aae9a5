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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.training.AveragePrecision;
import org.fogbell.models.training.EvaluatedSweep;

/**
 * All clean frames of the scenes, and the corrupted copies that a plan asks for, seen by one bundle.
 *
 * @param precisionLost by fault, by how many points the detector's mean average precision fell below that on the same frames as they
 *     were; empty where the frames have no labels, or the bundle is no detector
 */
record SeenFrames(List<SeenFrame> frames, SortedMap<String, Double> precisionLost) {
    private static final JsonMapper JSON = new JsonMapper();

    SeenFrames {
        frames = List.copyOf(frames);
    }

    /** From the file where it is there, else computed, and written to it. */
    static SeenFrames cached(
            Path file, ModelBundle bundle, Scenes scenes, DetectionPlan plan, int workers, IntConsumer progress)
            throws IOException {
        if (Files.exists(file)) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                return JSON.readValue(in, SeenFrames.class);
            }
        }
        SeenFrames seen = of(bundle, scenes, plan, workers, progress);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(partial))) {
            JSON.writeValue(out, seen);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        return seen;
    }

    /** In the order of the scenes, whoever saw them; the seed of a fault follows from scene and severity alone. */
    static SeenFrames of(ModelBundle bundle, Scenes scenes, DetectionPlan plan, int workers, IntConsumer progress)
            throws IOException {
        AtomicInteger done = new AtomicInteger();
        List<SeenScene> byScene;
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults())) {
            byScene = Workers.each(scenes.count(), workers, numbers -> {
                try (FrameEye eye = FrameEye.open(loaded)) {
                    return numbers.map(scene -> SeenScene.of(eye, scenes, plan, scene, () -> show(progress, done)));
                }
            });
        }
        SortedMap<String, List<EvaluatedSweep>> clean = new TreeMap<>();
        SortedMap<String, List<EvaluatedSweep>> bad = new TreeMap<>();
        List<SeenFrame> frames = new ArrayList<>();
        for (SeenScene scene : byScene) {
            frames.addAll(scene.frames());
            scene.clean().forEach((fault, sweeps) -> clean.computeIfAbsent(fault, key -> new ArrayList<>())
                    .addAll(sweeps));
            scene.bad().forEach((fault, sweeps) -> bad.computeIfAbsent(fault, key -> new ArrayList<>())
                    .addAll(sweeps));
        }
        SortedMap<String, Double> lost = new TreeMap<>();
        bad.forEach((fault, sweeps) -> lost.put(
                fault,
                AveragePrecision.of(clean.getOrDefault(fault, List.of())).objective()
                        - AveragePrecision.of(sweeps).objective()));
        return new SeenFrames(frames, lost);
    }

    private static void show(IntConsumer progress, AtomicInteger done) {
        int now = done.incrementAndGet();
        synchronized (progress) {
            progress.accept(now);
        }
    }
}

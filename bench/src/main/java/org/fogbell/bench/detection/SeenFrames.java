package org.fogbell.bench.detection;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.CorruptedSequence;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;

/** All clean frames of the scenes, and the corrupted copies that a plan asks for, seen by one bundle. */
final class SeenFrames {
    private static final int PRIME = 1_000_003;
    private static final JsonMapper JSON = new JsonMapper();

    private SeenFrames() {}

    /** From the file where it is there, else computed, and written to it. */
    static List<SeenFrame> cached(
            Path file, ModelBundle bundle, Scenes scenes, DetectionPlan plan, IntConsumer progress) throws IOException {
        if (Files.exists(file)) {
            return JSON.readValue(file.toFile(), new TypeReference<List<SeenFrame>>() {});
        }
        List<SeenFrame> frames = of(bundle, scenes, plan, progress);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        JSON.writeValue(partial.toFile(), frames);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        return frames;
    }

    /** In the order of the scenes; the seed of an onset follows from scene and severity alone. */
    static List<SeenFrame> of(ModelBundle bundle, Scenes scenes, DetectionPlan plan, IntConsumer progress)
            throws IOException {
        List<SeenFrame> seen = new ArrayList<>();
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            for (int scene = 0; scene < scenes.count(); scene++) {
                List<Fault> faults = faults(plan, scene);
                for (int frame = 0; frame < scenes.frames(); frame++) {
                    PointCloud clean = scenes.sweep(scene, frame);
                    seen.add(see(model, clean, scene, frame, SeenFrame.CLEAN, 0));
                    if (Scenes.isTested(scene) && frame >= plan.own() && frame < plan.sceneFrames()) {
                        for (Fault fault : faults) {
                            PointCloud bad = fault.sequence().next(clean).orElse(PointCloud.EMPTY);
                            seen.add(see(
                                    model,
                                    bad,
                                    scene,
                                    frame,
                                    fault.what().kind().toString(),
                                    fault.what().severity()));
                        }
                    }
                    progress.accept(seen.size());
                }
            }
        }
        return seen;
    }

    /** One onset: what lasts of it, such as which rings are dead, is the same in all of its frames. */
    private record Fault(Corruption what, CorruptedSequence sequence) {}

    private static List<Fault> faults(DetectionPlan plan, int scene) {
        List<Fault> faults = new ArrayList<>();
        for (CorruptionKind kind : plan.kinds()) {
            for (int severity : plan.severities()) {
                Corruption what = new Corruption(kind, severity);
                long seed = (plan.seed() * PRIME + scene) * PRIME + severity;
                faults.add(new Fault(what, what.begin(seed)));
            }
        }
        return faults;
    }

    private static SeenFrame see(
            PerceptionModel model, PointCloud sweep, int scene, int frame, String kind, int severity) {
        Perception perception = model.perceive(List.of(sweep)).get(0);
        double confidence =
                perception.objects().isEmpty() ? 0 : perception.objects().get(0).score();
        List<Double> ranks = new ArrayList<>();
        for (double rank : perception.rankProfile().entropies()) {
            ranks.add(rank);
        }
        return new SeenFrame(
                scene,
                frame,
                kind,
                severity,
                perception.eloss(),
                ranks,
                confidence,
                perception.blind(),
                FrameFeatures.of(perception));
    }
}

package org.fogbell.bench.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.ServingOptions;
import org.jspecify.annotations.Nullable;

/**
 * All clean frames of the scenes, and the corrupted copies that a plan asks for, seen by one bundle.
 *
 * @param precisionLost by fault, the mean over the tested scenes of what the detector loses, see {@link SeenScene}
 */
record SeenFrames(List<SeenFrame> frames, SortedMap<String, Double> precisionLost) {
    SeenFrames {
        frames = List.copyOf(frames);
    }

    /**
     * In the order of the scenes, whoever saw them; the seed of a fault follows from scene and severity alone.
     *
     * @param kept where each scene is kept once it was seen, and taken from if it is there; null to keep none
     * @param progress told how many frames there are
     */
    static SeenFrames of(
            ModelBundle bundle,
            Scenes scenes,
            DetectionPlan plan,
            @Nullable Path kept,
            int workers,
            IntConsumer progress)
            throws IOException {
        AtomicInteger done = new AtomicInteger();
        IntConsumer more = frames -> {
            int now = done.addAndGet(frames);
            synchronized (progress) {
                progress.accept(now);
            }
        };
        List<SeenScene> byScene;
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults())) {
            byScene = Workers.each(scenes.count(), workers, numbers -> {
                try (FrameEye eye = FrameEye.open(loaded)) {
                    return numbers.map(scene -> scene(eye, scenes, plan, scene, kept, more));
                }
            });
        }
        List<SeenFrame> frames = new ArrayList<>();
        byScene.forEach(scene -> frames.addAll(scene.frames()));
        SortedMap<String, Double> lost = byScene.stream()
                .flatMap(scene -> scene.precisionLost().entrySet().stream())
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey(), TreeMap::new, Collectors.averagingDouble(entry -> entry.getValue())));
        return new SeenFrames(frames, lost);
    }

    private static SeenScene scene(
            FrameEye eye, Scenes scenes, DetectionPlan plan, int scene, @Nullable Path kept, IntConsumer more)
            throws IOException {
        if (kept == null) {
            return SeenScene.of(eye, scenes, plan, scene, () -> more.accept(1));
        }
        Path file = kept.resolve((scenes.isTested(scene) ? "tested-" : "clean-") + scene + ".json.gz");
        if (Files.exists(file)) {
            SeenScene seen = SeenScene.read(file);
            more.accept(seen.frames().size());
            return seen;
        }
        SeenScene seen = SeenScene.of(eye, scenes, plan, scene, () -> more.accept(1));
        Files.createDirectories(kept);
        seen.write(file);
        return seen;
    }
}

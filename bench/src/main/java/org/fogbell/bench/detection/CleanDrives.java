package org.fogbell.bench.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.jspecify.annotations.Nullable;

/**
 * Simulated drives in which nothing is wrong, each in a world of its own, for the count of false alarms. Frames are simulated and
 * seen; of each drive its features are kept, so that more hours, and other rules or measures, find those that are there.
 *
 * @param drives how many
 * @param frames of each
 * @param rate frames a second
 * @param seed of the first drive's world
 * @param images whether it is the camera that is looked through
 */
record CleanDrives(int drives, int frames, double rate, long seed, LidarModel lidar, boolean images) {
    /** Far from the worlds of the scenes. */
    private static final long WORLDS_BEYOND = 1_000_000;

    /** As many of so many minutes as make so many sensor-hours. */
    static CleanDrives of(double hours, double minutes, double rate, long seed, LidarModel lidar, boolean images) {
        int frames = (int) Math.round(minutes * 60 * rate);
        if (frames < 1) {
            throw new IllegalArgumentException("--clean-drive-minutes: expected drives of at least one frame, got "
                    + minutes + " minutes at " + rate + " frames/s");
        }
        double all = hours * 3_600 * rate;
        return new CleanDrives((int) Math.ceil(all / frames), frames, rate, seed + WORLDS_BEYOND, lidar, images);
    }

    double hours() {
        return drives * frames / rate / 3_600;
    }

    int allFrames() {
        return drives * frames;
    }

    /**
     * What is made of each drive's frames, in order.
     *
     * @param out the folder in whose folder the drives are kept; null to keep none
     */
    <T> List<T> each(
            ModelBundle bundle,
            @Nullable Path out,
            int workers,
            IntConsumer progress,
            Function<List<SeenFrame>, T> reading)
            throws IOException {
        AtomicInteger done = new AtomicInteger();
        @Nullable Path kept = out == null ? null : out.resolve("drives-" + Keys.of(dependsOn(bundle)));
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults())) {
            return Workers.each(drives, workers, numbers -> {
                try (PerceptionModel model = loaded.newModel()) {
                    return numbers.map(drive -> {
                        T read = reading.apply(frames(model, drive, kept));
                        int now = done.addAndGet(frames);
                        synchronized (progress) {
                            progress.accept(now);
                        }
                        return read;
                    });
                }
            });
        }
    }

    private String dependsOn(ModelBundle bundle) {
        return bundle.manifest().digest() + "/" + frames + "/" + rate + "/" + seed + "/" + (images ? "camera" : lidar);
    }

    private List<SeenFrame> frames(PerceptionModel model, int number, @Nullable Path kept) throws IOException {
        if (kept == null) {
            return frames(model, number);
        }
        Path file = kept.resolve(number + ".json.gz");
        if (Files.exists(file)) {
            return SeenScene.read(file).frames();
        }
        List<SeenFrame> seen = frames(model, number);
        Files.createDirectories(kept);
        new SeenScene(seen, new TreeMap<>()).write(file);
        return seen;
    }

    private List<SeenFrame> frames(PerceptionModel model, int number) {
        SimulatedDrive drive = Scenes.drive(frames, rate, seed + number, number, lidar);
        List<SeenFrame> seen = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            Frame clean = images
                    ? drive.camera(0, frame).image()
                    : drive.frame(0, frame).sweep();
            Perception perception = model.perceive(List.of(clean)).get(0);
            seen.add(new SeenFrame(
                    number,
                    frame,
                    SeenFrame.CLEAN,
                    0,
                    perception.eloss(),
                    List.of(),
                    0,
                    perception.blind(),
                    FrameFeatures.of(perception),
                    perception.pooled(),
                    null));
        }
        return seen;
    }
}

package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The bundle that comes with the program, on the class path and on a real drive. */
class UntrainedBundleITCase {
    private static final int LEARNED = 20;
    private static final int MAX_BYTES = 8_000_000;

    @Test
    void opensFromTheClassPathAndSaysWhatItIs() throws IOException {
        ModelBundle bundle = ModelBundle.named("untrained");
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel(1)) {
            Perception perception = model.perceive(SyntheticSweeps.of(1, 1)).get(0);
            assertThat(perception.profile().blocks())
                    .extracting(EntropyProfile.Block::name)
                    .isEqualTo(bundle.manifest().blocks().stream()
                            .map(FeatureBlock::name)
                            .toList());
        }
        assertThat(Files.size(bundle.network())).isLessThan(MAX_BYTES);
        assertThat(bundle.manifest().calibrations()).isNotEmpty();
        assertThat(bundle.manifest().label().contains("untrained backbone"))
                .isNotEqualTo(bundle.manifest().provenance().trained());
    }

    /** Noise of 0.10 m is the strongest that the corruption benchmarks apply; 20 frames is what a new sensor learns on. */
    @Test
    void tellsEveryNoisySweepFromEveryCleanOneOfTheSameDrive() throws IOException {
        List<PointCloud> drive = drive();
        try (LoadedBundle loaded = LoadedBundle.open(ModelBundle.named("untrained"), ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            List<EntropyProfile> learned = new ArrayList<>();
            drive.subList(0, LEARNED).forEach(sweep -> learned.add(rankProfile(model, sweep)));
            ProfileBaseline baseline = ProfileBaseline.of(learned);
            double highestClean = 0;
            double lowestNoisy = Double.POSITIVE_INFINITY;
            for (int i = LEARNED; i < drive.size(); i += 3) {
                PointCloud noisy = noisy(drive.get(i), 0.10, i);
                highestClean = Math.max(highestClean, baseline.deviationFactor(rankProfile(model, drive.get(i))));
                lowestNoisy = Math.min(lowestNoisy, baseline.deviationFactor(rankProfile(model, noisy)));
            }
            assertThat(lowestNoisy).as("clean sweeps reach %.2f", highestClean).isGreaterThan(highestClean);
        }
    }

    private static EntropyProfile rankProfile(PerceptionModel model, PointCloud sweep) {
        return model.perceive(List.of(sweep)).get(0).rankProfile();
    }

    private static PointCloud noisy(PointCloud sweep, double sigmaMetres, long seed) {
        Random random = new Random(seed);
        float[] points = sweep.xyzi().clone();
        for (int i = 0; i < points.length; i++) {
            if (i % PointCloud.STRIDE < 3) {
                points[i] += (float) (sigmaMetres * random.nextGaussian());
            }
        }
        return new PointCloud(points);
    }

    private static List<PointCloud> drive() throws IOException {
        Path folder = Optional.ofNullable(System.getenv("FOGBELL_DATA"))
                .map(Path::of)
                .orElse(Path.of("../../shared/data"))
                .resolve("kitti");
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no data at " + folder);
        Recording recording =
                Recording.open(folder, Recording.Format.KITTI_OBJECT).from("001000");
        List<PointCloud> sweeps = new ArrayList<>();
        for (int i = 0; i < recording.size(); i++) {
            Frame frame = recording.read(i);
            if (frame instanceof PointCloud sweep) {
                sweeps.add(sweep);
            }
        }
        return sweeps;
    }
}

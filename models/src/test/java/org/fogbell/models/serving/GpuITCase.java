package org.fogbell.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine on a GPU beside the engine on the CPU; needs the build with {@code -Pgpu} and a GPU. */
class GpuITCase {
    private static final double RELATIVE = 1e-4;
    private static final Percentage PERCENT = Percentage.withPercentage(100 * RELATIVE);
    private static final double SURE = 0.3;
    private static final int FRAMES = 19;

    private static ModelBundle bundle;
    private static List<PointCloud> sweeps;

    @BeforeAll
    static void needsAGpu() throws IOException {
        bundle = ModelBundle.named("detector");
        assumeTrue(
                LoadedBundle.device(bundle.manifest(), ServingOptions.defaults())
                        .startsWith("gpu:"),
                "skipped: ONNX Runtime sees no GPU here, or was built without CUDA");
        SimulatedDrive drive = SimulatedDrive.of(
                DriveConfig.defaults().withVehicles(1).withFrames(FRAMES, 2).withLidar(LidarModel.hdl64()));
        sweeps = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            sweeps.add(drive.frame(0, i).sweep());
        }
    }

    @Test
    void perceivesWhatTheCpuPerceives() throws IOException {
        assertAgree(perceive("gpu:0", FRAMES), perceive("cpu", FRAMES));
    }

    @Test
    void autoIsTheFirstGpu() throws IOException {
        try (SharedEngine engine = SharedEngine.open(bundle, options("auto"))) {
            assertThat(engine.options().device()).isEqualTo("gpu:0");
            assertThat(engine.options().batchFrames()).isEqualTo(EngineOptions.GPU_BATCH);
        }
    }

    @Test
    void aFrameScoresTheSameAloneAndInABatch() throws IOException {
        assertAgree(perceive("gpu:0", 8), perceive("gpu:0", 1));
    }

    private static List<Perception> perceive(String device, int batch) throws IOException {
        List<Perception> perceptions = new ArrayList<>();
        try (SharedEngine engine = SharedEngine.open(bundle, options(device));
                PerceptionModel model = engine.newModel()) {
            for (int from = 0; from < FRAMES; from += batch) {
                perceptions.addAll(model.perceive(sweeps.subList(from, Math.min(from + batch, FRAMES))));
            }
        }
        return perceptions;
    }

    private static void assertAgree(List<Perception> actual, List<Perception> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Perception one = actual.get(i);
            Perception other = expected.get(i);
            assertThat(one.profile().entropies()).as("entropies of frame %d", i).satisfies(entropies -> {
                double[] others = other.profile().entropies();
                for (int layer = 0; layer < others.length; layer++) {
                    assertThat(entropies[layer]).isCloseTo(others[layer], PERCENT);
                }
            });
            assertThat(one.rankProfile().entropies())
                    .as("rank entropies of frame %d", i)
                    .containsExactly(other.rankProfile().entropies(), within(RELATIVE));
            assertThat(one.eloss()).as("Eloss of frame %d", i).isCloseTo(other.eloss(), Percentage.withPercentage(0.1));
            assertFinds(one.objects(), other.objects());
            assertFinds(other.objects(), one.objects());
        }
    }

    /** Objects of which the detector is far from sure stand at a limit, which rounding decides. */
    private static void assertFinds(List<DetectedObject> found, List<DetectedObject> expected) {
        for (DetectedObject object : expected) {
            if (object.score() > SURE) {
                assertThat(found).as("%s", object).anySatisfy(other -> {
                    assertThat(other.type()).isEqualTo(object.type());
                    assertThat(other.score()).isCloseTo(object.score(), within(1e-3));
                    assertThat(other.box().x()).isCloseTo(object.box().x(), within(0.01));
                    assertThat(other.box().y()).isCloseTo(object.box().y(), within(0.01));
                });
            }
        }
    }

    private static EngineOptions options(String device) {
        return new EngineOptions(device, 0, 1, 0, 256 << 20, Duration.ofMillis(5), 512 << 20, Duration.ZERO);
    }
}

package org.fogbell.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine on a real network. */
@Timeout(120)
class SharedEngineITCase {
    private static final int RESTARTS = 20;

    private static ModelBundle bundle;

    @BeforeAll
    static void unpack() throws Exception {
        bundle = ModelBundle.named("untrained");
    }

    @Test
    void answersTheTwentiethRestartFromTheSameNetwork() throws Exception {
        List<ByteBudget> engines = new ArrayList<>();
        List<Double> elosses = new ArrayList<>();
        for (int restart = 0; restart < RESTARTS; restart++) {
            // As a job is loaded again: from another folder, by other objects.
            try (SharedEngine engine =
                            SharedEngine.open(ModelBundle.named("untrained"), options(1, Duration.ofMinutes(1)));
                    PerceptionModel model = engine.newModel()) {
                engines.add(engine.memory());
                elosses.add(model.perceive(List.of(sweep(5))).get(0).eloss());
            }
        }
        assertThat(engines).hasSize(RESTARTS).allMatch(engine -> engine == engines.get(0));
        assertThat(elosses).allMatch(eloss -> eloss.equals(elosses.get(0)));
    }

    @Test
    void loadsAgainWhatWasNotKept() throws Exception {
        List<ByteBudget> engines = new ArrayList<>();
        List<Double> elosses = new ArrayList<>();
        for (int restart = 0; restart < RESTARTS; restart++) {
            try (SharedEngine engine = SharedEngine.open(bundle, options(1, Duration.ZERO));
                    PerceptionModel model = engine.newModel()) {
                engines.add(engine.memory());
                elosses.add(model.perceive(List.of(sweep(5))).get(0).eloss());
            }
        }
        assertThat(engines).doesNotHaveDuplicates();
        assertThat(elosses).allMatch(eloss -> eloss.equals(elosses.get(0)));
    }

    @Test
    void perceivesFramesOfManyCallersAsIfEachWereAlone() throws Exception {
        List<PointCloud> sweeps = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            sweeps.add(sweep(i));
        }
        List<Perception> alone;
        try (LoadedBundle loaded = LoadedBundle.open(bundle, new ServingOptions("cpu", 1));
                PerceptionModel model = loaded.newModel(1)) {
            alone = sweeps.stream()
                    .map(sweep -> model.perceive(List.of(sweep)).get(0))
                    .toList();
        }
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (SharedEngine engine = SharedEngine.open(bundle, options(4, Duration.ZERO))) {
            List<Callable<Perception>> calls = new ArrayList<>();
            for (PointCloud sweep : sweeps) {
                calls.add(() -> engine.newModel().perceive(List.of(sweep)).get(0));
            }
            List<Future<Perception>> together = callers.invokeAll(calls);
            for (int i = 0; i < sweeps.size(); i++) {
                Perception perception = together.get(i).get();
                assertThat(perception.eloss())
                        .as("frame %d", i)
                        .isCloseTo(
                                alone.get(i).eloss(), within(1e-4 * alone.get(i).eloss()));
                assertThat(perception.statistics()).isEqualTo(alone.get(i).statistics());
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void saysWhichDeviceItCannotUse() {
        EngineOptions elsewhere = new EngineOptions("gpu:99", 1, 1, 1, 1 << 20, Duration.ZERO, 1 << 26, Duration.ZERO);
        assertThatThrownBy(() -> SharedEngine.open(bundle, elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device gpu:99: OnnxRuntime can use")
                // And why: by the build for the CPU, or by that for CUDA and what it did not find.
                .hasMessageMatching(
                        "(?s).* GPUs here; (this ONNX Runtime was built without CUDA|gpu:\\d+ is not there: .+)");
    }

    @Test
    void leavesNothingBehindWhereItsLimitsAreRefused() {
        List<EngineOptions> refused = List.of(
                new EngineOptions("cpu", 2, 1, 1, 64 << 20, Duration.ZERO, 1, Duration.ZERO),
                new EngineOptions("cpu", 2, 1, 1, 64 << 20, Duration.ZERO, Long.MAX_VALUE, Duration.ZERO),
                new EngineOptions("cpu", 2, 1, 1, 0, Duration.ZERO, 64 << 20, Duration.ZERO));
        ModelBundle gone = new ModelBundle(Path.of("gone"), bundle.manifest());
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (EngineOptions options : refused) {
            // Of a bundle that is gone nothing can be loaded: to try would be an IOException.
            assertThatThrownBy(() -> SharedEngine.open(gone, options))
                    .as("%s", options)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bytes");
            assertThatThrownBy(() -> SharedEngine.over(List.of(new CountingModel(batch -> {})), options))
                    .as("%s", options)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("fogbell-perception") && !before.contains(thread))
                .isEmpty();
    }

    private static EngineOptions options(int batchFrames, Duration keep) {
        return new EngineOptions("cpu", 2, 1, batchFrames, 64 << 20, Duration.ofMillis(2), 64 << 20, keep);
    }

    private static PointCloud sweep(int seed) {
        Random random = new Random(seed);
        float[] xyzi = new float[2_000 * PointCloud.STRIDE];
        for (int i = 0; i < xyzi.length; i += PointCloud.STRIDE) {
            xyzi[i] = (float) (30 * random.nextGaussian());
            xyzi[i + 1] = (float) (30 * random.nextGaussian());
            xyzi[i + 2] = (float) (random.nextGaussian() - 1);
            xyzi[i + 3] = random.nextFloat();
        }
        return new PointCloud(xyzi);
    }
}

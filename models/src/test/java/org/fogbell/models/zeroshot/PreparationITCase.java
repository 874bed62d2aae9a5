package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From sentences to names, with the shipped network, on small simulated worlds. */
class PreparationITCase {
    private static final List<Condition> CONDITIONS = List.of(
            new Condition("clear", "a clear day"),
            new Condition("fog", "dense fog"),
            new Condition("noise", "noise in every range"),
            new Condition("beam-loss", "some lasers are dark"));

    private static CleanSweeps streets(long from, int count) {
        Map<Integer, PointCloud> sweeps = new HashMap<>();
        return new CleanSweeps() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public PointCloud sweep(int number) {
                return sweeps.computeIfAbsent(number, n -> Sweeps.street(from + n));
            }
        };
    }

    @Test
    void namesConditionsOfStreetsThatItDoesNotKnow(@TempDir Path folder) throws IOException {
        ModelBundle bundle = ModelBundle.named("untrained");
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel network = loaded.newModel()) {
            LidarFeatures features = new LidarFeatures(bundle.manifest());
            int[] told = {0};
            CleanSweeps clean = streets(100, 16);
            Preparation preparation = new Preparation("street", CONDITIONS, clean, network, features, 24);
            PreparedClassifier prepared = preparation.run(1, done -> told[0] = done);
            assertThat(told[0]).isEqualTo(preparation.frames()).isEqualTo(3 * 24 + 16);

            CleanSweeps others = streets(200, 6);
            Evaluation evaluation =
                    Evaluation.of(prepared, others, network, features, 6, new int[] {3, 5}, 2, done -> {});
            assertThat(evaluation.answers().count())
                    .isEqualTo(Evaluation.frames(prepared, others, 6))
                    .isEqualTo(24);
            assertThat(evaluation.answers().accuracy()).isGreaterThanOrEqualTo(0.8);
            assertThat(evaluation.answers().accuracy())
                    .isGreaterThanOrEqualTo(evaluation.statisticsAlone().accuracy());
            assertThat(evaluation.chance()).isEqualTo(0.25);

            Path file = folder.resolve("classifier");
            prepared.write(file);
            Path again = folder.resolve("again");
            new Preparation("street", CONDITIONS, clean, network, features, 24)
                    .run(1, done -> {})
                    .write(again);
            assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
        }
    }

    @Test
    void refusesTooFewCleanSweeps() {
        assertThatThrownBy(() -> new Preparation(
                        "street",
                        CONDITIONS,
                        streets(0, 7),
                        new NoNetwork(),
                        new LidarFeatures(ModelBundle.named("untrained").manifest()),
                        24))
                .hasMessageContaining("at least 8 clean sweeps");
    }

    private static final class NoNetwork implements PerceptionModel {
        @Override
        public List<Perception> perceive(List<? extends Frame> batch) {
            throw new IllegalStateException("expected no frame");
        }

        @Override
        public void close() {}
    }
}

package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.junit.jupiter.api.Test;

/** Simulated roads of worlds that the shipped generator has not seen, under the sentences that it knows. */
class DiffusionClassifierITCase {
    private static final List<String> SENTENCES = List.of("a clear day", "a clear night");
    private static final int VIEWS = 6;
    private static final long SEED = 1;

    @Test
    void tellsNightFromDay() throws IOException {
        RoadImages roads = RoadImages.render(3000, 2, VIEWS / 2);
        try (DiffusionPipeline pipeline = DiffusionPipeline.named("road-64", null, 1)) {
            DiffusionClassifier classifier = new DiffusionClassifier(
                    pipeline.denoiser(), SENTENCES, Pruning.parse("8:1"), DenoisingError.NOISE, SEED);
            int right = 0;
            for (int i = 0; i < 2 * VIEWS; i++) {
                RoadCondition condition = RoadCondition.parse(SENTENCES.get(i % 2));
                CameraImage image = roads.image(i / 2, condition, SEED + i);
                DenoisingErrors errors = classifier.name(image);
                right += errors.best() == i % 2 ? 1 : 0;
                assertThat(errors.evaluations()).isEqualTo(16);
                assertThat(Arrays.stream(errors.meanSquares())).allMatch(error -> error > 0 && error < 2);
                if (i == 0) {
                    assertThat(classifier.name(image).meanSquares()).isEqualTo(errors.meanSquares());
                }
            }
            assertThat(right).as("of %d, seed %d", 2 * VIEWS, SEED).isGreaterThanOrEqualTo(2 * VIEWS - 2);
        }
    }
}

package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.vision.ImageFeatures;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.junit.jupiter.api.Test;

/** What {@code models/make-image-features.sh} made, on worlds that it has not seen. */
class ShippedFeaturesITCase {
    private static final Path RESOURCE =
            Path.of("src", "main", "resources", "org", "fogbell", "models", "features", "road-vit", "model.onnx");

    private static final List<RoadCondition> CONDITIONS =
            List.of(RoadCondition.parse("a clear day"), RoadCondition.parse("dense fog by day"));

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(RESOURCE)).isLessThan(4_000_000);
    }

    @Test
    void tellsFogFromClearWeatherInNewWorlds() throws IOException {
        RoadImages known = RoadImages.render(3000, 2, 4);
        RoadImages others = RoadImages.render(3002, 2, 4);
        try (ImageFeatures features = OnnxImageFeatures.open(VisionFolder.named("road-vit"), 1)) {
            float[] once = features.of(known.clean(0));
            assertThat(features.of(known.clean(0))).isEqualTo(once);
            assertThat(once).hasSize(features.dimensions());
            double[][] means = new double[2][features.dimensions()];
            for (int i = 0; i < 2 * known.size(); i++) {
                float[] vector = features.of(known.image(i / 2, CONDITIONS.get(i % 2), i));
                for (int k = 0; k < vector.length; k++) {
                    means[i % 2][k] += vector[k] / known.size();
                }
            }
            int right = 0;
            for (int i = 0; i < 2 * others.size(); i++) {
                float[] vector = features.of(others.image(i / 2, CONDITIONS.get(i % 2), 100 + i));
                boolean fog = squares(vector, means[1]) < squares(vector, means[0]);
                right += fog == (i % 2 == 1) ? 1 : 0;
            }
            assertThat(right).as("of %d", 2 * others.size()).isGreaterThanOrEqualTo(2 * others.size() - 2);
        }
    }

    private static double squares(float[] vector, double[] mean) {
        double sum = 0;
        for (int k = 0; k < vector.length; k++) {
            sum += (vector[k] - mean[k]) * (vector[k] - mean[k]);
        }
        return sum;
    }
}

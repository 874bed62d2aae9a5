package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.perception.ModelBundle;
import org.junit.jupiter.api.Test;

/** What {@code models/make-classifier.sh} made. */
class ShippedClassifierTest {
    @Test
    void fitsTheShippedDetector() throws IOException {
        PreparedClassifier shipped = PreparedClassifier.named("lidar-sim-32");
        assertThat(shipped.isFor(ModelBundle.manifestOf("detector")))
                .as(
                        "prepared with %s: run models/make-classifier.sh again",
                        shipped.classifier().source())
                .isTrue();
        assertThat(shipped.isFor(ModelBundle.manifestOf("untrained"))).isFalse();
        assertThat(shipped.sensorType()).isEqualTo("lidar-sim-32");
        assertThat(shipped.conditions())
                .isEqualTo(Conditions.read(Path.of("..", "docs", "examples", "conditions.yaml")));
    }

    @Test
    void isSmall() throws IOException {
        Path file = Path.of("src", "main", "resources", "org", "fogbell", "models", "classifiers", "lidar-sim-32");
        assertThat(Files.size(file)).isLessThan(300_000);
    }
}

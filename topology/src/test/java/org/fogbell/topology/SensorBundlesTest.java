package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.verdict.BaselineJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorBundlesTest {
    @Test
    void givesAllTypesOneBundle() {
        SensorBundles bundles = SensorBundles.parse("/models/a=b");
        assertThat(bundles.of("hdl-64e")).isEqualTo("/models/a=b");
        assertThat(bundles.all()).containsExactly("/models/a=b");
    }

    @Test
    void givesATypeItsOwn() {
        SensorBundles bundles =
                SensorBundles.parse(" front-camera=/models/a=b , detector,rear-camera = /models/a=b, os1=untrained");
        assertThat(bundles.of("front-camera")).isEqualTo("/models/a=b");
        assertThat(bundles.of("rear-camera")).isEqualTo("/models/a=b");
        assertThat(bundles.of("os1")).isEqualTo("untrained");
        assertThat(bundles.of("hdl-64e")).isEqualTo("detector");
        assertThat(bundles.all()).containsExactly("detector", "/models/a=b", "untrained");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "detector,",
                "front=yolox",
                "detector,untrained",
                "detector,front=",
                "detector,=yolox",
                "detector,front=a,front=b"
            })
    void refusesWhatLeavesATypeWithoutItsOneBundle(String text) {
        assertThatThrownBy(() -> SensorBundles.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.bundle");
    }

    @Test
    void takesWhatIsCalibratedFromTheBundleOfTheType() throws IOException {
        String detector = ModelBundle.manifestOf("detector").digest();
        String untrained = ModelBundle.manifestOf("untrained").digest();
        String type = "lidar-sim-32";
        assertThat(new CalibratedBundle("untrained").calibrations().apply(untrained, type))
                .isNotNull();
        BaselineJudge.FeatureCalibrations own = new CalibratedBundle("untrained," + type + "=detector").calibrations();
        assertThat(own.apply(detector, type)).isNotNull();
        assertThat(own.apply(untrained, type)).isNull();
        BaselineJudge.FeatureCalibrations other = new CalibratedBundle("detector,else=untrained").calibrations();
        assertThat(other.apply(detector, type)).isNotNull();
        assertThat(other.apply(untrained, type)).isNull();
    }
}

package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.junit.jupiter.api.Test;

class SweepFeaturesTest {
    private static final PointCloud CLEAN = Sweeps.street(5);
    private static final Map<String, Double> CLEAN_FEATURES = SweepFeatures.of(CLEAN);

    private Map<String, Double> under(String kind) {
        return SweepFeatures.of(Corruption.of(kind, 4).apply(CLEAN, 8));
    }

    private double change(String kind, String feature) {
        return under(kind).get(feature) - CLEAN_FEATURES.get(feature);
    }

    @Test
    void hasTheSameFiniteNumbersForEverySweep() {
        for (CorruptionKind kind : CorruptionKind.values()) {
            Map<String, Double> features = under(kind.toString());
            assertThat(features.keySet()).as(kind.toString()).isEqualTo(CLEAN_FEATURES.keySet());
            assertThat(features.values()).as(kind.toString()).allMatch(Double::isFinite);
        }
        assertThat(SweepFeatures.of(PointCloud.EMPTY).keySet()).isEqualTo(CLEAN_FEATURES.keySet());
        assertThat(SweepFeatures.of(new PointCloud(new float[] {1, 2, Float.NaN, 0, 0, 0, 0, 1}))
                        .values())
                .allMatch(Double::isFinite);
    }

    @Test
    void passesOverPointsThatAreNotFinite() {
        float[] more = Arrays.copyOf(CLEAN.xyzi(), CLEAN.xyzi().length + 8);
        more[more.length - 8] = Float.NaN;
        more[more.length - 1] = Float.POSITIVE_INFINITY;
        more[more.length - 4] = 3;
        assertThat(SweepFeatures.of(new PointCloud(more))).isEqualTo(CLEAN_FEATURES);
    }

    @Test
    void seesNoiseInTheLines() {
        assertThat(change("gaussian", "line.roughness_p50")).isGreaterThan(0.5);
        assertThat(change("gaussian", "line.wobble_p50")).isGreaterThan(1);
    }

    @Test
    void seesFlakesInFrontOfWhatIsBehind() {
        assertThat(change("snow", "line.near_ln_share"))
                .isGreaterThan(0.1)
                .isGreaterThan(change("snow", "line.far_ln_share") + 0.1);
    }

    @Test
    void seesCrosstalkOffTheBeamAndUnderTheGround() {
        assertThat(change("crosstalk", "line.off_beam_ln_share"))
                .isGreaterThan(change("snow", "line.off_beam_ln_share") + 0.1);
        assertThat(change("crosstalk", "ground.below_ln_share"))
                .isGreaterThan(1)
                .isGreaterThan(change("snow", "ground.below_ln_share") + 1);
    }

    @Test
    void seesFogInTheBrightnessOfWhatIsFar() {
        assertThat(change("fog", "band5.intensity_p50")).isLessThan(-0.05);
    }

    @Test
    void seesDarkLasersInTheRings() {
        assertThat(change("beam-missing", "rings.uneven")).isGreaterThan(0.3);
    }

    @Test
    void seesDirtAsADimPatch() {
        assertThat(change("window-blockage", "window.dimmest_large_patch")).isLessThan(-0.3);
    }

    /** Turned by a small angle about y, and lifted: a plane's slope and height, and each laser's elevations, follow. */
    @Test
    void measuresTheTiltOfABentMount() {
        double angle = 0.015;
        float[] bent = CLEAN.xyzi().clone();
        for (int i = 0; i < bent.length; i += PointCloud.STRIDE) {
            bent[i] = (float) (Math.cos(angle) * CLEAN.xyzi()[i] - Math.sin(angle) * CLEAN.xyzi()[i + 2]);
            bent[i + 2] = (float) (Math.sin(angle) * CLEAN.xyzi()[i] + Math.cos(angle) * CLEAN.xyzi()[i + 2]);
        }
        Map<String, Double> features = SweepFeatures.of(new PointCloud(bent));
        assertThat(features.get("ground.pitch") - CLEAN_FEATURES.get("ground.pitch"))
                .isCloseTo(angle, within(0.003));
        assertThat(features.get("rings.tilt_x") - CLEAN_FEATURES.get("rings.tilt_x"))
                .isCloseTo(angle, within(0.003));
        assertThat(features.get("rings.tilt_y") - CLEAN_FEATURES.get("rings.tilt_y"))
                .isCloseTo(0, within(0.003));
    }
}

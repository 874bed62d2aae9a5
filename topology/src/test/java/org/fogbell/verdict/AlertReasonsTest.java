package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.GuardRail;
import org.fogbell.schemas.OutlyingFeature;
import org.junit.jupiter.api.Test;

class AlertReasonsTest {
    @Test
    void saysByHowMuchAndAgainstWhat() {
        assertThat(AlertReasons.of(SampleWindows.window(0, 0.84, 5.25).build(), AlertState.FIRING))
                .isEqualTo("Eloss is 2.00 times its baseline (robust z +5.3), 84 % of 50 frames beyond the threshold"
                        + "; baseline: the sensor's own 120 normal frames");
    }

    @Test
    void givesTwoDigitsOfAFactorThatIsSmall() {
        assertThat(AlertReasons.of(
                        SampleWindows.window(0, 1, -9)
                                .setDeviationFactor(0.00123)
                                .build(),
                        AlertState.FIRING))
                .startsWith("Eloss is 0.0012 times its baseline (robust z -9.0), 100 %");
    }

    @Test
    void namesTheScoreThatJudged() {
        assertThat(AlertReasons.of(
                        SampleWindows.window(0, 1, 4).setJudgedBy("profile").build(), AlertState.FIRING))
                .startsWith("the entropy profile's distance is 2.00 times its baseline");
    }

    @Test
    void namesWhatGaveTheSensorAwayInItsUnits() {
        Deviation window = SampleWindows.window(0, 1, 4)
                .setJudgedBy("combined")
                .setOutlyingFeatures(List.of(
                        new OutlyingFeature("points", 30_123.4, 61_000.0, -14.0),
                        new OutlyingFeature("layer.block2.layer5", 0.886, 1.32, -3.0),
                        new OutlyingFeature("ground_slope_ahead", 0.02, -0.001, 3.0),
                        new OutlyingFeature("far_share", 0.1, 0.2, -2.0)))
                .build();
        assertThat(AlertReasons.of(window, AlertState.FIRING))
                .startsWith("the deviation of the frames' features is 2.00 times its baseline")
                .contains(": points 30123, expected 61000; layer.block2.layer5 0.886, expected 1.32; "
                        + "ground_slope_ahead 0.0200, expected -0.00100; baseline")
                .doesNotContain("far_share");
    }

    @Test
    void saysHowManyGuardRailsAgreeWhileItFires() {
        Deviation window = SampleWindows.window(0, 1, 5)
                .setGuardRailsAsked(31)
                .setGuardRailsAgreeing(List.of(new GuardRail("points", 1.0), new GuardRail("far_share", 0.6)))
                .build();
        assertThat(AlertReasons.of(window, AlertState.FIRING)).contains("; 2 of 31 guard rails agree; baseline");
        window.setGuardRailsAgreeing(List.of(new GuardRail("points", 1.0)));
        assertThat(AlertReasons.of(window, AlertState.FIRING)).contains("; 1 of 31 guard rails agrees; baseline");
        window.setGuardRailsAgreeing(List.of());
        assertThat(AlertReasons.of(window, AlertState.FIRING)).contains("; none of 31 guard rails agrees; baseline");
        assertThat(AlertReasons.of(window, AlertState.RESOLVED)).doesNotContain("guard rails");
        window.setGuardRailsAsked(3);
        assertThat(AlertReasons.of(window, AlertState.FIRING))
                .as("no statistic was asked")
                .doesNotContain("guard rails");
    }

    @Test
    void saysThatASensorIsFrozen() {
        Deviation window =
                SampleWindows.window(0, 1, 0).setRepeatedShare(1).setCount(10).build();
        assertThat(AlertReasons.of(window, AlertState.FIRING))
                .startsWith("the sensor is frozen: 100 % of 10 frames repeat the one before, bit for bit; baseline");
    }

    @Test
    void saysThatASensorSeesNothing() {
        assertThat(AlertReasons.of(
                        SampleWindows.window(0, 1, 0)
                                .setBlindShare(0.9)
                                .setBaseline(null)
                                .setCount(10)
                                .build(),
                        AlertState.FIRING))
                .isEqualTo("the sensor sees nothing: 90 % of 10 frames have no usable points"
                        + "; the sensor has no baseline yet");
    }

    @Test
    void warnsOfAnUntrainedBackboneAndNamesTheBundlesCalibration() {
        assertThat(AlertReasons.of(
                        SampleWindows.window(0, 0, 0)
                                .setModelUntrained(true)
                                .setBaseline(new BaselineLevel(BaselineSource.BUNDLE, 0.0, 0.4, 160L))
                                .build(),
                        AlertState.RESOLVED))
                .startsWith("back to normal: ")
                .endsWith("; baseline: the bundle's calibration for this sensor type; untrained backbone");
    }

    @Test
    void saysThatAFiringAlertBecameCritical() {
        Deviation window = SampleWindows.window(0, 0.84, 9).build();
        assertThat(AlertReasons.worse(window)).isEqualTo("now critical: " + AlertReasons.of(window, AlertState.FIRING));
    }
}

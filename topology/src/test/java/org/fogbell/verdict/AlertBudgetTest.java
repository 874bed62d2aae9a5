package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.ThresholdSource;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A window a second; an alert opens at 2 of 3 windows; the budget is one false alarm in ten hours. */
class AlertBudgetTest {
    private static final int HOUR = 3_600;
    private final Random random = new Random(11);
    private @Nullable AlertEpisode episode;
    private @Nullable ScoreTail tail;
    private int number;
    private @Nullable String called;
    private @Nullable String acknowledged;
    private double jitterShare;

    @Test
    void goesByTheStatedThresholdAndSaysWhyUntilThereIsEnoughEvidence() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, HOUR / 2, 1);
        Alert alert = opens(lifecycle, 3.5);
        assertThat(alert.getThresholdSource()).isEqualTo(ThresholdSource.FIXED);
        assertThat(alert.getThreshold()).isEqualTo(3);
        assertThat(alert.getThresholdEvidenceHours()).isEqualTo(0.5);
        assertThat(alert.getReason())
                .endsWith(
                        "; threshold 3.00 as stated, from 0.5 h of clean windows, too few for the budget of 1 in 10h");
    }

    @Test
    void derivesALowerThresholdOfASteadySensorFromATenthOfThePeriodOn() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        Alert alert = opens(lifecycle, 2.9);
        assertThat(alert.getThresholdSource()).isEqualTo(ThresholdSource.BUDGET);
        assertThat(alert.getThreshold()).isBetween(2.0, 2.9);
        assertThat(alert.getReason())
                .contains(String.format(
                        "; 50 %% of the frames reach 2.90; threshold %.2f by the budget of 1 in 10h instead of 3, from 2.0 h",
                        alert.getThreshold()));
    }

    @Test
    void goesNeitherBelowReleaseNorAboveCritical() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.1);
        assertThat(tail.threshold()).isEqualTo(2);
        forget();
        AlertLifecycle soonCritical = lifecycle(Map.of("alert.critical", "4"));
        clean(soonCritical, 6 * HOUR, 1.5);
        for (int n = 0; n < 20; n++) {
            see(soonCritical, 0);
        }
        assertThat(tail.threshold()).isEqualTo(4);
        assertThat(opens(soonCritical, 40).getReason()).contains("held at alert.critical: the budget is not kept");
    }

    @Test
    void learnsNothingFromWindowsWhileAnAlertIsOpen() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        double before = tail.threshold();
        opens(lifecycle, 5);
        long evidence = tail.cleanMicros();
        for (int n = 0; n < 2 * HOUR; n++) {
            see(lifecycle, 4 + random.nextGaussian());
            assertThat(tail.threshold()).isEqualTo(before);
        }
        assertThat(tail.cleanMicros()).isEqualTo(evidence);
        assertThat(tail.blockMicros()).isZero();
        closes(lifecycle);
        assertThat(tail.openings())
                .as("an alert that lasted is taken for a fault")
                .isEmpty();
        assertThat(tail.threshold()).isEqualTo(before);
    }

    @Test
    void countsAnAlertThatIsSoonOverAsAPeakThatPassed() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        double before = tail.threshold();
        opens(lifecycle, 4);
        closes(lifecycle);
        assertThat(tail.openings()).containsExactly((float) before);
        assertThat(tail.threshold()).isGreaterThan(before);
    }

    @Test
    void takesACriticalAlertForAFaultHoweverShort() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        opens(lifecycle, 20);
        closes(lifecycle);
        assertThat(tail.openings()).isEmpty();
    }

    @Test
    void countsWhatAPersonCallsAFalseAlarmWhileItIsOpenHoweverFarItWent() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        double before = tail.threshold();
        called = opens(lifecycle, 20).getAlertId();
        closes(lifecycle);
        assertThat(tail.openings()).containsExactly((float) before);
        assertThat(tail.threshold()).isGreaterThan(before);
    }

    @Test
    void countsWhatAPersonCallsAFalseAlarmAfterItIsOverOnce() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        double before = tail.threshold();
        String alertId = opens(lifecycle, 20).getAlertId();
        closes(lifecycle);
        assertThat(tail.openings()).isEmpty();
        clean(lifecycle, 30, 0.8);
        called = alertId;
        clean(lifecycle, 30, 0.8);
        assertThat(tail.openings()).containsExactly((float) before);
        assertThat(tail.threshold()).isGreaterThan(before);
        clean(lifecycle, 30, 0.8);
        assertThat(tail.openings()).as("once").hasSize(1);
    }

    @Test
    void leavesOutWhatAPersonAcknowledgesHoweverShortItWas() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        double before = tail.threshold();
        acknowledged = opens(lifecycle, 4).getAlertId();
        closes(lifecycle);
        assertThat(tail.openings()).isEmpty();
        assertThat(tail.threshold()).isEqualTo(before);
    }

    @Test
    void takesAnAlertBackThatAPersonAcknowledgesWhenItIsOverThoughAnotherCameSince() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        String first = opens(lifecycle, 4).getAlertId();
        closes(lifecycle);
        float at = tail.openings()[0];
        opens(lifecycle, 20);
        closes(lifecycle);
        acknowledged = first;
        see(lifecycle, 0);
        assertThat(tail.openings()).isEmpty();
        called = first;
        see(lifecycle, 0);
        assertThat(tail.openings()).as("called false after all").containsExactly(at);
        see(lifecycle, 0);
        assertThat(tail.openings()).as("once").hasSize(1);
    }

    @Test
    void remembersTheLastFewAlerts() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        for (int n = 0; n < 7; n++) {
            opens(lifecycle, 20);
            closes(lifecycle);
        }
        assertThat(tail.ended()).hasSize(4);
    }

    @Test
    void countsNoAlertOfFramesOffTheBeat() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        double before = tail.threshold();
        jitterShare = 1;
        called = opens(lifecycle, 0.5).getAlertId();
        jitterShare = 0;
        closes(lifecycle);
        clean(lifecycle, 30, 0.8);
        assertThat(tail.openings()).isEmpty();
        assertThat(tail.threshold()).isEqualTo(before);
    }

    @Test
    void countsAnAlertThatWasSoonOverOnceWhateverAPersonCallsIt() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        called = opens(lifecycle, 4).getAlertId();
        closes(lifecycle);
        clean(lifecycle, 30, 0.8);
        assertThat(tail.openings()).hasSize(1);
    }

    @Test
    void beginsAgainWithAnotherModelOrOtherRules() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        clean(lifecycle, 2 * HOUR, 0.8);
        clean(lifecycle(Map.of("alert.share", "0.4")), 1, 0.8);
        assertThat(tail.blocks()).isZero();
        clean(lifecycle, 2 * HOUR, 0.8);
        Deviation other = SampleWindows.window(number++, 0, 0.5)
                .setQuantileZ(0.5)
                .setModelDigest("another")
                .build();
        tail = lifecycle.step(episode, tail, other).tail();
        assertThat(tail.blocks()).isZero();
        assertThat(tail.threshold()).isNaN();
    }

    @Test
    void learnsNothingUnderMaintenance() {
        AlertLifecycle lifecycle = lifecycle(
                Map.of("maintenance.spans", "*/* " + SampleWindows.start(0) + "/" + SampleWindows.start(4 * HOUR)));
        clean(lifecycle, 2 * HOUR, 0.8);
        assertThat(tail.blockMicros() + tail.cleanMicros()).isZero();
    }

    /** Of windows that reach 5 one at a time an alert never comes, and those that must hold for a minute are rarer still. */
    @Test
    void measuresWhatOpensAnAlertAndNotSingleWindows() {
        AlertLifecycle lifecycle = lifecycle(Map.of());
        for (int n = 0; n < 2 * HOUR; n++) {
            see(lifecycle, n % 3 == 0 ? 5 : 1);
        }
        assertThat(tail.peaks()).containsOnly(1);
        forget();
        AlertLifecycle patient = lifecycle(Map.of("alert.min-duration", "20s"));
        for (int n = 0; n < 2 * HOUR; n++) {
            see(patient, n % 30 < 4 ? 5 : 1);
        }
        assertThat(tail.peaks()).containsOnly(1);
    }

    @Test
    void keepsFewBytesHoweverLongItRuns() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.budget", "1", "alert.budget-period", "1h"));
        clean(lifecycle, 30 * HOUR, 1);
        assertThat(tail.peaks())
                .hasSizeBetween(20, ScoreTail.MOST_PEAKS)
                .isSortedAccordingTo((a, b) -> Float.compare(b, a));
        assertThat(tail.openings()).hasSizeLessThanOrEqualTo(ScoreTail.MOST_OPENINGS);
        assertThat(tail.cleanMicros()).as("more than enough is halved").isLessThan(20L * HOUR * 1_000_000);
        assertThat(tail.recent()).hasSize(3);
    }

    @Test
    void isNotThereWithoutABudget() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.budget", "0"));
        clean(lifecycle, HOUR, 1);
        assertThat(tail).isNull();
        Alert alert = opens(lifecycle, 4);
        assertThat(alert.getThresholdSource()).isEqualTo(ThresholdSource.FIXED);
        assertThat(alert.getThreshold()).isEqualTo(3);
        assertThat(alert.getReason()).doesNotContain("; threshold ");
    }

    private static AlertLifecycle lifecycle(Map<String, String> others) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "alert.threshold", "3", "alert.budget", "1", "alert.budget-period", "10h", "flapping.openings", "0"));
        parameters.putAll(others);
        return new AlertLifecycle(JobParameters.of(parameters).alertRules());
    }

    /** Windows that reach normal values, of this spread, independent of each other. */
    private void clean(AlertLifecycle lifecycle, int windows, double spread) {
        for (int n = 0; n < windows; n++) {
            see(lifecycle, spread * random.nextGaussian());
        }
    }

    private Alert opens(AlertLifecycle lifecycle, double z) {
        List<Alert> alerts = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            alerts.addAll(see(lifecycle, z));
        }
        assertThat(alerts).as("seed 11").hasSize(1);
        assertThat(alerts.get(0).getState()).isEqualTo(AlertState.FIRING);
        return alerts.get(0);
    }

    private void closes(AlertLifecycle lifecycle) {
        List<Alert> alerts = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            alerts.addAll(see(lifecycle, 0));
        }
        assertThat(alerts).extracting(Alert::getState).containsExactly(AlertState.RESOLVED);
    }

    private List<Alert> see(AlertLifecycle lifecycle, double z) {
        double distance = Math.abs(z);
        Deviation window = SampleWindows.window(number++, distance > 3 ? 1 : 0, distance)
                .setQuantileZ(distance)
                .setJitterShare(jitterShare)
                .setPolicy(AppliedPolicy.newBuilder()
                        .setFalseAlarmIds(called == null ? List.of() : List.of("another", called))
                        .setAcknowledgedAlertIds(
                                acknowledged == null ? List.of() : List.of(acknowledged, "yet another"))
                        .build())
                .build();
        AlertLifecycle.Step step = lifecycle.step(episode, tail, window);
        episode = step.episode();
        tail = step.tail();
        return step.alerts();
    }

    private void forget() {
        episode = null;
        tail = null;
    }
}

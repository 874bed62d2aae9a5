package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.Deviation;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What else an alert goes through between opening and resolution. It opens at 2 of 3 windows beyond, a second apart, and
 * resolves at 3 that are back.
 */
class AlertTransitionsTest {
    private @Nullable AlertEpisode episode;

    @Test
    void staysAsItIsBetweenTheTwoThresholds() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.threshold", "3", "alert.release", "2"));
        assertThat(see(lifecycle, 0, 8, 2, 2.5, 20)).extracting(Alert::getState).containsExactly(AlertState.FIRING);
        assertThat(see(lifecycle, 22, -2.5, 23)).as("Eloss either way").isEmpty();
        assertThat(see(lifecycle, 23, 1.9, 26))
                .extracting(Alert::getState, Alert::getDecidedAt)
                .containsExactly(tuple(AlertState.RESOLVED, end(25)));
        assertThat(see(lifecycle, 30, 2.5, 60)).as("opens nothing either").isEmpty();
    }

    @Test
    void countsAWindowInBetweenAsAnInterruptionOfThoseThatAreBack() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.release", "2"));
        see(lifecycle, 0, 8, 2);
        assertThat(see(lifecycle, 2, 0, 4, 2.5, 5, 0, 7)).isEmpty();
        assertThat(see(lifecycle, 7, 0, 8)).extracting(Alert::getState).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void opensOnlyWhenFramesHaveBeenBeyondForLongEnough() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.min-duration", "10s"));
        assertThat(see(lifecycle, 0, 8, 9, 0, 30)).as("9 windows: 9 s").isEmpty();
        List<Alert> alerts = see(lifecycle, 40, 8, 60);
        assertThat(alerts).hasSize(1);
        Instant first = SampleWindows.beyond(40).getFirstBeyondAt();
        assertThat(alerts.get(0).getStartedAt()).isEqualTo(first);
        assertThat(alerts.get(0).getDecidedAt()).isEqualTo(end(49));
        assertThat(SampleWindows.beyond(49).getLastBeyondAt()).isEqualTo(first.plusSeconds(10));
    }

    @Test
    void countsTheDurationAgainWhereFewerThanNOfMWereBeyondInBetween() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.min-duration", "4s"));
        assertThat(see(lifecycle, 0, 8, 3, 0, 5, 8, 8)).isEmpty();
        assertThat(see(lifecycle, 8, 8, 9)).singleElement().satisfies(alert -> assertThat(alert.getStartedAt())
                .isEqualTo(SampleWindows.beyond(5).getFirstBeyondAt()));
    }

    @Test
    void firesOnForAWhileAfterTheLastWindowBeyond() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.keep-firing", "20s"));
        see(lifecycle, 0, 8, 2);
        assertThat(see(lifecycle, 2, 0, 15, 8, 16, 0, 35)).isEmpty();
        assertThat(see(lifecycle, 35, 0, 36))
                .extracting(Alert::getState, Alert::getDecidedAt, Alert::getEndedAt)
                .containsExactly(tuple(
                        AlertState.RESOLVED, end(35), SampleWindows.beyond(15).getLastBeyondAt()));
    }

    @Test
    void saysThatASensorFlapsAndHoldsOneAlertInsteadOfOpeningMore() {
        AlertLifecycle lifecycle = lifecycle(Map.of("flapping.openings", "3", "flapping.within", "60s"));
        List<Alert> alerts = new ArrayList<>();
        for (int n = 0; n < 200; n += 10) {
            alerts.addAll(see(lifecycle, n, 8, n + 2, 0, n + 10));
        }
        assertThat(alerts)
                .extracting(Alert::getState, Alert::getFlapping, Alert::getDecidedAt)
                .containsExactly(
                        tuple(AlertState.FIRING, false, end(1)),
                        tuple(AlertState.RESOLVED, false, end(4)),
                        tuple(AlertState.FIRING, false, end(11)),
                        tuple(AlertState.RESOLVED, false, end(14)),
                        tuple(AlertState.FIRING, true, end(21)));
        assertThat(alerts.get(4).getReason())
                .startsWith("flapping, opened 3 times within 1m and held until it is quiet for 1m: Eloss is ");
        assertThat(see(lifecycle, 200, 0, 251)).isEmpty();
        assertThat(see(lifecycle, 251, 0, 252))
                .extracting(Alert::getState, Alert::getAlertId)
                .containsExactly(tuple(AlertState.RESOLVED, alerts.get(4).getAlertId()));
        assertThat(episode).isEqualTo(AlertEpisode.QUIET);
    }

    @Test
    void countsNoOpeningThatIsLongAgo() {
        AlertLifecycle lifecycle = lifecycle(Map.of("flapping.openings", "2", "flapping.within", "60s"));
        List<Alert> alerts = new ArrayList<>();
        for (int n : new int[] {0, 60, 119}) {
            alerts.addAll(see(lifecycle, n, 8, n + 2, 0, n + 5));
        }
        assertThat(alerts)
                .filteredOn(alert -> alert.getState() == AlertState.FIRING)
                .extracting(Alert::getFlapping)
                .containsExactly(false, false, true);
    }

    @Test
    void remindsOfAnAlertThatStillFires() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.renotify", "30s"));
        List<Alert> alerts = see(lifecycle, 0, 5, 40, 12, 41, 5, 80, 0, 200);
        assertThat(alerts)
                .extracting(Alert::getState, Alert::getTransition, Alert::getReminder, Alert::getDecidedAt)
                .containsExactly(
                        tuple(AlertState.FIRING, 0L, false, end(1)),
                        tuple(AlertState.FIRING, 1L, true, end(31)),
                        tuple(AlertState.ESCALATED, 2L, false, end(40)),
                        tuple(AlertState.ESCALATED, 3L, true, end(70)),
                        tuple(AlertState.RESOLVED, 4L, false, end(82)));
        assertThat(alerts)
                .extracting(Alert::getAlertId)
                .containsOnly(alerts.get(0).getAlertId());
        assertThat(alerts.get(3).getReason()).startsWith("still firing: Eloss is ");
    }

    @Test
    void publishesPendingWindowsOnDemand() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.publish-pending", "true"));
        List<Alert> opened = see(lifecycle, 0, 8, 3, 0, 10);
        assertThat(opened)
                .extracting(Alert::getState, Alert::getTransition, Alert::getDecidedAt)
                .containsExactly(
                        tuple(AlertState.PENDING, 0L, end(0)),
                        tuple(AlertState.FIRING, 1L, end(1)),
                        tuple(AlertState.RESOLVED, 2L, end(5)));
        assertThat(opened)
                .extracting(Alert::getAlertId)
                .containsOnly(opened.get(0).getAlertId());
        List<Alert> passed = see(lifecycle, 20, 8, 21, 0, 30);
        assertThat(passed)
                .extracting(Alert::getState, Alert::getDecidedAt)
                .containsExactly(tuple(AlertState.PENDING, end(20)), tuple(AlertState.RESOLVED, end(23)));
        assertThat(passed.get(1).getReason()).startsWith("no alert came of it, ");
        assertThat(passed.get(1).getAlertId()).isEqualTo(passed.get(0).getAlertId());
    }

    @Test
    void publishesNothingUnderMaintenanceAndNothingOfWhatWasOverBeforeItsEnd() {
        assertThat(see(underMaintenance(), 10, 8, 20, 12, 30, 0, 200)).isEmpty();
    }

    @Test
    void publishesAfterMaintenanceWhatOpenedUnderItAndStillFires() {
        assertThat(see(underMaintenance(), 50, 8, 70, 12, 130, 0, 200))
                .extracting(Alert::getState, Alert::getTransition, Alert::getDecidedAt)
                .containsExactly(tuple(AlertState.ESCALATED, 0L, start(100)), tuple(AlertState.RESOLVED, 1L, end(132)));
    }

    @Test
    void publishesAfterMaintenanceThatAnAlertResolvedUnderItAlsoWhereAnotherFiresBy() {
        AlertLifecycle lifecycle = underMaintenance();
        List<Alert> alerts = see(lifecycle, -10, 8, 20, 0, 60);
        assertThat(alerts).extracting(Alert::getState).containsExactly(AlertState.FIRING);
        alerts.addAll(see(lifecycle, 60, 8, 120));
        assertThat(alerts)
                .extracting(Alert::getState, Alert::getTransition, Alert::getDecidedAt)
                .containsExactly(
                        tuple(AlertState.FIRING, 0L, end(-9)),
                        tuple(AlertState.RESOLVED, 1L, start(100)),
                        tuple(AlertState.FIRING, 0L, start(100)));
        assertThat(alerts.get(1).getAlertId()).isEqualTo(alerts.get(0).getAlertId());
        assertThat(alerts.get(1).getEndedAt())
                .isEqualTo(SampleWindows.beyond(19).getLastBeyondAt());
        assertThat(alerts.get(2).getAlertId()).isNotEqualTo(alerts.get(0).getAlertId());
        assertThat(alerts.get(2).getStartedAt())
                .isEqualTo(SampleWindows.beyond(60).getFirstBeyondAt());
    }

    @Test
    void maintainsOnlyTheSensorsThatTheRuleNames() {
        String span = SampleWindows.start(0) + "/" + SampleWindows.start(100);
        for (String other :
                List.of("car-2/*", "car-1/lidar-front", "car/*", "CAR-1/*", "?/lidar-top", "car.1/lidar-top")) {
            episode = null;
            assertThat(see(lifecycle(Map.of("maintenance.spans", other + " " + span)), 0, 8, 10))
                    .as(other)
                    .hasSize(1);
        }
        for (String same : List.of("*/*", "car-1/*", "car-?/lidar*", "x/y " + span + "; car-1/lidar-top")) {
            episode = null;
            assertThat(see(lifecycle(Map.of("maintenance.spans", same + " " + span)), 0, 8, 10))
                    .as(same)
                    .isEmpty();
        }
    }

    @Test
    void opensByEvidenceOfASmallLastingShiftThatNoWindowShowsAlone() {
        AlertLifecycle lifecycle = lifecycle(Map.of("shift.false-alarm-frames", "1000"));
        double limit = Math.log(2 * 1_000);
        Instant began = SampleWindows.start(-60);
        List<Alert> alerts = new ArrayList<>();
        for (double evidence : new double[] {limit - 0.01, limit, limit + 0.5, limit - 1, limit / 2, 3, 3, 3}) {
            Deviation window = SampleWindows.window(alerts.size() + 10, 0, 1)
                    .setWindowEnd(end(evidences++))
                    .setEvidence(-evidence)
                    .setEvidenceBeganAt(began)
                    .build();
            AlertLifecycle.Step step = lifecycle.step(episode, window);
            episode = step.episode();
            alerts.addAll(step.alerts());
        }
        assertThat(alerts)
                .extracting(Alert::getState, Alert::getStartedAt, Alert::getDecidedAt)
                .containsExactly(tuple(AlertState.FIRING, began, end(2)), tuple(AlertState.RESOLVED, began, end(7)));
        assertThat(alerts.get(0).getReason())
                .endsWith("; small lasting shift down since " + began + " (evidence 8 nats of 8)");
        assertThat(alerts.get(0).getEvidence()).isEqualTo(-limit - 0.5);
        assertThat(alerts.get(1).getReason()).doesNotContain("shift");
    }

    @Test
    void remindsNobodyOfAnAlertThatIsAcknowledged() {
        AlertLifecycle lifecycle = lifecycle(Map.of("alert.renotify", "2s"));
        List<Alert> open = see(lifecycle, 0, 5, 6);
        assertThat(open).filteredOn(Alert::getReminder).hasSize(2);
        String id = open.get(0).getAlertId();
        List<Alert> acknowledged = new ArrayList<>();
        for (int n = 6; n < 30; n++) {
            double z = n < 20 ? 5 : 0;
            AppliedPolicy policy = AppliedPolicy.newBuilder()
                    .setAcknowledgedAlertIds(n < 15 ? List.of("another", id) : List.of("another"))
                    .setFalseAlarms(2)
                    .build();
            Deviation window =
                    SampleWindows.window(n, z > 3 ? 1 : 0, z).setPolicy(policy).build();
            AlertLifecycle.Step step = lifecycle.step(episode, window);
            episode = step.episode();
            acknowledged.addAll(step.alerts());
        }
        assertThat(acknowledged.get(0).getDecidedAt())
                .as("of another alert only")
                .isEqualTo(end(15));
        assertThat(acknowledged.get(acknowledged.size() - 1).getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(acknowledged)
                .allMatch(alert -> alert.getPolicyVersion() == null)
                .allMatch(alert -> alert.getPolicy().getFalseAlarms() == 2)
                .noneMatch(alert -> alert.getReason().contains("policy"));
    }

    private int evidences;

    /** From 0 to 100 s, by the ends of windows. */
    private static AlertLifecycle underMaintenance() {
        return lifecycle(Map.of(
                "maintenance.spans",
                "car-1/* " + SampleWindows.start(0) + "/" + SampleWindows.start(100),
                "alert.critical",
                "10"));
    }

    private static AlertLifecycle lifecycle(Map<String, String> more) {
        Map<String, String> rule = new HashMap<>(Map.of("alert.critical", "10", "flapping.openings", "0"));
        rule.putAll(more);
        return new AlertLifecycle(JobParameters.of(rule).alertRules());
    }

    /** Windows of one robust z after the other: from the first number on z, up to the next number, and so on. */
    private List<Alert> see(AlertLifecycle lifecycle, int from, double... zAndEnd) {
        List<Alert> alerts = new ArrayList<>();
        int n = from;
        for (int i = 0; i < zAndEnd.length; i += 2) {
            for (; n < zAndEnd[i + 1]; n++) {
                double z = zAndEnd[i];
                Deviation window =
                        SampleWindows.window(n, Math.abs(z) > 3 ? 1 : 0, z).build();
                AlertLifecycle.Step step = lifecycle.step(episode, window);
                episode = step.episode();
                alerts.addAll(step.alerts());
            }
        }
        return alerts;
    }

    private static Instant end(int number) {
        return SampleWindows.start(number).plusSeconds(5);
    }

    private static Instant start(int number) {
        return SampleWindows.start(number);
    }
}

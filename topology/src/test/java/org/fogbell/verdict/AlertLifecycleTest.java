package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An alert opens at 2 of 3 windows here; a window is beyond from half of its frames on, and critical from a z of 10. */
class AlertLifecycleTest {
    private static final Map<String, String> RULE = Map.of(
            "flapping.openings", "0",
            "alert.windows", "2",
            "alert.of-windows", "3",
            "alert.share", "0.5",
            "alert.min-frames", "3",
            "alert.threshold", "4",
            "alert.critical", "10");

    private final AlertLifecycle lifecycle = lifecycle(RULE);
    private @Nullable AlertEpisode episode;

    @Test
    void raisesNoAlertForOneWindowBeyond() {
        assertThat(see(
                        SampleWindows.normal(0),
                        SampleWindows.beyond(1),
                        SampleWindows.normal(2),
                        SampleWindows.normal(3)))
                .isEmpty();
    }

    @Test
    void opensAtTheSecondOfThreeWindowsBeyondAlsoWithAGapBetween() {
        assertThat(see(SampleWindows.beyond(0), SampleWindows.normal(1))).isEmpty();
        assertThat(see(SampleWindows.beyond(2))).extracting(Alert::getState).containsExactly(AlertState.FIRING);
    }

    @Test
    void startsAgainWhenTheWindowsBeyondAreTooFarApart() {
        assertThat(see(
                        SampleWindows.beyond(0),
                        SampleWindows.normal(1),
                        SampleWindows.normal(2),
                        SampleWindows.beyond(3)))
                .isEmpty();
    }

    @Test
    void resolvesWhenNoneOfTheLastThreeWindowsIsBeyond() {
        see(SampleWindows.beyond(0), SampleWindows.beyond(1));
        assertThat(see(SampleWindows.normal(2), SampleWindows.normal(3))).isEmpty();
        assertThat(see(SampleWindows.normal(4))).extracting(Alert::getState).containsExactly(AlertState.RESOLVED);
        assertThat(episode).isEqualTo(AlertEpisode.QUIET);
    }

    @Test
    void staysOpenWhileWindowsBeyondComeNowAndThen() {
        see(SampleWindows.beyond(0), SampleWindows.beyond(1));
        for (int n = 2; n < 20; n += 3) {
            assertThat(see(SampleWindows.normal(n), SampleWindows.normal(n + 1), SampleWindows.beyond(n + 2)))
                    .isEmpty();
        }
    }

    @Test
    void decidesNothingByWindowsWithFewFrames() {
        Deviation thinAndBeyond = SampleWindows.window(0, 1, 99).setCount(2).build();
        assertThat(see(thinAndBeyond, thinAndBeyond, thinAndBeyond)).isEmpty();
        Deviation justEnough = SampleWindows.window(1, 1, 99).setCount(3).build();
        assertThat(see(justEnough, justEnough)).hasSize(1);
        Deviation thinAndNormal = SampleWindows.window(3, 0, 0).setCount(2).build();
        assertThat(see(thinAndNormal, thinAndNormal, thinAndNormal, thinAndNormal))
                .isEmpty();
    }

    @Test
    void countsAWindowAtTheShareAsBeyond() {
        assertThat(see(
                        SampleWindows.window(0, 0.49, 5).build(),
                        SampleWindows.window(1, 0.49, 5).build()))
                .isEmpty();
        assertThat(see(
                        SampleWindows.window(2, 0.5, 5).build(),
                        SampleWindows.window(3, 0.5, 5).build()))
                .hasSize(1);
    }

    @Test
    void tellsSinceWhenAndUntilWhen() {
        see(SampleWindows.beyond(5), SampleWindows.normal(6));
        Alert firing = see(SampleWindows.beyond(7)).get(0);
        Alert resolved = see(
                        SampleWindows.beyond(8),
                        SampleWindows.normal(9),
                        SampleWindows.normal(10),
                        SampleWindows.normal(11))
                .get(0);
        Instant firstBeyond = SampleWindows.beyond(5).getFirstBeyondAt();
        assertThat(firing.getStartedAt()).isEqualTo(firstBeyond);
        assertThat(firing.getDecidedAt()).isEqualTo(SampleWindows.beyond(7).getWindowEnd());
        assertThat(firing.getEndedAt()).isNull();
        assertThat(resolved.getStartedAt()).isEqualTo(firstBeyond);
        assertThat(resolved.getEndedAt()).isEqualTo(SampleWindows.beyond(8).getLastBeyondAt());
        assertThat(resolved.getDecidedAt()).isEqualTo(SampleWindows.beyond(11).getWindowEnd());
    }

    @Test
    void saysWhatTheDecidingWindowSaw() {
        see(SampleWindows.beyond(0));
        Deviation window =
                SampleWindows.window(1, 0.8, -5).setModelUntrained(true).build();
        Alert alert = see(window).get(0);
        assertThat(alert.getKind()).isEqualTo(AlertKind.DEVIATION);
        assertThat(alert.getDeviation()).isEqualTo(window.getDeviationFactor());
        assertThat(alert.getRobustZ()).isEqualTo(-5);
        assertThat(alert.getShareBeyond()).isEqualTo(0.8);
        assertThat(alert.getBaseline()).isEqualTo(window.getBaseline());
        assertThat(alert.getFirstOrigin()).isEqualTo(window.getFirstOrigin());
        assertThat(alert.getLastFrameId()).isEqualTo(window.getLastFrameId());
        assertThat(alert.getModelUntrained()).isTrue();
        assertThat(alert.getReason()).isEqualTo(AlertReasons.of(window, AlertState.FIRING));
    }

    @Test
    void isCriticalByThePeakOfTheEpisodeInEitherDirection() {
        assertThat(severities(5, 6, 7)).containsExactly(AlertSeverity.WARNING, AlertSeverity.WARNING);
        assertThat(severities(5, -10, 5)).containsExactly(AlertSeverity.CRITICAL, AlertSeverity.CRITICAL);
        assertThat(severities(5, 5, 12))
                .containsExactly(AlertSeverity.WARNING, AlertSeverity.CRITICAL, AlertSeverity.CRITICAL);
    }

    @Test
    void isCriticalForASensorThatSeesNothing() {
        for (int n = 0; n < 2; n++) {
            List<Alert> alerts =
                    see(SampleWindows.window(n, 1, 0).setBlindShare(0.6).build());
            assertThat(alerts).allMatch(alert -> alert.getSeverity() == AlertSeverity.CRITICAL);
            assertThat(alerts).hasSize(n);
        }
    }

    @Test
    void warnsOfASensorWhoseFramesAreOffTheBeat() {
        AlertLifecycle lifecycle = new AlertLifecycle(JobParameters.of(Map.of()).alertRules());
        AlertEpisode episode = AlertEpisode.QUIET;
        List<Alert> alerts = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            AlertLifecycle.Step step = lifecycle.step(
                    episode,
                    SampleWindows.window(n, 0, 0.2)
                            .setJitterShare(n < 4 ? 0.5 : 0.49)
                            .build());
            episode = step.episode();
            alerts.addAll(step.alerts());
        }
        assertThat(alerts).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(alerts.get(0).getSeverity()).isEqualTo(AlertSeverity.WARNING);
        assertThat(alerts.get(0).getStartedAt()).isEqualTo(SampleWindows.start(0));
        assertThat(alerts.get(0).getReason())
                .contains("; 50 % of the frames are off the sensor's beat: frames are missing, or come irregularly");
        assertThat(alerts.get(1).getReason()).doesNotContain("beat");
    }

    @Test
    void givesAnEpisodeOneIdThatFollowsFromItAlone() {
        List<Alert> alerts = see(SampleWindows.beyond(0), SampleWindows.beyond(1));
        alerts.addAll(see(SampleWindows.normal(2), SampleWindows.normal(3), SampleWindows.normal(4)));
        alerts.addAll(see(SampleWindows.beyond(5), SampleWindows.beyond(6)));
        String name = "DEVIATION\u0000car-1\u0000lidar-top\u00002026-03-01T10:00:05Z";
        String expected =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        assertThat(alerts).extracting(Alert::getTransition).containsExactly(0L, 1L, 0L);
        assertThat(alerts.subList(0, 2)).extracting(Alert::getAlertId).containsOnly(expected);
        assertThat(alerts.get(2).getAlertId()).isNotEqualTo(expected);
    }

    @Test
    void givesAnotherIdToAnotherSensorKindOrStart() {
        Instant start = SampleScores.START;
        assertThat(List.of(
                        AlertNotices.id(AlertKind.DEVIATION, "a", "b", start),
                        AlertNotices.id(AlertKind.SILENCE, "a", "b", start),
                        AlertNotices.id(AlertKind.DEVIATION, "ab", "", start),
                        AlertNotices.id(AlertKind.DEVIATION, "a", "c", start),
                        AlertNotices.id(AlertKind.DEVIATION, "a", "b", start.plusNanos(1_000))))
                .doesNotHaveDuplicates();
    }

    @Test
    void startsWithTheWindowsThatOpenItNotWithAnIsolatedOneBefore() {
        see(SampleWindows.beyond(0), SampleWindows.normal(1), SampleWindows.normal(2));
        Alert firing = see(SampleWindows.beyond(3), SampleWindows.beyond(4)).get(0);
        assertThat(firing.getStartedAt()).isEqualTo(SampleWindows.beyond(3).getFirstBeyondAt());
    }

    @Test
    void isNotCriticalByAnIsolatedWindowBefore() {
        see(SampleWindows.window(0, 1, 50).setBlindShare(1).build(), SampleWindows.normal(1), SampleWindows.normal(2));
        assertThat(see(SampleWindows.beyond(3), SampleWindows.beyond(4)))
                .extracting(Alert::getSeverity)
                .containsExactly(AlertSeverity.WARNING);
    }

    @Test
    void publishesOnceThatAFiringAlertBecameCritical() {
        List<Alert> alerts = see(SampleWindows.beyond(0), SampleWindows.beyond(1));
        Deviation worse = SampleWindows.window(2, 1, 12).build();
        alerts.addAll(see(worse, SampleWindows.window(3, 1, 15).build(), SampleWindows.beyond(4)));
        alerts.addAll(see(SampleWindows.normal(5), SampleWindows.normal(6), SampleWindows.normal(7)));
        assertThat(alerts)
                .extracting(Alert::getState, Alert::getSeverity, Alert::getTransition)
                .containsExactly(
                        tuple(AlertState.FIRING, AlertSeverity.WARNING, 0L),
                        tuple(AlertState.ESCALATED, AlertSeverity.CRITICAL, 1L),
                        tuple(AlertState.RESOLVED, AlertSeverity.CRITICAL, 2L));
        assertThat(alerts)
                .extracting(Alert::getAlertId)
                .containsOnly(alerts.get(0).getAlertId());
        assertThat(alerts.get(1).getStartedAt()).isEqualTo(alerts.get(0).getStartedAt());
        assertThat(alerts.get(1).getDecidedAt()).isEqualTo(worse.getWindowEnd());
        assertThat(alerts.get(1).getEndedAt()).isNull();
        assertThat(alerts.get(1).getReason()).startsWith("now critical: ");
    }

    @Test
    void givesTwoEpisodesTwoIdsAlsoWhereOverlappingWindowsShareTheirFirstFrameBeyond() {
        AlertLifecycle atOnce = lifecycle(1, 1);
        Instant shared = SampleWindows.start(2).plusMillis(500);
        List<Alert> alerts = new ArrayList<>();
        for (Deviation window : List.of(
                SampleWindows.window(0, 0.6, 8).setFirstBeyondAt(shared).build(),
                SampleWindows.window(1, 0.4, 2).setFirstBeyondAt(shared).build(),
                SampleWindows.window(2, 0.6, 8).setFirstBeyondAt(shared).build())) {
            alerts.addAll(see(atOnce, window));
        }
        assertThat(alerts)
                .extracting(Alert::getState)
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED, AlertState.FIRING);
        assertThat(alerts.get(1).getAlertId()).isEqualTo(alerts.get(0).getAlertId());
        assertThat(alerts.get(2).getAlertId()).isNotEqualTo(alerts.get(0).getAlertId());
    }

    @Test
    void forgetsAWindowBeyondBeforeALongGap() {
        assertThat(see(SampleWindows.beyond(0), SampleWindows.beyond(3))).isEmpty();
        assertThat(see(SampleWindows.beyond(5))).singleElement().satisfies(alert -> assertThat(alert.getStartedAt())
                .isEqualTo(SampleWindows.beyond(3).getFirstBeyondAt()));
    }

    @Test
    void resolvesByWindowsThatWereSeenNotByAGap() {
        see(SampleWindows.beyond(0), SampleWindows.beyond(1));
        assertThat(see(SampleWindows.normal(1_000), SampleWindows.normal(1_001)))
                .isEmpty();
        assertThat(see(SampleWindows.normal(1_002))).extracting(Alert::getState).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void agreesWithCountingTheLastWindowsOnRandomRuns() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int m = 1 + random.nextInt(6);
            int n = 1 + random.nextInt(m);
            Counting counting = new Counting(n, m);
            AlertLifecycle decides = lifecycle(n, m);
            AlertEpisode state = AlertEpisode.QUIET;
            for (int i = 0; i < 200; i++) {
                boolean beyond = random.nextInt(4) == 0;
                if (random.nextInt(10) == 0) {
                    counting.gap();
                    continue;
                }
                AlertLifecycle.Step step =
                        decides.step(state, beyond ? SampleWindows.beyond(i) : SampleWindows.normal(i));
                state = step.episode();
                AlertState change =
                        step.alerts().isEmpty() ? null : step.alerts().get(0).getState();
                assertThat(change)
                        .as("seed %d, %d of %d, window %d", seed, n, m, i)
                        .isEqualTo(counting.see(beyond));
            }
        }
    }

    /** The rule as it is written down: n of the last m open, m in a row that are back resolve; gaps only age. */
    private static final class Counting {
        private final int n;
        private final int m;
        private final List<Boolean> places = new ArrayList<>();
        private int back;
        private boolean firing;

        Counting(int n, int m) {
            this.n = n;
            this.m = m;
        }

        void gap() {
            places.add(false);
        }

        @Nullable
        AlertState see(boolean beyond) {
            places.add(beyond);
            back = beyond ? 0 : back + 1;
            long recent = places.subList(Math.max(0, places.size() - m), places.size()).stream()
                    .filter(window -> window)
                    .count();
            boolean change = firing ? back >= m : beyond && recent >= n;
            firing ^= change;
            return change ? (firing ? AlertState.FIRING : AlertState.RESOLVED) : null;
        }
    }

    /** Severity of the opening at the second window, of its rise if there is one, and of the resolution. */
    private List<AlertSeverity> severities(double... zs) {
        episode = null;
        List<Alert> alerts = new ArrayList<>();
        for (int n = 0; n < zs.length; n++) {
            alerts.addAll(see(SampleWindows.window(n, 1, zs[n]).build()));
        }
        for (int n = zs.length; n < zs.length + 3; n++) {
            alerts.addAll(see(SampleWindows.normal(n)));
        }
        return alerts.stream().map(Alert::getSeverity).toList();
    }

    private static AlertLifecycle lifecycle(int windows, int ofWindows) {
        return lifecycle(
                Map.of("alert.windows", "" + windows, "alert.of-windows", "" + ofWindows, "flapping.openings", "0"));
    }

    private static AlertLifecycle lifecycle(Map<String, String> rule) {
        JobParameters parameters = JobParameters.of(rule);
        return new AlertLifecycle(parameters.alertRules());
    }

    private List<Alert> see(Deviation... windows) {
        return see(lifecycle, windows);
    }

    private List<Alert> see(AlertLifecycle decides, Deviation... windows) {
        List<Alert> alerts = new ArrayList<>();
        for (Deviation window : windows) {
            AlertLifecycle.Step step = decides.step(episode, window);
            episode = step.episode();
            alerts.addAll(step.alerts());
        }
        return alerts;
    }
}

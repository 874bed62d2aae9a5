package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.junit.jupiter.api.Test;

/**
 * The liveness stage by the clock of the wall, and its timers. Silence is reported after ten seconds here; frame n is
 * captured n tenths of a second after the start.
 */
class LivenessHeartbeatTest {
    private static final long AFTER = 10_000;
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of("silence.after", "10s"));

    @Test
    void tellsSilenceByTheHeartbeatWhenEventTimeStandsStill() throws Exception {
        try (var run = open()) {
            run.clock(1_000);
            send(run, 0, 5);
            run.watermark(millisAt(4));
            run.clock(1_000 + AFTER);
            assertThat(run.output()).as("time moved since the last heartbeat").isEmpty();
            run.clock(1_000 + 2 * AFTER - 1);
            assertThat(run.output()).isEmpty();

            run.clock(1_000 + 2 * AFTER);
            run.clock(1_000 + 9 * AFTER);
            Alert alert = only(run.output());
            assertThat(alert.getState()).isEqualTo(AlertState.FIRING);
            assertThat(alert.getStartedAt()).isEqualTo(SampleScores.at(5));
            assertThat(alert.getDecidedAt()).isEqualTo(SampleScores.at(105));
            assertThat(run.processingTimeTimers())
                    .as("nothing to wait for until frames come")
                    .isZero();
        }
    }

    @Test
    void reportsTheSameWhicheverClockNoticed() throws Exception {
        try (var byEvents = open();
                var byHeartbeat = open()) {
            for (var run : List.of(byEvents, byHeartbeat)) {
                send(run, 0, 5);
                run.watermark(millisAt(5));
            }
            byEvents.watermark(millisAt(150));
            byHeartbeat.clock(AFTER);
            byHeartbeat.clock(2 * AFTER);
            for (var run : List.of(byEvents, byHeartbeat)) {
                send(run, 300, 300);
            }
            assertThat(byHeartbeat.output()).hasSize(2).isEqualTo(byEvents.output());
        }
    }

    @Test
    void raisesNoAlertWhileTheWatermarkAdvancesHoweverSlowly() throws Exception {
        try (var run = open()) {
            send(run, 0, 0);
            for (int beat = 1; beat <= 50; beat++) {
                run.watermark(millisAt(0) + beat);
                run.clock(beat * AFTER);
            }
            assertThat(run.output()).isEmpty();
            assertThat(run.processingTimeTimers()).isOne();
        }
    }

    @Test
    void isPatientAfterARestartUntilAWatermarkIsKnown() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5));
            run.restart(1);
            long reopened = 100 * AFTER;
            run.clock(reopened);
            for (long waited = 1_000; waited < 3 * AFTER; waited += 1_000) {
                run.clock(reopened + waited);
                assertThat(run.output()).as("after %d ms", waited).isEmpty();
            }
            run.clock(reopened + 3 * AFTER);
            assertThat(only(run.output()).getStartedAt()).isEqualTo(SampleScores.at(5));
        }
    }

    @Test
    void raisesNoAlertAfterARestartWhenTheBacklogFlowsInTime() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5));
            run.clock(AFTER / 2);
            run.restart(2);
            run.clock(10 * AFTER);
            run.clock(12 * AFTER);
            send(run, 6, 50);
            run.watermark(millisAt(50));
            run.clock(13 * AFTER);
            send(run, 51, 90);
            run.watermark(millisAt(90));
            run.clock(14 * AFTER);
            assertThat(run.output()).isEmpty();
        }
    }

    @Test
    void doesNotLetTheFramesThatWaitedForTheWatermarkEndASilence() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5));
            run.clock(AFTER);
            run.clock(2 * AFTER);
            assertThat(run.output()).hasSize(1);

            send(run, 6, 20);
            run.watermark(millisAt(590));
            assertThat(run.output()).as("nobody sent these after the silence").hasSize(1);
            send(run, 600, 610);
            assertThat(run.output()).hasSize(2);
            assertThat(run.output().get(1).getState()).isEqualTo(AlertState.RESOLVED);
            assertThat(run.output().get(1).getAlertId())
                    .isEqualTo(run.output().get(0).getAlertId());
            assertThat(run.output().get(1).getEndedAt()).isEqualTo(SampleScores.at(600));
        }
    }

    @Test
    void resolvesAFalseAlarmOfTheHeartbeatWhenTheFramesHaveNoGap() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5));
            run.clock(AFTER);
            run.clock(2 * AFTER);
            send(run, 6, 200);
            run.watermark(millisAt(200));
            assertThat(run.output())
                    .extracting(Alert::getState)
                    .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        }
    }

    @Test
    void waitsWithOneTimerOfEachKindHoweverManyFramesCome() throws Exception {
        try (var run = open()) {
            for (int n = 0; n < 300; n++) {
                send(run, n, n);
                run.watermark(millisAt(n));
                run.clock(100L * n);
                assertThat(run.eventTimeTimers()).isOne();
                assertThat(run.processingTimeTimers()).isOne();
            }
        }
    }

    @Test
    void dropsTheTimersOfASilenceThatTheHeartbeatNoticed() throws Exception {
        try (var run = open()) {
            long now = 0;
            for (int silence = 0; silence < 5; silence++) {
                int n = silence * 200;
                send(run, n, n + 5);
                run.watermark(millisAt(n + 5));
                run.clock(now += AFTER);
                run.clock(now += AFTER);
            }
            assertThat(run.output()).hasSize(9);
            send(run, 1_000, 1_005);
            for (int n = 1_006; n < 1_300; n++) {
                send(run, n, n);
                run.watermark(millisAt(n));
                run.clock(now += 100);
            }
            assertThat(run.output()).hasSize(10);
            assertThat(run.eventTimeTimers()).isOne();
            assertThat(run.processingTimeTimers()).isOne();
        }
    }

    @Test
    void keepsOneChainOfTimersAfterRepeatedSilences() throws Exception {
        try (var run = open()) {
            long now = 0;
            for (int silence = 0; silence < 10; silence++) {
                int n = silence * 1_000;
                send(run, n, n + 5);
                run.watermark(millisAt(n + 900));
                run.clock(now += 3_000);
            }
            send(run, 20_000, 20_000);
            assertThat(run.output()).hasSize(20);
            for (int beat = 1; beat <= 3; beat++) {
                run.watermark(millisAt(20_000) + beat);
                run.clock(now += AFTER);
            }
            assertThat(run.output()).hasSize(20);
            assertThat(run.eventTimeTimers()).isOne();
            assertThat(run.processingTimeTimers()).isOne();
            assertThat(run.stateEntries()).isEqualTo(2);
        }
    }

    private static StageRun<FrameScore, Alert> open() throws Exception {
        return StageRun.of("liveness", PARAMETERS);
    }

    private static void send(StageRun<FrameScore, Alert> run, long from, long to) throws Exception {
        for (long n = from; n <= to; n++) {
            run.send(SampleScores.frame(n).build(), millisAt(n));
        }
    }

    private static Alert only(List<Alert> alerts) {
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}

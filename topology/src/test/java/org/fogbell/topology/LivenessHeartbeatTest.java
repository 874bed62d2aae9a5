package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.junit.jupiter.api.Test;

/**
 * The liveness stage by the clock of the wall, and its timers. Silence is ten seconds here and the patience of the heartbeat
 * forty, in beats of ten; frame n is captured n tenths of a second after the start.
 */
class LivenessHeartbeatTest {
    private static final long AFTER = 10_000;
    private static final long BEAT = 10_000;
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of(
            "silence.after",
            "10s",
            "perception.timeout",
            "25s",
            "event-time.idle-after",
            "5s",
            "flapping.openings",
            "0"));

    @Test
    void tellsSilenceByTheHeartbeatWhenEventTimeStandsStill() throws Exception {
        try (var run = open()) {
            run.clock(1_000);
            send(run, 0, 5);
            run.watermark(millisAt(4));
            for (int beat = 1; beat <= 4; beat++) {
                run.clock(1_000 + beat * BEAT);
                assertThat(run.output())
                        .as("the first beat finds that time moved")
                        .isEmpty();
            }
            run.clock(1_000 + 5 * BEAT - 1);
            assertThat(run.output()).isEmpty();

            run.clock(1_000 + 5 * BEAT);
            run.clock(1_000 + 9 * BEAT);
            Alert alert = only(run.output());
            assertThat(alert.getState()).isEqualTo(AlertState.FIRING);
            assertThat(alert.getStartedAt()).isEqualTo(SampleScores.at(5));
            assertThat(alert.getDecidedAt()).isEqualTo(SampleScores.at(105));
            assertThat(run.processingTimeTimers())
                    .as("nothing to wait for until frames come")
                    .isZero();
        }
    }

    /** A frame that hangs holds the watermark until perception gives it up, after 30 s here. */
    @Test
    void takesTheWaitForAFrameThatHangsForNoSilence() throws Exception {
        try (StageRun<SeenFrame, Alert> run = StageRun.of(
                "liveness", JobParameters.of(Map.of("silence.after", "10s", "perception.timeout", "30s")))) {
            run.clock(1_000);
            send(run, 0, 5);
            run.watermark(millisAt(5));
            for (long now = 2_000; now <= 36_000; now += 1_000) {
                run.clock(now);
                assertThat(run.output()).as("after %d ms", now).isEmpty();
            }
            send(run, 6, 350);
            run.watermark(millisAt(350));
            run.clock(100_000);
            assertThat(run.output()).isEmpty();
        }
    }

    /** As when the sinks' broker takes nothing for a while: the frames that came meanwhile are still to be seen. */
    @Test
    void takesATimeInWhichTheStageItselfWasHeldUpForNoSilence() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5));
            run.clock(AFTER);
            run.clock(50 * AFTER);
            send(run, 6, 5_000);
            run.watermark(millisAt(5_000));
            assertThat(run.output()).isEmpty();
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
            beats(byHeartbeat, 0, 5);
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
                run.clock(beat * BEAT);
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
            for (long waited = 1_000; waited < 12 * BEAT; waited += 1_000) {
                run.clock(reopened + waited);
                assertThat(run.output()).as("after %d ms", waited).isEmpty();
            }
            run.clock(reopened + 12 * BEAT);
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
            beats(run, 0, 5);
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
            beats(run, 0, 5);
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
                now = beats(run, now, 5);
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

    @Test
    void countsThePatienceAnewAfterARestart() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5));
            long now = beats(run, 0, 4);
            run.restart(1);
            run.watermark(millisAt(5));
            now = beats(run, now, 4);
            assertThat(run.output()).isEmpty();
            beats(run, now, 1);
            assertThat(run.output()).hasSize(1);
        }
    }

    /** Lets so many beats pass, one after the other; gives the clock's time. */
    private static long beats(StageRun<SeenFrame, Alert> run, long from, int beats) throws Exception {
        for (int beat = 1; beat <= beats; beat++) {
            run.clock(from + beat * BEAT);
        }
        return from + beats * BEAT;
    }

    private static StageRun<SeenFrame, Alert> open() throws Exception {
        return StageRun.of("liveness", PARAMETERS);
    }

    private static void send(StageRun<SeenFrame, Alert> run, long from, long to) throws Exception {
        for (long n = from; n <= to; n++) {
            run.send(SeenFrame.of(SampleScores.frame(n).build()), millisAt(n));
            run.watermark(millisAt(n));
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

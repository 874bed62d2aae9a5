package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.junit.jupiter.api.Test;

/**
 * What the liveness stage says of wrong clocks and of late frames. Silence is reported after ten seconds here; frame n is
 * captured n tenths of a second after the start.
 */
class LivenessClockTest {
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of("silence.after", "10s"));

    @Test
    void countsALateFrameAsSeenWhenItComes() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            for (long n = 6; n <= 500; n++) {
                run.watermark(millisAt(n));
                sendLate(run, n - 50);
            }
            assertThat(run.output())
                    .filteredOn(alert -> alert.getKind() == AlertKind.SILENCE)
                    .isEmpty();

            run.watermark(millisAt(601));
            Alert alert = run.output().get(run.output().size() - 1);
            assertThat(alert.getKind()).isEqualTo(AlertKind.SILENCE);
            assertThat(alert.getDecidedAt())
                    .as("10 s after the last late frame came")
                    .isEqualTo(SampleScores.at(600));
        }
    }

    /** A job that was restarted knows what was late before, and no watermark yet: such a frame waits like any other. */
    @Test
    void countsALateFrameThatWaitedAsSeenAtItsOwnTimeHoweverTheWatermarkLeaps() throws Exception {
        for (long number : new long[] {60, 90}) {
            try (var run = open()) {
                send(run, 0, 50);
                run.restart(1);
                sendLate(run, 40);
                sendLate(run, 60);
                run.watermark(millisAt(number));
                run.watermark(millisAt(200));
                assertThat(only(run.output()).getStartedAt())
                        .as("watermark of frame %d", number)
                        .isEqualTo(SampleScores.at(60));
            }
        }
    }

    @Test
    void takesTheEndOfAllInputForNoSilenceWhereALateFrameWaits() throws Exception {
        try (var run = open()) {
            send(run, 0, 50);
            run.restart(1);
            sendLate(run, 60);
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output()).isEmpty();
        }
    }

    /** Thirty seconds behind everybody else, from its first frame on. */
    @Test
    void reportsASensorThatSendsOnlyLateFramesAsOneWithAWrongClock() throws Exception {
        try (var run = open()) {
            for (long n = 1_000; n <= 1_200; n++) {
                run.watermark(millisAt(n));
                sendLate(run, n - 300);
            }
            Alert alert = only(run.output());
            assertThat(alert.getKind()).isEqualTo(AlertKind.CLOCK);
            assertThat(alert.getState()).isEqualTo(AlertState.FIRING);
            assertThat(alert.getStartedAt()).isEqualTo(SampleScores.at(1_000));
            assertThat(alert.getDecidedAt()).isEqualTo(SampleScores.at(1_100));
            assertThat(alert.getReason())
                    .isEqualTo("for 10s every frame was late, this one by 30s: the clock is slow, or"
                            + " frames are held up on their way");
        }
    }

    @Test
    void reportsAClockThatStaysWrongAndComesRight() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            sendClamped(run, 6, 120, Duration.ofSeconds(-90));
            send(run, 121, 123);
            assertThat(run.output()).hasSize(2);
            Alert wrong = run.output().get(0);
            Alert right = run.output().get(1);
            assertThat(wrong.getKind()).isEqualTo(AlertKind.CLOCK);
            assertThat(wrong.getState()).isEqualTo(AlertState.FIRING);
            assertThat(wrong.getSeverity()).isEqualTo(AlertSeverity.WARNING);
            assertThat(wrong.getStartedAt()).isEqualTo(SampleScores.at(6));
            assertThat(wrong.getDecidedAt()).isEqualTo(SampleScores.at(106));
            assertThat(wrong.getReason())
                    .isEqualTo("the capture time is 90s behind the record's timestamp, which is used instead");
            assertThat(right.getAlertId()).isEqualTo(wrong.getAlertId());
            assertThat(right.getState()).isEqualTo(AlertState.RESOLVED);
            assertThat(right.getEndedAt()).isEqualTo(SampleScores.at(121));
        }
    }

    @Test
    void reportsAClockThatIsWrongFromTheFirstFrame() throws Exception {
        try (var run = open()) {
            sendClamped(run, 0, 101, Duration.ofHours(1));
            assertThat(only(run.output()).getReason())
                    .isEqualTo("the capture time is 1h ahead of the record's timestamp, which is used instead");
        }
    }

    @Test
    void takesFramesThatWereHeldUpForAWhileForNoWrongClock() throws Exception {
        try (var run = open()) {
            for (long n = 0; n < 1_000; n += 100) {
                sendClamped(run, n, n + 80, Duration.ofSeconds(-3));
                send(run, n + 81, n + 99);
            }
            assertThat(run.output()).isEmpty();
        }
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

    private static void sendClamped(StageRun<SeenFrame, Alert> run, long from, long to, Duration off) throws Exception {
        for (long n = from; n <= to; n++) {
            FrameScore clamped = SampleScores.frame(n)
                    .setCapturedAt(SampleScores.at(n).plus(off))
                    .setClockClamped(true)
                    .build();
            run.send(SeenFrame.of(clamped), SampleScores.millis(clamped));
            run.watermark(millisAt(n));
        }
    }

    private static void sendLate(StageRun<SeenFrame, Alert> run, long number) throws Exception {
        FrameScore late =
                SampleScores.frame(number).setStanding(ScoreStanding.LATE).build();
        run.send(SeenFrame.of(late), SampleScores.millis(late));
    }

    private static Alert only(List<Alert> alerts) {
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}

package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplayScheduleTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant THEN = Instant.parse("2011-09-26T13:02:25Z");

    /** Captured at 0, 100 and 350 ms. */
    private static final List<Instant> RECORDED = List.of(THEN, THEN.plusMillis(100), THEN.plusMillis(350));

    private static final PlaybackOrder ONCE = new PlaybackOrder(3, false);
    private static final PlaybackOrder LOOP = new PlaybackOrder(3, true);

    private final SettableClock clock = new SettableClock();

    @Test
    void playsAtARate() {
        ReplaySchedule schedule = ReplaySchedule.atRate(LOOP, List.of(), 4, false, clock);
        assertThat(stamps(schedule, 5)).containsExactly(0L, 250L, 500L, 750L, 1_000L);
        clock.now = NOW.plusMillis(600);
        assertThat(schedule.waitBefore(3)).isEqualTo(Duration.ofMillis(150));
        assertThat(schedule.waitBefore(2)).isZero();
        assertThat(schedule.capturedAt(3)).isEqualTo(NOW.plusMillis(750));
    }

    @Test
    void slipsWhereItCannotKeepUp() {
        ReplaySchedule schedule = ReplaySchedule.atRate(LOOP, List.of(), 4, false, clock);
        clock.now = NOW.plusMillis(750 + 500);
        assertThat(schedule.capturedAt(3)).as("behind, but not by much").isEqualTo(NOW.plusMillis(750));
        clock.now = NOW.plusMillis(5_000);
        assertThat(schedule.capturedAt(4)).isEqualTo(NOW.plusMillis(5_000));
        assertThat(schedule.waitBefore(5)).isEqualTo(Duration.ofMillis(250));
        assertThat(schedule.capturedAt(5)).isEqualTo(NOW.plusMillis(5_250));
        assertThat(schedule.streamTime(schedule.capturedAt(5))).isEqualTo(Duration.ofMillis(5_250));
    }

    @Test
    void slipsNoRecordedTime() {
        ReplaySchedule schedule = ReplaySchedule.asRecorded(ONCE, RECORDED, true, clock);
        clock.now = NOW.plusSeconds(60);
        assertThat(schedule.capturedAt(2)).isEqualTo(RECORDED.get(2));
    }

    @Test
    void doesNotDriftAtARateThatNanosecondsCannotHold() {
        ReplaySchedule schedule = ReplaySchedule.atRate(LOOP, List.of(), 3, false, clock);
        assertThat(schedule.capturedAt(3_000_000)).isEqualTo(NOW.plusSeconds(1_000_000));
    }

    @Test
    void playsAtTheRecordingsOwnPace() {
        ReplaySchedule schedule = ReplaySchedule.asRecorded(ONCE, RECORDED, false, clock);
        assertThat(stamps(schedule, 3)).containsExactly(0L, 100L, 350L);
        assertThat(schedule.waitBefore(2)).isEqualTo(Duration.ofMillis(350));
    }

    @Test
    void goesForwardInTimeWhenItPlaysBackward() {
        ReplaySchedule schedule = ReplaySchedule.asRecorded(LOOP, RECORDED, false, clock);
        assertThat(stamps(schedule, 7)).containsExactly(0L, 100L, 350L, 600L, 700L, 800L, 1_050L);
    }

    @Test
    void keepsTheRecordedTimeAtWhateverRate() {
        for (double hertz : new double[] {0, 50}) {
            ReplaySchedule schedule = ReplaySchedule.atRate(LOOP, RECORDED, hertz, true, clock);
            assertThat(schedule.capturedAt(2)).isEqualTo(RECORDED.get(2));
            assertThat(schedule.capturedAt(3)).isEqualTo(THEN.plusMillis(600));
            assertThat(schedule.streamTime(schedule.capturedAt(3))).isEqualTo(Duration.ofMillis(600));
        }
        assertThat(ReplaySchedule.asRecorded(ONCE, RECORDED, true, clock).capturedAt(0))
                .isEqualTo(THEN);
    }

    @Test
    void stampsAnUnpacedReplayWhenItIsAsked() {
        ReplaySchedule schedule = ReplaySchedule.atRate(ONCE, List.of(), 0, false, clock);
        assertThat(schedule.waitBefore(2)).isZero();
        clock.now = NOW.plusMillis(7);
        assertThat(schedule.capturedAt(2)).isEqualTo(NOW.plusMillis(7));
        assertThat(schedule.streamTime(schedule.capturedAt(2))).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void refusesWhatItCannotKnow() {
        assertThatThrownBy(() -> ReplaySchedule.asRecorded(ONCE, List.of(), false, clock))
                .hasMessageContainingAll("capture time for each of its 3 frames", "got 0 times");
        assertThatThrownBy(() -> ReplaySchedule.atRate(ONCE, List.of(), 10, true, clock))
                .hasMessageContaining("--keep-time");
        assertThatThrownBy(() -> ReplaySchedule.asRecorded(new PlaybackOrder(1, true), List.of(THEN), false, clock))
                .hasMessageContainingAll("own pace", "1 frames of one time");
        for (double hertz : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> ReplaySchedule.atRate(ONCE, List.of(), hertz, false, clock))
                    .hasMessageContainingAll("--rate", "got " + hertz);
        }
    }

    private static long[] stamps(ReplaySchedule schedule, int steps) {
        return LongStream.range(0, steps)
                .map(step -> Duration.between(NOW, schedule.capturedAt(step)).toMillis())
                .toArray();
    }

    private static final class SettableClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

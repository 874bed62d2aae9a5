package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.Policies;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.junit.jupiter.api.Test;

/** Whatever the two clocks do and however often the job restarts or is drained: no sensor is lost, and nothing of it is left behind. */
class LivenessTimersTest {
    private static final long HOUR = 3_600_000;
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of(
            "silence.after",
            "10s",
            "state.retention",
            "1h",
            "perception.timeout",
            "25s",
            "event-time.idle-after",
            "5s"));

    @Test
    void forgetsEverySensorInTheEndAndClosesItsAlerts() throws Exception {
        for (long seed = 0; seed < 6; seed++) {
            try (StageRun<SeenFrame, Alert> run = StageRun.of("liveness", PARAMETERS)) {
                Disturbed disturbed = new Disturbed(run, new Random(seed));
                for (int step = 0; step < 200; step++) {
                    disturbed.step();
                }
                disturbed.leave();
                assertThat(run.output()).as("seed %d", seed).isNotEmpty();
                for (Alert alert : run.output()) {
                    long resolutions = run.output().stream()
                            .filter(other -> other.getAlertId().equals(alert.getAlertId()))
                            .filter(other -> other.getState() == AlertState.RESOLVED)
                            .count();
                    assertThat(resolutions).as("seed %d, %s", seed, alert).isOne();
                }
                assertThat(run.stateEntries()).as("seed %d", seed).isZero();
                assertThat(run.eventTimeTimers()).as("seed %d", seed).isZero();
                assertThat(run.processingTimeTimers()).as("seed %d", seed).isZero();
            }
        }
    }

    /** A run in which anything may come next; frame n is captured n tenths of a second after the start. */
    private static final class Disturbed {
        private final StageRun<SeenFrame, Alert> run;
        private final Random random;
        private long now;
        private long watermark;
        private long clock;
        private int version;

        Disturbed(StageRun<SeenFrame, Alert> run, Random random) {
            this.run = run;
            this.random = random;
        }

        void step() throws Exception {
            switch (random.nextInt(12)) {
                case 0 -> now += 200 + random.nextInt(400);
                case 1 -> {
                    now += random.nextInt(20) == 0 ? 50_000 : 50;
                    watermark = now;
                    run.watermark(millisAt(watermark));
                }
                case 2 -> run.keyedWatermark(millisAt(now));
                case 3 -> clock(1 + random.nextInt(6));
                case 4 -> restart(random.nextInt(4) == 0);
                case 5 -> send(watermark - random.nextInt(100), ScoreStanding.LATE);
                case 6 ->
                    run.broadcast(Policies.accepted(Policies.override(
                            "fleet", ++version, now / 10, Map.of("silence.after", 3 + random.nextInt(40) + "s"))));
                default -> send(++now, ScoreStanding.JUDGED);
            }
        }

        private void send(long number, ScoreStanding standing) throws Exception {
            String vehicle = "car-" + random.nextInt(4);
            run.send(
                    SeenFrame.of(SampleScores.frame(vehicle, Math.max(0, number))
                            .setStanding(standing)
                            .build()),
                    millisAt(number));
        }

        private void clock(int beats) throws Exception {
            for (int beat = 0; beat < beats; beat++) {
                run.clock(clock += 10_000);
            }
        }

        private void restart(boolean drained) throws Exception {
            if (drained) {
                run.watermark(Long.MAX_VALUE);
            }
            run.restart(1 + random.nextInt(3));
        }

        /** Time goes on without any frame. */
        void leave() throws Exception {
            run.watermark(millisAt(now));
            clock(2);
            run.watermark(millisAt(now) + 2 * HOUR);
        }
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}

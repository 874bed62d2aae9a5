package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.junit.jupiter.api.Test;

/** Silence is reported after ten seconds here; frame n is captured n tenths of a second after the start. */
class LivenessFunctionTest {
    private static final long AFTER = 10_000;
    private static final long HOUR = 3_600_000;
    private static final JobParameters PARAMETERS =
            JobParameters.of(Map.of("silence.after", "10s", "flapping.openings", "0"));

    @Test
    void reportsASilentSensorOnceEventTimeHasPassed() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5) + AFTER - 1);
            assertThat(run.output()).isEmpty();

            run.watermark(millisAt(5) + AFTER);
            run.watermark(millisAt(5) + 5 * AFTER);
            Alert alert = only(run.output());
            assertThat(alert.getKind()).isEqualTo(AlertKind.SILENCE);
            assertThat(alert.getState()).isEqualTo(AlertState.FIRING);
            assertThat(alert.getSeverity()).isEqualTo(AlertSeverity.CRITICAL);
            assertThat(alert.getVehicleId()).isEqualTo("car-1");
            assertThat(alert.getStartedAt()).isEqualTo(SampleScores.at(5));
            assertThat(alert.getDecidedAt()).isEqualTo(SampleScores.at(105));
            assertThat(alert.getLastFrameId()).isEqualTo("car-1#5");
            assertThat(alert.getReason()).isEqualTo("no frame for 10s; the last one was car-1#5");
        }
    }

    @Test
    void keepsTheSilenceOfASensorThatIsWorkedOnToItselfUntilTheWorkIsOver() throws Exception {
        try (var run = maintained()) {
            send(run, 0, 5);
            run.watermark(millisAt(600) - 1);
            assertThat(run.output()).isEmpty();

            run.watermark(millisAt(600));
            Alert alert = only(run.output());
            assertThat(alert.getStartedAt()).isEqualTo(SampleScores.at(5));
            assertThat(alert.getDecidedAt()).isEqualTo(SampleScores.at(600));
            assertThat(alert.getReason()).isEqualTo("no frame for 59500ms; the last one was car-1#5");
        }
    }

    @Test
    void saysNothingOfASilenceThatIsOverBeforeTheWorkIs() throws Exception {
        try (var run = maintained()) {
            send(run, 0, 5);
            run.watermark(millisAt(500));
            send(run, 505, 605);
            run.watermark(millisAt(605));
            assertThat(run.output()).isEmpty();
        }
    }

    /** From five seconds after the start to a minute after it. */
    private static StageRun<SeenFrame, Alert> maintained() throws Exception {
        return StageRun.of(
                "liveness",
                JobParameters.of(Map.of(
                        "silence.after",
                        "10s",
                        "maintenance.spans",
                        "car-1/* " + SampleScores.at(50) + "/" + SampleScores.at(600))));
    }

    @Test
    void resolvesWhenFramesComeAgain() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(200));
            send(run, 205, 206);
            assertThat(run.output()).hasSize(2);
            Alert firing = run.output().get(0);
            Alert resolved = run.output().get(1);
            assertThat(resolved.getAlertId()).isEqualTo(firing.getAlertId());
            assertThat(resolved.getState()).isEqualTo(AlertState.RESOLVED);
            assertThat(resolved.getTransition()).isEqualTo(firing.getTransition() + 1);
            assertThat(resolved.getStartedAt()).isEqualTo(SampleScores.at(5));
            assertThat(resolved.getEndedAt()).isEqualTo(SampleScores.at(205));
            assertThat(resolved.getReason()).isEqualTo("frames come again after 20s");
        }
    }

    @Test
    void staysQuietForASensorThatIsSlowButRegular() throws Exception {
        try (var run = open()) {
            for (int n = 0; n <= 1_000; n += 100) {
                send(run, n, n);
                run.watermark(millisAt(n));
                run.clock(n * 100L);
            }
            assertThat(run.output()).isEmpty();
        }
    }

    @Test
    void takesTheEndOfAllInputForNoSilence() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(Long.MAX_VALUE);
            run.clock(10 * AFTER);
            assertThat(run.output()).isEmpty();
        }
    }

    @Test
    void noticesASilenceAlsoInAJobThatGoesOnFromADrainedOne() throws Exception {
        try (var run = open()) {
            send(run, 0, 5);
            run.watermark(Long.MAX_VALUE);
            run.restart(1);
            send(run, 6, 7);
            run.watermark(millisAt(7) + AFTER);
            assertThat(only(run.output()).getStartedAt()).isEqualTo(SampleScores.at(7));
        }
    }

    /** The end of all input took its timers, and nothing of it comes that would set them again. */
    @Test
    void noticesThatASensorSendsNothingMoreToAJobThatGoesOnFromADrainedOne() throws Exception {
        JobParameters parameters = JobParameters.of(Map.of("silence.after", "10s", "state.retention", "1h"));
        try (StageRun<SeenFrame, Alert> run = StageRun.of("liveness", parameters)) {
            for (int times = 0; times < 2; times++) {
                send(run, 0, 5);
                run.watermark(Long.MAX_VALUE);
                run.clock((2 * times + 1) * HOUR);
                run.restart(2);
                run.clock((2 * times + 2) * HOUR);
            }
            run.watermark(millisAt(5) + AFTER - 1);
            assertThat(run.output()).isEmpty();
            run.watermark(millisAt(5) + AFTER);
            assertThat(only(run.output()).getStartedAt()).isEqualTo(SampleScores.at(5));
            run.watermark(Long.MAX_VALUE);
            run.restart(1);
            run.clock(6 * HOUR);
            run.watermark(millisAt(5) + HOUR);
            assertThat(run.output())
                    .as("it has left")
                    .extracting(Alert::getState)
                    .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
            assertThat(run.stateEntries()).isZero();
            assertThat(run.eventTimeTimers() + run.processingTimeTimers()).isZero();
        }
    }

    @Test
    void reportsTheSameSilencesHoweverTheWatermarkSteps() throws Exception {
        for (long seed = 0; seed < 10; seed++) {
            List<FrameScore> scores = withGaps(new Random(seed), "car-1");
            List<Alert> smallSteps = silences(scores, 50);
            assertThat(silences(scores, 60_000)).as("seed %d", seed).isEqualTo(smallSteps);
            assertThat(smallSteps).as("seed %d", seed).hasSize(2 * gaps(scores));
        }
    }

    @Test
    void forgetsASensorThatHasLeftTheFleetAndClosesItsAlerts() throws Exception {
        try (StageRun<SeenFrame, Alert> run =
                StageRun.of("liveness", JobParameters.of(Map.of("silence.after", "10s", "state.retention", "1h")))) {
            send(run, 0, 5);
            run.watermark(millisAt(5) + HOUR - 1);
            assertThat(run.stateEntries()).isEqualTo(2);
            run.watermark(millisAt(5) + HOUR);
            assertThat(run.output())
                    .extracting(Alert::getState)
                    .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
            assertThat(run.output().get(1).getAlertId())
                    .isEqualTo(run.output().get(0).getAlertId());
            assertThat(run.output().get(1).getReason()).isEqualTo("no frame for 1h: the sensor is watched no more");
            assertThat(run.stateEntries()).isZero();
            assertThat(run.eventTimeTimers()).isZero();

            send(run, 100_000, 100_001);
            assertThat(run.output()).as("a sensor never seen").hasSize(2);
        }
    }

    /** The watermark may leap over silence, departure and return at once, as it does in a backlog. */
    @Test
    void saysTheSameOfASensorThatComesBackAfterItWasForgottenHoweverTheWatermarkSteps() throws Exception {
        assertThat(backAt(60_000, "", 200, 50_000)).hasSize(3).isEqualTo(backAt(60_000, ""));
    }

    /** The work is over after two hours, long after the sensor was forgotten: its silence never was one. */
    @Test
    void saysTheSameOfASensorThatIsForgottenWhileSomebodyWorksAtItHoweverTheWatermarkSteps() throws Exception {
        String work = "*/* " + SampleScores.at(0) + "/" + SampleScores.at(72_000);
        List<Alert> leapt = backAt(108_000, work);
        assertThat(only(leapt).getStartedAt()).as("after it came back").isEqualTo(SampleScores.at(108_001));
        assertThat(backAt(108_000, work, 200, 36_100, 50_000, 71_999, 72_000, 73_000))
                .isEqualTo(leapt);
        assertThat(backAt(108_000, work, 80_000)).isEqualTo(leapt);
    }

    /** Six frames, the watermark at some others, two frames from this one on, and nothing more. Remembered for an hour. */
    private static List<Alert> backAt(long number, String work, long... watermarks) throws Exception {
        JobParameters parameters =
                JobParameters.of(Map.of("silence.after", "10s", "state.retention", "1h", "maintenance.spans", work));
        try (StageRun<SeenFrame, Alert> run = StageRun.of("liveness", parameters)) {
            send(run, 0, 5);
            for (long watermark : watermarks) {
                run.watermark(millisAt(watermark));
            }
            send(run, number, number + 1);
            run.watermark(millisAt(number + 500));
            return run.output();
        }
    }

    @Test
    void givesTheSameWhenRestartedAndRescaledOnTheWay() throws Exception {
        List<FrameScore> scores = new ArrayList<>();
        for (String vehicle : List.of("car-1", "car-2", "car-3")) {
            scores.addAll(withGaps(new Random(vehicle.hashCode()), vehicle));
        }
        scores.sort(Comparator.comparing(FrameScore::getEventTime));
        Map<String, List<Alert>> undisturbed = byVehicle(run(scores, Map.of()));
        assertThat(undisturbed).hasSize(3);
        assertThat(byVehicle(run(scores, Map.of(20, 2, 60, 1, 90, 3)))).isEqualTo(undisturbed);
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

    /** Frames with short gaps that are no silence, and long ones that are. */
    private static List<FrameScore> withGaps(Random random, String vehicle) {
        List<FrameScore> scores = new ArrayList<>();
        long n = 0;
        for (int i = 0; i < 40; i++) {
            n += random.nextInt(5) == 0 ? 60 + random.nextInt(80) : 1;
            scores.add(SampleScores.frame(vehicle, n).build());
        }
        return scores;
    }

    private static int gaps(List<FrameScore> scores) {
        int gaps = 0;
        for (int i = 1; i < scores.size(); i++) {
            Instant before = scores.get(i - 1).getEventTime();
            gaps += scores.get(i).getEventTime().isAfter(before.plusMillis(AFTER)) ? 1 : 0;
        }
        return gaps;
    }

    /** A frame is released by the first watermark that reaches it, as the baseline stage does; then the watermark goes on. */
    private static List<Alert> silences(List<FrameScore> scores, long watermarkStepMillis) throws Exception {
        try (var run = open()) {
            long watermark = millisAt(0);
            int next = 0;
            while (next < scores.size()) {
                watermark += watermarkStepMillis;
                while (next < scores.size() && SampleScores.millis(scores.get(next)) <= watermark) {
                    FrameScore score = scores.get(next++);
                    run.send(SeenFrame.of(score), SampleScores.millis(score));
                }
                run.watermark(Math.min(watermark, SampleScores.millis(scores.get(scores.size() - 1))));
            }
            return run.output();
        }
    }

    private static List<Alert> run(List<FrameScore> scores, Map<Integer, Integer> restarts) throws Exception {
        try (var run = open()) {
            for (int i = 0; i < scores.size(); i++) {
                if (restarts.containsKey(i)) {
                    run.restart(restarts.get(i));
                }
                FrameScore score = scores.get(i);
                run.send(SeenFrame.of(score), SampleScores.millis(score));
                run.watermark(SampleScores.millis(score));
            }
            return run.output();
        }
    }

    private static Map<String, List<Alert>> byVehicle(List<Alert> alerts) {
        return alerts.stream().collect(Collectors.groupingBy(Alert::getVehicleId));
    }

    private static Alert only(List<Alert> alerts) {
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}

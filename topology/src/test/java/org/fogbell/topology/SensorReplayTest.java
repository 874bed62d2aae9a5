package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.schemas.ThresholdSource;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.ScoreOrder;
import org.fogbell.verdict.SensorReplay;
import org.junit.jupiter.api.Test;

/** What the stages make of a stream, and what a replay makes of the scores that they published. */
class SensorReplayTest {
    private static final Map<String, String> STATED = Map.of(
            "shift.false-alarm-frames", "1000",
            "alert.renotify", "5s",
            "alert.keep-firing", "3s",
            "flapping.openings", "3",
            "state.retention", "1h");
    private static final JobParameters PARAMETERS = JobParameters.of(STATED);

    @Test
    void givesTheJobsWindowsAndAlertsByTheJobsParameters() throws Exception {
        int alerts = 0;
        for (long seed = 0; seed < 4; seed++) {
            Stages stages = Stages.run(stream(seed));
            List<FrameScore> published = new ArrayList<>(stages.scores);
            Collections.shuffle(published, new Random(seed));
            SensorReplay replay = replay(PARAMETERS, published);
            assertThat(replay.windows()).as("seed %d", seed).isEqualTo(stages.windows);
            assertThat(replay.alerts()).as("seed %d", seed).isEqualTo(stages.alerts);
            alerts += stages.alerts.size();
        }
        assertThat(alerts).isGreaterThan(20);
    }

    @Test
    void countsAScoreOnceThatTheTopicHoldsTwice() throws Exception {
        Stages stages = Stages.run(stream(2));
        List<FrameScore> published = new ArrayList<>(stages.scores);
        List<FrameScore> again = published.subList(100, 400);
        List<FrameScore> late = published.subList(300, 500).stream()
                .map(score -> FrameScore.newBuilder(score)
                        .setStanding(ScoreStanding.LATE)
                        .build())
                .toList();
        published.addAll(List.copyOf(again));
        published.addAll(0, late);
        SensorReplay replay = replay(PARAMETERS, published);
        assertThat(replay.windows()).isEqualTo(stages.windows);
        assertThat(replay.alerts()).isEqualTo(stages.alerts);
    }

    @Test
    void derivesTheJobsThresholdsWhereThereIsABudget() throws Exception {
        JobParameters budget = JobParameters.of(Map.of(
                "alert.budget", "10",
                "alert.budget-period", "10h",
                "alert.release", "0.5",
                "alert.threshold", "6",
                "baseline.half-life-frames", "3000"));
        List<FrameScore> scores = longStream(3);
        Stages stages = Stages.run(scores, budget);
        SensorReplay replay = replay(budget, stages.scores);
        assertThat(replay.windows()).as("seed 3").isEqualTo(stages.windows);
        assertThat(replay.alerts()).as("seed 3").isEqualTo(stages.alerts);
        assertThat(stages.alerts)
                .anyMatch(alert -> alert.getThresholdSource() == ThresholdSource.BUDGET && alert.getThreshold() < 6);
    }

    /** Clean for two hours at two frames a second, then off by a little now and then. */
    private static List<FrameScore> longStream(long seed) {
        Random random = new Random(seed);
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            double fault = n > 14_400 && n % 2_000 < 40 ? 0.8 : 0;
            scores.add(SampleScores.frame(5L * n)
                    .setEloss(Math.exp(fault + 0.2 * random.nextGaussian()))
                    .build());
        }
        return scores;
    }

    @Test
    void givesOtherAlertsByOtherParameters() throws Exception {
        List<FrameScore> published = Stages.run(stream(1)).scores;
        JobParameters strict = JobParameters.of(Map.of("alert.threshold", "50", "alert.critical", "60"));
        assertThat(replay(strict, published).alerts()).isEmpty();
        assertThat(replay(JobParameters.of(Map.of()), published).alerts()).isNotEmpty();
    }

    @Test
    void leavesOutFramesThatCameLate() {
        FrameScore late = SampleScores.frame(1).setStanding(ScoreStanding.LATE).build();
        assertThat(replay(JobParameters.of(Map.of("baseline.learning-frames", "3")), Collections.nCopies(50, late))
                        .windows())
                .isEmpty();
    }

    private static SensorReplay replay(JobParameters parameters, List<FrameScore> scores) {
        SensorReplay replay = parameters.sensorReplay();
        scores.stream().sorted(ScoreOrder.OF_A_SENSOR).forEach(replay::see);
        replay.end();
        return replay;
    }

    /** Normal, far off, and absent for two hours, in turn; a frame may come up to a second after its neighbours. */
    private static List<FrameScore> stream(long seed) {
        Random random = new Random(seed);
        List<FrameScore> scores = new ArrayList<>();
        long number = 0;
        for (int part = 0; part < 8; part++) {
            double level = part % 2 == 0 ? 0 : 0.5 + random.nextInt(3);
            int frames = 60 + random.nextInt(150);
            for (int n = 0; n < frames; n++) {
                scores.add(SampleScores.frame(number++)
                        .setEloss(Math.exp(level + 0.2 * random.nextGaussian()))
                        .setBlind(random.nextInt(200) == 0)
                        .build());
            }
            number += part == 3 ? 2 * 36_000 : random.nextInt(40);
        }
        return scores;
    }

    /** The three stages in their operators, one after the other. */
    private static final class Stages {
        final List<FrameScore> scores;
        final List<Deviation> windows;
        final List<Alert> alerts;

        private Stages(List<FrameScore> scores, List<Deviation> windows, List<Alert> alerts) {
            this.scores = scores;
            this.windows = windows;
            this.alerts = alerts;
        }

        static Stages run(List<FrameScore> unordered) throws Exception {
            return run(unordered, PARAMETERS);
        }

        static Stages run(List<FrameScore> unordered, JobParameters parameters) throws Exception {
            try (SensorStages stages = new SensorStages(parameters)) {
                for (int i = 0; i <= unordered.size(); i++) {
                    boolean last = i == unordered.size();
                    if (!last) {
                        FrameScore next =
                                unordered.get(i % 10 < 5 ? Math.min(i + 4 - 2 * (i % 5), unordered.size() - 1) : i);
                        stages.baseline.send(next, SampleScores.millis(next));
                    }
                    stages.watermark(last ? Long.MAX_VALUE : SampleScores.millis(unordered.get(i)) - 2_000);
                }
                return new Stages(
                        List.copyOf(stages.baseline.output()),
                        List.copyOf(stages.deviation.output()),
                        List.copyOf(stages.alert.output()));
            }
        }
    }
}

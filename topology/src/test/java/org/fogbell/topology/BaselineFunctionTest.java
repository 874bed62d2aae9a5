package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

class BaselineFunctionTest {
    private static final long BOUND_MILLIS = 2_000;
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of());

    @Test
    void holdsAScoreUntilTheWatermarkReachesIt() throws Exception {
        try (var run = open()) {
            FrameScore score = SampleScores.frame(10).build();
            run.send(score, SampleScores.millis(score));
            run.watermark(SampleScores.millis(score) - 1);
            assertThat(run.output()).isEmpty();
            assertThat(run.eventTimeTimers()).isOne();

            run.watermark(SampleScores.millis(score));
            assertThat(run.output())
                    .containsExactly(FrameScore.newBuilder(score)
                            .setStanding(ScoreStanding.LEARNING)
                            .build());
            assertThat(run.eventTimeTimers())
                    .as("the one that asks whether the sensor is gone")
                    .isOne();
        }
    }

    @Test
    void hasOneTimerASensorHoweverManyFramesWait() throws Exception {
        try (var run = open()) {
            for (long number : List.of(20, 12, 15, 11, 30, 12)) {
                FrameScore score = SampleScores.frame(number).build();
                run.send(score, SampleScores.millis(score));
                assertThat(run.eventTimeTimers()).isOne();
            }
            for (long number = 10; number <= 31; number++) {
                run.watermark(SampleScores.at(number).toEpochMilli());
                assertThat(run.eventTimeTimers()).isOne();
            }
            assertThat(run.output())
                    .extracting(FrameScore::getFrameId)
                    .containsExactly("car-1#11", "car-1#12", "car-1#15", "car-1#20", "car-1#30");
        }
    }

    @Test
    void keepsOneValueASensorAndNothingThatWasSentOn() throws Exception {
        try (var run = open()) {
            for (FrameScore score : fleet(40)) {
                run.send(score, SampleScores.millis(score));
            }
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output()).hasSize(120);
            assertThat(run.stateEntries()).as("of 3 sensors").isEqualTo(3);
        }
    }

    @Test
    void learnsThenJudgesEachSensorByItself() throws Exception {
        try (var run = open()) {
            for (FrameScore score : fleet(40)) {
                run.send(score, SampleScores.millis(score));
            }
            run.watermark(Long.MAX_VALUE);
            bySensor(run.output()).forEach((vehicle, scores) -> {
                assertThat(scores.subList(0, 20))
                        .extracting(FrameScore::getStanding)
                        .containsOnly(ScoreStanding.LEARNING);
                assertThat(scores.subList(20, 40))
                        .extracting(FrameScore::getStanding)
                        .containsOnly(ScoreStanding.JUDGED);
            });
        }
    }

    @Test
    void givesTheSameInWhateverOrderScoresComeWithinTheBound() throws Exception {
        List<FrameScore> inOrder = fleet(60);
        Map<String, List<FrameScore>> expected = bySensor(run(inOrder, Map.of()));
        for (long seed = 0; seed < 10; seed++) {
            Map<String, List<FrameScore>> shuffled = bySensor(run(disordered(inOrder, seed), Map.of()));
            assertThat(shuffled).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void givesTheSameWhenOneWatermarkPassesManyMoments() throws Exception {
        List<FrameScore> scores = new ArrayList<>(fleet(40));
        long away = PARAMETERS.state().retention().toMillis() + 60_000;
        FrameScore returned = SampleScores.frame(5)
                .setFrameId("car-1#returned")
                .setCapturedAt(SampleScores.at(40).plusMillis(away))
                .setEventTime(SampleScores.at(40).plusMillis(away))
                .build();
        scores.add(returned);
        try (var atOnce = open();
                var oneByOne = open()) {
            for (FrameScore score : scores) {
                atOnce.send(score, SampleScores.millis(score));
            }
            atOnce.watermark(SampleScores.millis(returned));
            for (FrameScore score : scores) {
                oneByOne.send(score, SampleScores.millis(score));
                oneByOne.watermark(SampleScores.millis(score) - 1);
            }
            oneByOne.watermark(SampleScores.millis(returned));
            assertThat(atOnce.output()).hasSize(scores.size());
            assertThat(bySensor(atOnce.output())).isEqualTo(bySensor(oneByOne.output()));
            assertThat(atOnce.output())
                    .filteredOn(score -> score.getFrameId().equals("car-1#returned"))
                    .extracting(FrameScore::getStanding)
                    .as("away for longer than state is kept: learns anew")
                    .containsExactly(ScoreStanding.LEARNING);
        }
    }

    @Test
    void givesTheSameWhenRestartedAndRescaledOnTheWay() throws Exception {
        for (long seed = 0; seed < 3; seed++) {
            List<FrameScore> arrivals = disordered(fleet(60), seed);
            Map<String, List<FrameScore>> undisturbed = bySensor(run(arrivals, Map.of()));
            Map<String, List<FrameScore>> disturbed = bySensor(run(arrivals, Map.of(35, 1, 70, 2, 110, 3, 140, 1)));
            assertThat(disturbed).as("seed %d", seed).isEqualTo(undisturbed);
        }
    }

    @Test
    void countsAndDropsDuplicatesAlsoAfterARestart() throws Exception {
        try (var run = open()) {
            FrameScore score = SampleScores.frame(10).build();
            FrameScore again = FrameScore.newBuilder(score)
                    .setOrigin(new KafkaOrigin("fogbell.frames", 0, 77L))
                    .build();
            run.send(score, SampleScores.millis(score));
            run.send(again, SampleScores.millis(again));
            assertThat(run.count("duplicates")).isOne();

            run.restart(2);
            run.send(again, SampleScores.millis(again));
            run.watermark(SampleScores.millis(score));
            run.send(again, SampleScores.millis(again));
            run.watermark(Long.MAX_VALUE);
            assertThat(run.count("duplicates")).isEqualTo(2);
            assertThat(run.count("late")).as("a duplicate is not late").isZero();
            assertThat(run.output()).extracting(FrameScore::getOrigin).containsExactly(score.getOrigin());
        }
    }

    @Test
    void judgesARecordingThatIsPlayedAgain() throws Exception {
        try (var run = open()) {
            for (int replay = 0; replay < 2; replay++) {
                for (long n = 0; n < 20; n++) {
                    Instant now = SampleScores.at(n + 100L * replay);
                    FrameScore score = SampleScores.frame(n)
                            .setCapturedAt(now)
                            .setEventTime(now)
                            .build();
                    run.send(score, SampleScores.millis(score));
                }
            }
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output()).hasSize(40);
            assertThat(run.count("duplicates")).isZero();
        }
    }

    @Test
    void takesTheSameSequenceOfAnotherVehicleForAnotherFrame() throws Exception {
        try (var run = open()) {
            run.send(SampleScores.frame("car-1", 1).build(), SampleScores.at(1).toEpochMilli());
            run.send(SampleScores.frame("car-2", 1).build(), SampleScores.at(1).toEpochMilli());
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output()).hasSize(2);
            assertThat(run.count("duplicates")).isZero();
        }
    }

    @Test
    void ordersFramesOfOneMomentBySequence() throws Exception {
        try (var run = open()) {
            for (long sequence : new long[] {3, 1, 2}) {
                FrameScore score = SampleScores.frame(sequence)
                        .setEventTime(SampleScores.at(5))
                        .build();
                run.send(score, SampleScores.millis(score));
            }
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output()).extracting(FrameScore::getSequence).containsExactly(1L, 2L, 3L);
        }
    }

    private static StageRun<FrameScore, FrameScore> open() throws Exception {
        return StageRun.of("baseline", PARAMETERS);
    }

    /** Sends arrivals with a watermark that follows the latest; {@code restarts} says at which arrival, and on how many. */
    private static List<FrameScore> run(List<FrameScore> arrivals, Map<Integer, Integer> restarts) throws Exception {
        try (var run = open()) {
            long latest = Long.MIN_VALUE + BOUND_MILLIS + 1;
            for (int i = 0; i < arrivals.size(); i++) {
                if (restarts.containsKey(i)) {
                    run.restart(restarts.get(i));
                }
                FrameScore score = arrivals.get(i);
                run.send(score, SampleScores.millis(score));
                latest = Math.max(latest, SampleScores.millis(score));
                run.watermark(latest - BOUND_MILLIS - 1);
            }
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output(Streams.LATE)).isEmpty();
            return run.output();
        }
    }

    /** Three sensors whose Eloss wanders, with a spell beyond the threshold, in order of event time. */
    private static List<FrameScore> fleet(int framesEach) {
        Random random = new Random(11);
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < framesEach; n++) {
            for (String vehicle : List.of("car-1", "car-2", "car-3")) {
                double fault = n >= 40 && n < 50 && vehicle.equals("car-2") ? 4 : 0;
                scores.add(SampleScores.frame(vehicle, n)
                        .setEloss(Math.exp(0.2 * random.nextGaussian() + fault))
                        .build());
            }
        }
        return scores;
    }

    /** Moves each arrival later by less than the bound. */
    private static List<FrameScore> disordered(List<FrameScore> scores, long seed) {
        Random random = new Random(seed);
        Map<FrameScore, Long> arrival = new IdentityHashMap<>();
        scores.forEach(score -> arrival.put(score, SampleScores.millis(score) + random.nextLong(BOUND_MILLIS)));
        List<FrameScore> arrivals = new ArrayList<>(scores);
        Collections.shuffle(arrivals, random);
        arrivals.sort(Comparator.comparing(arrival::get));
        return arrivals;
    }

    private static Map<String, List<FrameScore>> bySensor(List<FrameScore> scores) {
        return scores.stream().collect(Collectors.groupingBy(FrameScore::getVehicleId));
    }
}

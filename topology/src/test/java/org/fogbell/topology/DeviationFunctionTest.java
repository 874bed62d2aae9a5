package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

/** The windows are five seconds long and one second apart here, so of fifty frames each. */
class DeviationFunctionTest {
    private static final JobParameters PARAMETERS =
            JobParameters.of(Map.of("window.size", "5s", "window.slide", "1s", "alert.threshold", "3"));

    @Test
    void closesAWindowWhenTheWatermarkReachesItsEnd() throws Exception {
        try (StageRun<FrameScore, Deviation> run = StageRun.of("deviation", PARAMETERS)) {
            FrameScore first = SampleScores.judged(0, 1).build();
            run.send(first, SampleScores.millis(first));
            run.watermark(SampleScores.START.toEpochMilli() + 998);
            assertThat(run.output()).isEmpty();

            run.watermark(SampleScores.START.toEpochMilli() + 999);
            Deviation window = run.output().get(0);
            assertThat(run.output()).hasSize(1);
            assertThat(window.getWindowStart()).isEqualTo(SampleScores.START.minusSeconds(4));
            assertThat(window.getWindowEnd()).isEqualTo(SampleScores.START.plusSeconds(1));
        }
    }

    @Test
    void putsEachFrameIntoEveryWindowThatCoversIt() throws Exception {
        List<FrameScore> scores = drive(List.of("car-1"), 200, 3);
        List<Deviation> windows = run(PARAMETERS, scores, Map.of());
        assertThat(windows).hasSize(24);
        for (Deviation window : windows) {
            List<FrameScore> covered = scores.stream()
                    .filter(score -> !score.getEventTime().isBefore(window.getWindowStart())
                            && score.getEventTime().isBefore(window.getWindowEnd()))
                    .toList();
            double[] zs = covered.stream()
                    .mapToDouble(score -> SampleScores.kept(score.getRobustZ()))
                    .sorted()
                    .toArray();
            long beyond = covered.stream()
                    .filter(score -> Math.abs(score.getRobustZ()) > 3)
                    .count();
            assertThat(window.getCount()).isEqualTo(covered.size());
            assertThat(window.getFirstFrameId()).isEqualTo(covered.get(0).getFrameId());
            assertThat(window.getLastFrameId())
                    .isEqualTo(covered.get(covered.size() - 1).getFrameId());
            assertThat(window.getShareBeyond()).isEqualTo(1.0 * beyond / covered.size());
            assertThat(window.getRobustZ()).isCloseTo((zs[(zs.length - 1) / 2] + zs[zs.length / 2]) / 2, within(1e-12));
        }
    }

    @Test
    void makesNoWindowOfFramesThatOnlyTeach() throws Exception {
        try (StageRun<FrameScore, Deviation> run = StageRun.of("deviation", PARAMETERS)) {
            FrameScore learning =
                    SampleScores.frame(0).setStanding(ScoreStanding.LEARNING).build();
            run.send(learning, SampleScores.millis(learning));
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output()).isEmpty();
        }
    }

    @Test
    void forgetsWindowsThatAreClosed() throws Exception {
        try (StageRun<FrameScore, Deviation> run = StageRun.of("deviation", PARAMETERS)) {
            for (FrameScore score : drive(List.of("car-1", "car-2"), 100, 4)) {
                run.send(score, SampleScores.millis(score));
            }
            assertThat(run.stateEntries()).as("of 2 sensors").isEqualTo(2);
            assertThat(run.eventTimeTimers()).isEqualTo(2);
            run.watermark(Long.MAX_VALUE);
            assertThat(run.stateEntries()).isZero();
            assertThat(run.eventTimeTimers()).isZero();
        }
    }

    @Test
    void saysOfASmallShiftWhatTheWindowsLastFrameSays() throws Exception {
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            scores.add(SampleScores.judged(n, 1)
                    .setEvidence(0.1 * n)
                    .setEvidenceBeganAt(n == 0 ? null : SampleScores.at(1))
                    .build());
        }
        List<Deviation> windows = run(PARAMETERS, scores, Map.of(50, 3));
        assertThat(windows).hasSize(14);
        for (Deviation window : windows) {
            FrameScore last = scores.stream()
                    .filter(score -> score.getFrameId().equals(window.getLastFrameId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(window.getEvidence()).isEqualTo(last.getEvidence());
            assertThat(window.getEvidenceBeganAt()).isEqualTo(last.getEvidenceBeganAt());
        }
    }

    @Test
    void givesTheSameWhenRestartedAndRescaledOnTheWay() throws Exception {
        for (long seed = 0; seed < 3; seed++) {
            List<FrameScore> scores = drive(List.of("car-1", "car-2", "car-3"), 150, seed);
            Map<String, List<Deviation>> undisturbed = byVehicle(run(PARAMETERS, scores, Map.of()));
            assertThat(byVehicle(run(PARAMETERS, scores, Map.of(100, 4, 170, 2, 300, 3, 410, 1))))
                    .as("seed %d", seed)
                    .isEqualTo(undisturbed);
        }
    }

    private static List<FrameScore> drive(List<String> vehicles, int framesEach, long seed) {
        Random random = new Random(seed);
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < framesEach; n++) {
            for (String vehicle : vehicles) {
                scores.add(FrameScore.newBuilder(SampleScores.judged(n, 2.5 * random.nextGaussian())
                                .build())
                        .setVehicleId(vehicle)
                        .setFrameId(vehicle + "#" + n)
                        .build());
            }
        }
        return scores;
    }

    private static List<Deviation> run(
            JobParameters parameters, List<FrameScore> scores, Map<Integer, Integer> restarts) throws Exception {
        try (StageRun<FrameScore, Deviation> run = StageRun.of("deviation", parameters)) {
            for (int i = 0; i < scores.size(); i++) {
                if (restarts.containsKey(i)) {
                    run.restart(restarts.get(i));
                }
                run.send(scores.get(i), SampleScores.millis(scores.get(i)));
                if (i % 10 == 9) {
                    run.watermark(SampleScores.millis(scores.get(i)) - 1);
                }
            }
            run.watermark(Long.MAX_VALUE);
            return run.output();
        }
    }

    private static Map<String, List<Deviation>> byVehicle(List<Deviation> windows) {
        return windows.stream().collect(Collectors.groupingBy(Deviation::getVehicleId));
    }
}

package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.junit.jupiter.api.Test;

class WindowStatisticsTest {
    private static final double THRESHOLD = 3;
    private static final long START = SampleScores.START.toEpochMilli();

    @Test
    void agreesWithTheFormulasOnRandomFrames() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int frames = 1 + random.nextInt(40);
            double[] z = random.doubles(frames, -5, 5).toArray();
            double[] eloss = random.doubles(frames, 0.01, 9).toArray();
            BaselineLevel level = new BaselineLevel(BaselineSource.SENSOR, -0.5, 0.2, 30L);
            List<FrameScore> scores = IntStream.range(0, frames)
                    .mapToObj(n -> SampleScores.judged(n, z[n])
                            .setEloss(eloss[n])
                            .setBaseline(level)
                            .build())
                    .toList();

            Deviation window = of(scores);
            double medianEloss = median(eloss);
            int[] beyond = IntStream.range(0, frames)
                    .filter(n -> z[n] > THRESHOLD || z[n] < -THRESHOLD)
                    .toArray();
            assertThat(window.getCount()).isEqualTo(frames);
            assertThat(window.getMedianEloss()).as("seed %d", seed).isEqualTo(medianEloss);
            assertThat(window.getMeanEloss())
                    .as("seed %d", seed)
                    .isCloseTo(Arrays.stream(eloss).sum() / frames, within(1e-12));
            assertThat(window.getRobustZ()).as("seed %d", seed).isEqualTo(median(z));
            assertThat(window.getShareBeyond()).isEqualTo(beyond.length / (double) frames);
            assertThat(window.getDeviationFactor())
                    .as("seed %d", seed)
                    .isCloseTo(
                            Math.exp(median(Arrays.stream(eloss).map(Math::log).toArray()) + 0.5), within(1e-9));
            assertThat(window.getFirstBeyondAt()).isEqualTo(beyond.length == 0 ? null : SampleScores.at(beyond[0]));
            assertThat(window.getLastBeyondAt())
                    .isEqualTo(beyond.length == 0 ? null : SampleScores.at(beyond[beyond.length - 1]));
        }
    }

    @Test
    void namesTheFeaturesThatWereOutOfLineInMostFramesBeyond() {
        OutlyingFeature snow = new OutlyingFeature("isolated_share", 0.2, 0.01, 20.0);
        OutlyingFeature less = new OutlyingFeature("isolated_share", 0.1, 0.01, 10.0);
        OutlyingFeature once = new OutlyingFeature("points", 30_000.0, 60_000.0, -24.0);
        OutlyingFeature normal = new OutlyingFeature("far_share", 0.1, 0.2, -50.0);
        Deviation window = of(List.of(
                SampleScores.judged(0, 9)
                        .setOutlyingFeatures(List.of(snow, once))
                        .build(),
                SampleScores.judged(1, 9).setOutlyingFeatures(List.of(less)).build(),
                SampleScores.judged(2, 1).setOutlyingFeatures(List.of(normal)).build()));
        assertThat(window.getOutlyingFeatures()).hasSize(2);
        assertThat(window.getOutlyingFeatures().get(0).getFeature()).isEqualTo("isolated_share");
        assertThat(window.getOutlyingFeatures().get(0).getActual()).isCloseTo(0.15, within(1e-12));
        assertThat(window.getOutlyingFeatures().get(0).getRobustZ()).isEqualTo(15);
        assertThat(window.getOutlyingFeatures().get(1)).isEqualTo(once);
    }

    @Test
    void countsFramesThatRepeatTheOneBeforeAsBeyond() {
        Deviation window = of(List.of(
                SampleScores.judged(0, 0).build(),
                SampleScores.judged(1, 0).setRepeated(true).build(),
                SampleScores.judged(2, 0).setRepeated(true).build(),
                SampleScores.judged(3, 0).setRepeated(true).build()));
        assertThat(window.getRepeatedShare()).isEqualTo(0.75);
        assertThat(window.getShareBeyond()).isEqualTo(0.75);
        assertThat(window.getFirstBeyondAt()).isEqualTo(SampleScores.at(1));
    }

    @Test
    void takesABlindFrameOfASensorThatStillLearns() {
        Deviation window = of(List.of(SampleScores.frame(0)
                .setJudgedBy("combined")
                .setStanding(ScoreStanding.LEARNING)
                .setBlind(true)
                .build()));
        assertThat(window.getBlindShare()).isEqualTo(1);
        assertThat(window.getDeviationFactor()).isEqualTo(1);
    }

    @Test
    void saysWhereItsFramesAre() {
        List<FrameScore> scores = IntStream.range(3, 9)
                .mapToObj(n -> SampleScores.judged(n, 0).build())
                .toList();
        Deviation window = of(scores);
        assertThat(window.getWindowStart()).isEqualTo(SampleScores.START);
        assertThat(window.getWindowEnd()).isEqualTo(SampleScores.START.plusSeconds(5));
        assertThat(window.getFirstFrameId()).isEqualTo("car-1#3");
        assertThat(window.getLastFrameId()).isEqualTo("car-1#8");
        assertThat(window.getFirstOrigin()).isEqualTo(scores.get(0).getOrigin());
        assertThat(window.getLastOrigin()).isEqualTo(scores.get(5).getOrigin());
        assertThat(window.getPosition()).isEqualTo(scores.get(5).getPosition());
        assertThat(window.getModelDigest()).isEqualTo(SampleScores.MODEL);
        assertThat(window.getModelUntrained()).isTrue();
    }

    @Test
    void countsAFrameAtTheThresholdAsNormal() {
        assertThat(of(List.of(SampleScores.judged(0, THRESHOLD).build())).getShareBeyond())
                .isZero();
        assertThat(of(List.of(SampleScores.judged(0, -Math.nextUp(THRESHOLD)).build()))
                        .getShareBeyond())
                .isOne();
    }

    @Test
    void takesAProfileNearerThanUsualForNormal() {
        FrameScore.Builder near = SampleScores.judged(0, -9)
                .setScores(Map.of("profile", 0.2))
                .setJudgedBy("profile")
                .setBaseline(new BaselineLevel(BaselineSource.BUNDLE, 0.0, 0.3, 160L));
        Deviation window = of(List.of(near.build()));
        assertThat(window.getShareBeyond()).isZero();
        assertThat(window.getDeviationFactor()).as("of the judged score").isCloseTo(0.2, within(1e-12));
        assertThat(of(List.of(near.setRobustZ(9.0).build())).getShareBeyond()).isOne();
    }

    @Test
    void countsBlindFramesAsBeyondEvenBeforeThereIsABaseline() {
        FrameScore blind = SampleScores.frame(0)
                .setStanding(ScoreStanding.LEARNING)
                .setBlind(true)
                .build();
        FrameScore seeing = SampleScores.judged(1, 0.5).build();
        Deviation alone = of(List.of(blind));
        assertThat(alone.getBlindShare()).isOne();
        assertThat(alone.getShareBeyond()).isOne();
        assertThat(alone.getRobustZ()).isZero();
        assertThat(alone.getDeviationFactor()).isOne();
        Deviation both = of(List.of(blind, seeing));
        assertThat(both.getBlindShare()).isEqualTo(0.5);
        assertThat(both.getRobustZ()).isEqualTo(0.5);
        assertThat(both.getFirstBeyondAt()).isEqualTo(both.getLastBeyondAt()).isEqualTo(blind.getEventTime());
    }

    @Test
    void leavesOutFramesThatOnlyTeach() {
        FrameScore learning =
                SampleScores.frame(0).setStanding(ScoreStanding.LEARNING).build();
        assertThat(new WindowStatistics().add(learning, THRESHOLD).deviation(START, START + 5_000, null))
                .isNull();
        assertThat(of(List.of(learning, SampleScores.judged(1, 0).build())).getCount())
                .isOne();
    }

    @Test
    void tellsTheTrendOfRobustZPerMinute() {
        List<FrameScore> rising = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            rising.add(SampleScores.judged(n, 1 + 0.02 * n).build());
        }
        assertThat(of(rising).getTrend())
                .as("0.02 a frame, 600 frames a minute")
                .isCloseTo(12, within(1e-9));
        assertThat(of(rising.subList(0, 2)).getTrend()).isZero();
        assertThat(of(List.of(rising.get(0), rising.get(0), rising.get(0))).getTrend())
                .as("one moment")
                .isZero();
    }

    private static Deviation of(List<FrameScore> scores) {
        WindowStatistics window = new WindowStatistics();
        scores.forEach(score -> window.add(score, THRESHOLD));
        return window.deviation(START, START + 5_000, null);
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fogbell.verdict.SensorWindowsTest.of;
import static org.fogbell.verdict.SensorWindowsTest.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.junit.jupiter.api.Test;

/** What windows make of frames that show nothing, bring nothing new, or only teach. */
class UnseeingFramesTest {
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
    void countsBlindAndRepeatedFramesOfASensorThatStillLearnsAmongAllOfThem() {
        Deviation blind = of(learning(20, n -> n % 2 == 0, n -> false));
        assertThat(blind.getCount()).isEqualTo(20);
        assertThat(blind.getBlindShare()).isEqualTo(0.5);
        assertThat(blind.getShareBeyond()).isEqualTo(0.5);
        assertThat(blind.getDeviationFactor()).isEqualTo(1);
        assertThat(of(learning(20, n -> false, n -> n > 4)).getRepeatedShare()).isEqualTo(0.75);
    }

    @Test
    void saysNothingOfASensorThatStillLearnsFromAFewBlindFrames() {
        assertThat(windows(learning(20, n -> n % 3 == 0, n -> false))).isEmpty();
    }

    @Test
    void leavesOutTheFramesThatASensorLearntFromOnceItIsJudged() {
        List<FrameScore> scores = new ArrayList<>(learning(20, n -> false, n -> false));
        scores.add(SampleScores.judged(20, 9).build());
        Deviation window = of(scores);
        assertThat(window.getCount()).isOne();
        assertThat(window.getShareBeyond()).isOne();
    }

    @Test
    void leavesOutTheBlindFramesOfTheTimeBeforeItIsJudged() {
        List<FrameScore> scores = new ArrayList<>(learning(20, n -> n % 3 == 0, n -> n % 3 == 0));
        scores.replaceAll(
                score -> FrameScore.newBuilder(score).setCaptureJitter(2.0).build());
        scores.add(SampleScores.judged(20, 1).build());
        scores.add(SampleScores.judged(21, 1).build());
        Deviation window = of(scores);
        assertThat(window.getCount()).isEqualTo(2);
        assertThat(window.getShareBeyond()).isZero();
        assertThat(window.getBlindShare()).isZero();
        assertThat(window.getRepeatedShare()).isZero();
        assertThat(window.getJitterShare()).isZero();
        assertThat(window.getFirstBeyondAt()).isNull();
        assertThat(window.getQuantileZ()).isEqualTo(1);
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
        assertThat(both.getBlindShare()).as("of the frames since it is judged").isZero();
        assertThat(both.getRobustZ()).isEqualTo(0.5);
        FrameScore judgedBlind =
                FrameScore.newBuilder(blind).setStanding(ScoreStanding.JUDGED).build();
        both = of(List.of(judgedBlind, seeing));
        assertThat(both.getBlindShare()).isEqualTo(0.5);
        assertThat(both.getFirstBeyondAt()).isEqualTo(both.getLastBeyondAt()).isEqualTo(blind.getEventTime());
    }

    @Test
    void countsFramesThatShowNothingAsReachingAnything() {
        FrameScore blind = SampleScores.judged(0, 50).setBlind(true).build();
        FrameScore repeated = SampleScores.judged(1, -50).setRepeated(true).build();
        FrameScore near = SampleScores.judged(2, 1).build();
        FrameScore far = SampleScores.judged(3, 4).build();
        assertThat(of(List.of(blind, repeated, near, far)).getQuantileZ()).isNull();
        assertThat(of(List.of(blind, near, near, far)).getQuantileZ()).isEqualTo(4);
        assertThat(of(List.of(near, near, near, far)).getQuantileZ()).isEqualTo(1);
        assertThat(of(List.of(blind, near, near, far)).getRobustZ()).isEqualTo(1);
        FrameScore both = FrameScore.newBuilder(blind).setRepeated(true).build();
        assertThat(of(List.of(both, near, near, far)).getQuantileZ()).isEqualTo(4);
    }

    @Test
    void leavesOutFramesThatOnlyTeach() {
        FrameScore learning =
                SampleScores.frame(0).setStanding(ScoreStanding.LEARNING).build();
        assertThat(windows(List.of(learning))).isEmpty();
        assertThat(of(List.of(learning, SampleScores.judged(1, 0).build())).getCount())
                .isOne();
    }

    private static List<FrameScore> learning(int frames, IntPredicate blind, IntPredicate repeated) {
        return IntStream.range(0, frames)
                .mapToObj(n -> SampleScores.frame(n)
                        .setJudgedBy("combined")
                        .setStanding(ScoreStanding.LEARNING)
                        .setBlind(blind.test(n))
                        .setRepeated(repeated.test(n))
                        .build())
                .toList();
    }
}

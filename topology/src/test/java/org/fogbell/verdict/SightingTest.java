package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.junit.jupiter.api.Test;

class SightingTest {
    private static final long WATERMARK = SampleScores.at(50).toEpochMilli();

    @Test
    void isOfTheFramesOwnTimeWhereItIsNotLate() {
        assertThat(Sighting.of(onTime(10), WATERMARK).at()).isEqualTo(SampleScores.at(10));
        assertThat(Sighting.of(late(10), Long.MIN_VALUE).at())
                .as("no watermark is known")
                .isEqualTo(SampleScores.at(10));
        assertThat(Sighting.of(late(60), WATERMARK).at())
                .as("the watermark has not come so far")
                .isEqualTo(SampleScores.at(60));
    }

    @Test
    void isOfTheMomentAtWhichALateFrameCame() {
        assertThat(Sighting.of(late(10), WATERMARK).at()).isEqualTo(SampleScores.at(50));
    }

    @Test
    void takesALateFrameForNoProofOfARightClock() {
        assertThat(Sighting.of(onTime(10), WATERMARK).clockRight()).isTrue();
        assertThat(Sighting.of(late(10), WATERMARK).clockRight()).isFalse();
        assertThat(Sighting.of(seen(SampleScores.frame(10).setClockClamped(true)), WATERMARK)
                        .clockRight())
                .isFalse();
    }

    private static SeenFrame onTime(long number) {
        return seen(SampleScores.frame(number));
    }

    private static SeenFrame late(long number) {
        return seen(SampleScores.frame(number).setStanding(ScoreStanding.LATE));
    }

    private static SeenFrame seen(FrameScore.Builder score) {
        return SeenFrame.of(score.build());
    }
}

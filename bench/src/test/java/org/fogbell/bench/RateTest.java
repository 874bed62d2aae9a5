package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void isTheNumberOfFramesInASecondWhateverTheirOrder() {
        long[] moments = LongStream.range(0, 50)
                .map(i -> 7 * SECOND + (49 - i) * SECOND / 20)
                .toArray();
        assertThat(Rate.perSecond(moments, 0)).isCloseTo(20, within(1e-9));
    }

    @Test
    void leavesOutASlowStart() {
        long[] moments = LongStream.range(0, 60)
                .map(i -> i < 10 ? i * SECOND : 10 * SECOND + (i - 10) * SECOND / 100)
                .toArray();
        assertThat(Rate.perSecond(moments, 10)).isCloseTo(100, within(1e-9));
        assertThat(Rate.perSecond(moments, 0)).isLessThan(20);
    }

    @Test
    void burstsDoNotMoveItMuch() {
        long seed = 11;
        Random random = new Random(seed);
        double framesPerSecond = 40 + 60 * random.nextDouble();
        long tick = SECOND / 10;
        long[] moments = LongStream.range(0, 800)
                .map(i -> ((long) (i / framesPerSecond * 10) + 1) * tick)
                .toArray();
        assertThat(Rate.perSecond(moments, 100))
                .as("seed %d", seed)
                .isCloseTo(framesPerSecond, within(0.005 * framesPerSecond));
    }

    @Test
    void refusesMomentsThatAllowNoSlope() {
        assertThatThrownBy(() -> Rate.perSecond(new long[] {5, 5, 5}, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.perSecond(new long[] {5, 6, 7}, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}

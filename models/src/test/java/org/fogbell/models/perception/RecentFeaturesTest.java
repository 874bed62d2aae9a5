package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentFeaturesTest {
    private static final long SEED = 31;
    private static final long SECOND = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 30})
    void whatBeginsSuddenlyIsAStepAtAnyPaceAndIsOverOnceItIsUsual(int rate) {
        RecentFeatures recent = steady(RecentFeatures.NONE, 0, 20 * rate, rate, 3);
        assertThat(recent.steps()[0]).isZero();
        double furthest = 0;
        for (int n = 20 * rate; n < 24 * rate; n++) {
            recent = recent.after(new double[] {5}, n * SECOND / rate, false);
            furthest = Math.max(furthest, recent.steps()[0]);
        }
        assertThat(furthest).as("of 2").isBetween(1.2, 1.8);
        assertThat(recent.late(0)).isCloseTo(5, within(0.06));
        recent = steady(recent, 24 * rate, 40 * rate, rate, 5);
        assertThat(recent.steps()[0]).isLessThan(0.12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 30})
    void isSettledAfterFourSecondsAtAnyPace(int rate) {
        assertThat(steady(RecentFeatures.NONE, 0, 4 * rate, rate, 1).isSettled())
                .isFalse();
        assertThat(steady(RecentFeatures.NONE, 0, 4 * rate + 1, rate, 1).isSettled())
                .isTrue();
    }

    @Test
    void atFirstAllFramesWeighAlike() {
        Random random = new Random(SEED);
        RecentFeatures recent = RecentFeatures.NONE;
        double sum = 0;
        for (int n = 0; n < 4; n++) {
            double value = random.nextGaussian();
            sum += value;
            recent = recent.after(new double[] {value}, n * SECOND / 10, false);
        }
        assertThat(recent.late(0)).as("seed %d", SEED).isCloseTo(sum / 4, within(0.02));
    }

    @Test
    void doesNotStandStillWhereAFrameWeighsLittle() {
        RecentFeatures recent = steady(RecentFeatures.NONE, 0, 300, 30, 0);
        recent = steady(recent, 300, 1_500, 30, 0.25);
        assertThat(recent.late(0)).isCloseTo(0.25, within(0.06));
        assertThat(recent.steps()[0]).isCloseTo(0, within(1 / 30.0));
    }

    @Test
    void oneOddFrameIsForgottenAsFastAsItCame() {
        RecentFeatures recent =
                steady(RecentFeatures.NONE, 0, 200, 10, 0).after(new double[] {1e9}, 20 * SECOND, false);
        assertThat(recent.steps()[0]).isLessThan(3);
        recent = steady(recent, 201, 240, 10, 0);
        assertThat(recent.steps()[0]).isCloseTo(0, within(0.4));
    }

    @Test
    void beginsAnewAfterAGapBackInTimeAndWithOtherFeatures() {
        RecentFeatures settled = steady(RecentFeatures.NONE, 0, 100, 10, 4);
        for (RecentFeatures anew : new RecentFeatures[] {
            settled.after(new double[] {-1}, 16 * SECOND, false),
            settled.after(new double[] {-1}, 9 * SECOND, false),
            settled.after(new double[] {-1, 2}, 10 * SECOND, false)
        }) {
            assertThat(anew.isSettled()).isFalse();
            assertThat(anew.steps()[0]).isZero();
            assertThat(anew.late(0)).isEqualTo(-1);
        }
        assertThat(settled.after(new double[] {4}, 14_900_000, false).isSettled())
                .as("a gap of five seconds is none")
                .isTrue();
    }

    @Test
    void whatAFrameDoesNotHaveStaysAndWhatNoneHadIsNoStep() {
        RecentFeatures recent = RecentFeatures.NONE;
        for (int n = 0; n < 60; n++) {
            recent = recent.after(new double[] {Double.NaN, n < 50 ? 2 : Double.NaN}, n * SECOND / 10, false);
        }
        assertThat(recent.steps()).containsExactly(Double.NaN, 0);
        assertThat(recent.late(1)).isEqualTo(2);
        recent = recent.after(new double[] {7, 2}, 6 * SECOND, false);
        assertThat(recent.steps()).as("the first that has it").containsExactly(0, 0);
        assertThat(recent.late(0)).isEqualTo(7);
    }

    @Test
    void twoFramesAtOneMomentCountAsOne() {
        RecentFeatures recent = steady(RecentFeatures.NONE, 0, 100, 10, 0);
        assertThat(recent.after(new double[] {20}, 9_900_000, false).steps()).containsExactly(0);
    }

    @Test
    void whatLiesFurtherThanSixteenBitsReachIsNoStepButNoOverflowEither() {
        RecentFeatures recent = steady(RecentFeatures.NONE, 0, 100, 10, 1e6);
        assertThat(recent.late(0)).isCloseTo(128, within(0.01));
        assertThat(steady(recent, 100, 110, 10, 2e6).steps()[0]).isZero();
    }

    @Test
    void theEndOfWhatWasOutOfLineIsNoStep() {
        RecentFeatures recent = steady(RecentFeatures.NONE, 0, 100, 10, 1);
        for (int n = 100; n < 300; n++) {
            recent = recent.after(new double[] {50}, n * SECOND / 10, true);
        }
        assertThat(recent.before(0)).isCloseTo(1, within(0.05));
        assertThat(recent.steps()[0]).isCloseTo(24, within(0.1));
        assertThat(steady(recent, 300, 301, 10, 1).steps()[0]).isCloseTo(0, within(0.05));
        recent = steady(recent, 300, 400, 10, 1);
        assertThat(recent.steps()[0]).isCloseTo(0, within(0.05));
    }

    private static RecentFeatures steady(RecentFeatures recent, int from, int to, int rate, double value) {
        RecentFeatures next = recent;
        for (int n = from; n < to; n++) {
            next = next.after(new double[] {value}, n * SECOND / rate, false);
        }
        return next;
    }
}

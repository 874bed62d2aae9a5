package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated streams of robust z: clean ones, of independent and of similar neighbours, and such that shift. */
class ShiftEvidenceTest {
    private static final double FALSE_ALARM_FRAMES = 5_000;
    private static final ShiftRule RULE = new ShiftRule(1, FALSE_ALARM_FRAMES);
    private static final double LIMIT = RULE.limit(true);

    /** Mean frames between false alarms over 200 times as many frames; a Poisson count of 200 stays below 250. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 1", "0.8, 1", "0.9, 1", "0.95, 1", "0.98, 1", "0, 1.3", "0.9, 1.3", "0, 0.5"})
    void keepsTheFalseAlarmRateOfCleanStreams(double correlation, double spread) {
        long seed = 41;
        Stream stream = new Stream(seed, correlation, spread);
        ShiftEvidence evidence = ShiftEvidence.NONE;
        int alarms = 0;
        for (int n = 0; n < 200 * FALSE_ALARM_FRAMES; n++) {
            evidence = evidence.after(stream.next(0), n, RULE, true);
            if (Math.abs(evidence.signed()) >= LIMIT) {
                alarms++;
                evidence = withoutEvidence(evidence);
            }
        }
        assertThat(alarms)
                .as("seed %d, correlation %s, spread %s", seed, correlation, spread)
                .isLessThan(250);
    }

    @ParameterizedTest
    @CsvSource({"0, 30, 1", "0.5, 90, 3", "0.8, 250, 9", "0.9, 600, 19"})
    void findsAShiftOfOneSpreadByEvidenceInProportionToHowFarCleanSumsWander(
            double correlation, int medianFrames, double variance) {
        long seed = 42;
        Stream stream = new Stream(seed, correlation, 1);
        ShiftEvidence warm = ShiftEvidence.NONE;
        for (int n = 0; n < 20_000; n++) {
            warm = warm.after(stream.next(0), n, RULE, true);
        }
        assertThat(warm.longRunVariance()).isCloseTo(variance, within(0.2 * variance));
        int[] delays = new int[101];
        for (int i = 0; i < delays.length; i++) {
            ShiftEvidence evidence = withoutEvidence(warm);
            for (int n = 0; n < 100; n++) {
                evidence = evidence.after(stream.next(0), n, RULE, true);
            }
            while (evidence.signed() < LIMIT && delays[i] < 10_000) {
                evidence = evidence.after(stream.next(1), delays[i]++, RULE, true);
            }
        }
        Arrays.sort(delays);
        assertThat(delays[50]).as("seed %d, correlation %s", seed, correlation).isLessThan(medianFrames);
    }

    @Test
    void findsAShiftDownwardOnlyWhereAFaultMovesTheScoreEitherWay() {
        ShiftEvidence either = ShiftEvidence.NONE;
        ShiftEvidence upward = ShiftEvidence.NONE;
        for (int n = 0; n < 2_000; n++) {
            double z = n % 2 == 0 ? -0.5 : -1.5;
            either = either.after(z, n, RULE, true);
            upward = upward.after(z, n, RULE, false);
        }
        assertThat(either.signed()).isLessThan(-LIMIT);
        assertThat(upward.signed()).isZero();
    }

    @Test
    void tellsWhenTheShiftLikelyBegan() {
        Stream stream = new Stream(43, 0, 1);
        ShiftEvidence evidence = ShiftEvidence.NONE;
        for (int n = 0; n < 5_000; n++) {
            evidence = evidence.after(stream.next(n < 4_900 ? 0 : 1.5), n, RULE, true);
        }
        assertThat(evidence.signed()).isGreaterThan(LIMIT);
        assertThat(evidence.sinceMicros()).isBetween(4_880L, 4_910L);
    }

    @Test
    void isNotDecidedByASingleFrameHoweverFar() {
        ShiftEvidence evidence = ShiftEvidence.NONE;
        for (int n = 0; n < 5_000; n++) {
            evidence = evidence.after(n % 2 == 0 ? 1 : -1, n, RULE, true);
        }
        assertThat(evidence.after(1e9, 1, RULE, true).signed()).isBetween(1.0, 3.0);
    }

    @Test
    void fallsBelowHalfTheLimitSoonAfterTheShiftIsOverHoweverLongItLasted() {
        Stream stream = new Stream(44, 0, 1);
        ShiftEvidence evidence = ShiftEvidence.NONE;
        for (int n = 0; n < 50_000; n++) {
            evidence = evidence.after(stream.next(n < 5_000 ? 0 : 2), n, RULE, true);
        }
        int frames = 0;
        while (evidence.signed() >= LIMIT / 2) {
            evidence = evidence.after(stream.next(0), 0, RULE, true);
            frames++;
        }
        assertThat(frames).isLessThan(60);
    }

    @Test
    void countsTheTwoChancesOfAScoreThatMovesEitherWay() {
        assertThat(RULE.limit(false)).isEqualTo(Math.log(5_000));
        assertThat(RULE.limit(true)).isEqualTo(Math.log(10_000));
        assertThat(new ShiftRule(1, 0).limit(true)).isInfinite();
    }

    private static ShiftEvidence withoutEvidence(ShiftEvidence e) {
        return new ShiftEvidence(e.frames(), e.lastZ(), e.mean(), e.variance(), e.step(), 0, 0, 0, 0);
    }

    /** A first-order autoregression. */
    private static final class Stream {
        private final Random random;
        private final double correlation;
        private final double spread;
        private double z;

        Stream(long seed, double correlation, double spread) {
            this.random = new Random(seed);
            this.correlation = correlation;
            this.spread = spread;
            this.z = random.nextGaussian();
        }

        double next(double shift) {
            z = correlation * z + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            return spread * z + shift;
        }
    }
}

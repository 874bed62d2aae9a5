package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;

class RecentFeaturesTest {
    private final BaselineRule rule =
            JobParameters.of(Map.of("baseline.recent-frames", "9")).baseline();

    @Test
    void aShiftThatLastsGrowsFurtherOutThanAnyOfItsFrames() {
        RecentFeatures recent = RecentFeatures.NONE;
        for (int frame = 0; frame < 12; frame++) {
            recent = recent.after(new double[] {0, 2}, rule);
        }
        assertThat(zs(recent, rule)[0]).isZero();
        assertThat(zs(recent, rule)[1]).isGreaterThan(3);
    }

    @Test
    void aMeanHasSpreadOneWhereNeighboursResembleEachOtherByHalf() {
        Random random = new Random(5);
        RecentFeatures recent = RecentFeatures.NONE;
        double z = 0;
        double squares = 0;
        int frames = 200_000;
        for (int frame = 0; frame < frames; frame++) {
            z = 0.5 * z + Math.sqrt(0.75) * random.nextGaussian();
            recent = recent.after(new double[] {z}, rule);
            squares += zs(recent, rule)[0] * zs(recent, rule)[0];
        }
        assertThat(Math.sqrt(squares / frames)).as("seed 5").isCloseTo(1, within(0.03));
    }

    @Test
    void oneOutlierIsNoLastingShift() {
        RecentFeatures recent = RecentFeatures.NONE.after(new double[] {1_000}, rule);
        assertThat(zs(recent, rule)[0]).isLessThan(3.5);
        for (int frame = 0; frame < 5; frame++) {
            recent = recent.after(new double[] {0}, rule);
        }
        assertThat(zs(recent, rule)[0]).isLessThan(1.1);
    }

    @Test
    void nothingIsKeptWhereAFrameIsJudgedByItselfAlone() {
        BaselineRule off = JobParameters.of(Map.of()).baseline();
        RecentFeatures recent = RecentFeatures.NONE.after(new double[] {5}, off).after(new double[] {-2}, off);
        assertThat(recent.meanZs()).isEmpty();
        assertThat(recent.isNone()).isTrue();
    }

    @Test
    void aMeanStaysWhereAFrameDoesNotHaveTheFeature() {
        RecentFeatures recent = RecentFeatures.NONE.after(new double[] {5, 5}, rule);
        RecentFeatures after = recent.after(new double[] {Double.NaN, 0}, rule);
        assertThat(after.meanZs()[0]).isEqualTo(recent.meanZs()[0]);
        assertThat(after.meanZs()[1]).isLessThan(recent.meanZs()[1]);
    }

    @Test
    void ofWhatNoFrameHadThereIsNoMean() {
        RecentFeatures recent = RecentFeatures.NONE.after(new double[] {Double.NaN, 5}, rule);
        assertThat(recent.meanZs()[0]).isNaN();
        assertThat(zs(recent, rule)[0]).isZero();
        assertThat(recent.after(new double[] {5, 5}, rule).meanZs()[0])
                .as("begins as any")
                .isEqualTo(recent.meanZs()[1]);
    }

    /** Means in their own spreads, where nothing is known of what features do together. */
    private static double[] zs(RecentFeatures recent, BaselineRule rule) {
        return FeatureDistances.of(recent.meanZs(), null)
                .inSpreadsOf(RecentFeatures.spread(rule))
                .zs();
    }

    @Test
    void startsAnewWhereThereAreOtherFeatures() {
        RecentFeatures recent = RecentFeatures.NONE.after(new double[] {5, 5}, rule);
        assertThat(recent.after(new double[] {0}, rule).meanZs()).containsExactly(0);
    }
}

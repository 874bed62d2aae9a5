package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;

class SensorBaselineTest {
    private static final BaselineRule CONFIG = JobParameters.of(Map.of(
                    "baseline.learning-frames", "20",
                    "baseline.min-spread", "0.1",
                    "baseline.prior-frames", "5",
                    "baseline.half-life-frames", "300"))
            .baseline();

    @Test
    void settlesOnMedianAndMedianAbsoluteDeviationOfTheFirstFrames() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double[] first = random.doubles(20, -4, 4).toArray();
            SensorBaseline baseline = SensorBaseline.unknown(1);
            for (int i = 0; i < 19; i++) {
                baseline = baseline.learn(first[i], CONFIG);
                assertThat(baseline.isLearning()).isTrue();
            }
            baseline = baseline.learn(first[19], CONFIG);
            assertThat(baseline.isLearning()).isFalse();

            double median = middle(first);
            double deviation = middle(
                    Arrays.stream(first).map(value -> Math.abs(value - median)).toArray());
            assertThat(baseline.location()).as("seed %d", seed).isEqualTo(median);
            assertThat(baseline.spread()).as("seed %d", seed).isCloseTo(1.4826 * deviation, within(1e-12));
            assertThat(baseline.level())
                    .isEqualTo(new BaselineLevel(BaselineSource.SENSOR, median, baseline.spread(), 20L));
        }
    }

    @Test
    void learnsNothingFromFewWildFramesAmongTheFirst() {
        SensorBaseline baseline = SensorBaseline.unknown(1);
        for (int i = 0; i < 20; i++) {
            baseline = baseline.learn(i % 4 == 0 ? 50 : 0.01 * i, CONFIG);
        }
        assertThat(baseline.location()).isBetween(0.0, 0.2);
        assertThat(baseline.spread()).isLessThan(0.2);
    }

    @Test
    void measuresDistanceInSpreadsButNeverInTiniestOnes() {
        SensorBaseline wide = new SensorBaseline(1, BaselineSource.SENSOR, new double[0], -2, 0.5, 100, null);
        assertThat(wide.robustZ(-1, CONFIG)).isEqualTo(2);
        assertThat(wide.robustZ(-4, CONFIG)).isEqualTo(-4);
        SensorBaseline steady = new SensorBaseline(1, BaselineSource.SENSOR, new double[0], -2, 1e-9, 100, null);
        assertThat(steady.robustZ(-1.9, CONFIG)).isCloseTo(1, within(1e-9));
    }

    @Test
    void goesHalfOfTheWayToANewLevelInOneHalfLife() {
        SensorBaseline baseline = new SensorBaseline(1, BaselineSource.SENSOR, new double[0], 1, 0.5, 100_000, null);
        for (int i = 0; i < 300; i++) {
            baseline = baseline.drift(1.2, null, CONFIG);
        }
        assertThat(baseline.location()).isCloseTo(1.1, within(1e-9));
    }

    @Test
    void followsTheSpreadOfNormalFrames() {
        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            SensorBaseline baseline = new SensorBaseline(1, BaselineSource.SENSOR, new double[0], 3, 1.2, 20, null);
            for (int i = 0; i < 5_000; i++) {
                baseline = baseline.drift(3 + 0.4 * random.nextGaussian(), null, CONFIG);
            }
            assertThat(baseline.location()).as("seed %d", seed).isCloseTo(3, within(0.1));
            assertThat(baseline.spread()).as("seed %d", seed).isCloseTo(0.4, within(0.06));
        }
    }

    @Test
    void letsOneOutlierMoveItByAFractionOfASpread() {
        SensorBaseline baseline = new SensorBaseline(1, BaselineSource.SENSOR, new double[0], 0, 0.2, 50, null);
        SensorBaseline after = baseline.drift(1_000, null, CONFIG);
        assertThat(after.location()).isCloseTo(3 * 0.2 / 51, within(1e-12));
        assertThat(after.spread()).isLessThan(1.1 * baseline.spread());
        assertThat(baseline.drift(-1_000, null, CONFIG).location()).isCloseTo(-3 * 0.2 / 51, within(1e-12));
    }

    @Test
    void countsACalibrationAsAFewFramesOfTheSensor() {
        SensorBaseline baseline =
                SensorBaseline.calibrated(1, new BaselineLevel(BaselineSource.BUNDLE, -4.0, 0.5, 160L), null, CONFIG);
        assertThat(baseline.isLearning()).isFalse();
        assertThat(baseline.level()).isEqualTo(new BaselineLevel(BaselineSource.BUNDLE, -4.0, 0.5, 5L));
        for (int i = 0; i < 5; i++) {
            baseline = baseline.drift(-3.0, null, CONFIG);
        }
        assertThat(baseline.location()).as("5 frames against 5").isCloseTo(-3.5, within(1e-9));
    }

    @Test
    void belongsToTheSensorOnceItHasLearntFromAsManyFramesAsAnUnknownOne() {
        SensorBaseline baseline =
                SensorBaseline.calibrated(1, new BaselineLevel(BaselineSource.BUNDLE, 0.0, 0.5, 160L), null, CONFIG);
        for (int i = 1; i <= 20; i++) {
            assertThat(baseline.level().getSource()).as("before frame %d", i).isEqualTo(BaselineSource.BUNDLE);
            baseline = baseline.drift(0, null, CONFIG);
        }
        assertThat(baseline.level().getSource()).isEqualTo(BaselineSource.SENSOR);
    }

    private static double middle(double[] evenlyMany) {
        double[] sorted = Arrays.stream(evenlyMany).sorted().toArray();
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}

package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.verdict.FeatureDeviation;
import org.fogbell.verdict.FeatureLevels;
import org.fogbell.verdict.FeatureNames;
import org.junit.jupiter.api.Test;

class StreamMeasureTest {
    private static final long SEED = 11;

    private final List<SeenFrame> seen = TestFrames.of(8, SEED, (kind, severity) ->
            new double[] {kind.equals("rain") ? 4.0 * severity : 0, kind.equals("rain") ? -4.0 * severity : 0});
    private final List<MeasuredBaseline> baselines =
            MeasuredBaseline.all(SeenScenes.calibration(seen), TestFrames.PLAN.rate());

    @Test
    void theJobsIsTheJobs() {
        assertThat(baselines.get(0).measure()).isEqualTo(StreamMeasure.DEFAULT);
        assertThat(baselines.get(0).features())
                .isEqualTo(SettledSensor.baseline(SeenScenes.calibration(seen), TestFrames.PLAN.rate()));
        assertThat(StreamReading.of(seen, TestFrames.PLAN, baselines.get(0), JobReplay.DEFAULT_THRESHOLD))
                .isEqualTo(StreamReading.of(seen, TestFrames.PLAN));
    }

    @Test
    void everyMeasureFindsWhatIsFarAndNotWhatChangesNothing() {
        assertThat(baselines).extracting(MeasuredBaseline::measure).containsExactly(StreamMeasure.values());
        assertThat(baselines).allSatisfy(baseline -> {
            StreamReading reading = StreamReading.of(seen, TestFrames.PLAN, baseline, 3);
            assertThat(reading.measure()).isEqualTo(baseline.measure());
            assertThat(reading.foundShare(List.of("rain"), 5, 5))
                    .as("seed %d", SEED)
                    .isOne();
            assertThat(reading.foundShare(List.of("fog"), 1, 5)).isZero();
            assertThat(reading.falseAlarms()).isZero();
        });
    }

    @Test
    void nothingOutOfLineIsNoDeviationAndTwiceAsFarIsTwice() {
        double[] zs = {1, -2, 0.5, 3};
        double[] twice = {2, -4, 1, 6};
        assertThat(baselines).allSatisfy(baseline -> {
            FeatureLevels levels = levels(baseline, 1);
            double size = baseline.deviation().of(zs, levels);
            assertThat(size).isPositive();
            assertThat(baseline.deviation().of(twice, levels)).isCloseTo(2 * size, within(1e-6 * size));
            assertThat(baseline.deviation().of(new double[4], levels)).isCloseTo(0, within(1e-9));
        });
    }

    @Test
    void onlyTheCalibrationsSpreadsForgetTheSensors() {
        double[] zs = {1, -2, 0.5, 3};
        assertThat(baselines).allSatisfy(baseline -> {
            double wide = baseline.deviation().of(zs, levels(baseline, 3));
            double narrow = baseline.deviation().of(zs, levels(baseline, 1));
            double times = baseline.measure() == StreamMeasure.MAHALANOBIS_WITHIN_SCENES ? 3 : 1;
            assertThat(wide).isCloseTo(times * narrow, within(1e-6 * narrow));
        });
    }

    @Test
    void theEightFurthestAreEightOrAll() {
        FeatureDeviation eight =
                baselines.get(StreamMeasure.EIGHT_FURTHEST.ordinal()).deviation();
        FeatureLevels levels = levels(baselines.get(0), 1);
        assertThat(eight.of(new double[] {1, -1, 7, -7}, levels)).isCloseTo(5, within(1e-12));
        assertThat(eight.of(new double[] {0.5, 1, -1, 1, -1, 7, -7, 7, -7, 0.9, -0.1}, levels))
                .isCloseTo(5, within(1e-12));
    }

    @Test
    void cleanRunsAddUpByMeasureAndThreshold() {
        CleanRun one = run(0.5, 2);
        CleanRun both = one.and(run(1, 3));
        assertThat(both.hours()).isEqualTo(1.5);
        StreamReading reading = new StreamReading(StreamMeasure.EIGHT_FURTHEST, 3, List.of(), 1, 0.25);
        assertThat(both.beside(reading).falseAlarms()).isEqualTo(6);
        assertThat(both.beside(reading).cleanHours()).isEqualTo(1.75);
        StreamReading untried = new StreamReading(StreamMeasure.DEFAULT, 3, List.of(), 1, 0.25);
        assertThat(both.beside(untried)).isEqualTo(untried);
        assertThat(CleanRun.NONE.and(one)).isEqualTo(one);
    }

    private static CleanRun run(double hours, int alarms) {
        TreeMap<Double, Integer> counts = new TreeMap<>();
        counts.put(3.0, alarms);
        return new CleanRun(new TreeMap<>(Map.of(StreamMeasure.EIGHT_FURTHEST, counts)), hours);
    }

    /** The calibration's levels, so many times as wide. */
    private static FeatureLevels levels(MeasuredBaseline baseline, double times) {
        FeatureNames names = FeatureNames.of(baseline.features().levels().keySet());
        float[] spreads = FeatureLevels.of(names, baseline.features()).spreads();
        for (int i = 0; i < spreads.length; i++) {
            spreads[i] *= (float) times;
        }
        return new FeatureLevels(names, new double[spreads.length], spreads);
    }
}

package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.eloss.Medians;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.verdict.CalibratedType;
import org.fogbell.verdict.FeatureDeviation;
import org.fogbell.verdict.FeatureLevels;

/**
 * What the job would be calibrated with if it judged by a measure.
 *
 * @param features of clean frames, whose typical deviation is one of this measure
 */
record MeasuredBaseline(StreamMeasure measure, FeatureBaseline features, FeatureDeviation deviation) {
    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final double LEAST_DEVIATION = 1e-6;
    private static final double LEAST_LN_SPREAD = 1e-3;

    /**
     * Of every measure, in their order.
     *
     * @param rate of the frames, a second
     */
    static List<MeasuredBaseline> all(List<SeenFrame> clean, double rate) {
        FeatureBaseline features = SettledSensor.baseline(clean, rate);
        List<MeasuredBaseline> all = new ArrayList<>();
        for (StreamMeasure measure : StreamMeasure.values()) {
            all.add(of(measure, clean, features));
        }
        return List.copyOf(all);
    }

    /** Of the job's own measure. */
    static MeasuredBaseline ofDefault(List<SeenFrame> clean, double rate) {
        return of(StreamMeasure.DEFAULT, clean, SettledSensor.baseline(clean, rate));
    }

    private static MeasuredBaseline of(StreamMeasure measure, List<SeenFrame> clean, FeatureBaseline features) {
        FeatureDeviation deviation = measure.fit(clean, features);
        if (measure == StreamMeasure.DEFAULT) {
            return new MeasuredBaseline(measure, features, deviation);
        }
        if (measure == StreamMeasure.BEYOND_THE_OTHERS) {
            return new MeasuredBaseline(measure, features.withSteps(null), deviation);
        }
        if (measure == StreamMeasure.THREE_FURTHEST) {
            return new MeasuredBaseline(measure, SettledSensor.byThemselves(clean), deviation);
        }
        FeatureLevels levels = FeatureLevels.of(CalibratedType.of(features).names(), features);
        double[] logarithms = clean.stream()
                .mapToDouble(frame -> Math.log(Math.max(
                        LEAST_DEVIATION, deviation.of(ScoreMethods.standardised(frame, features.levels()), levels))))
                .toArray();
        double typical = Medians.of(logarithms);
        double[] scatter = new double[logarithms.length];
        for (int i = 0; i < scatter.length; i++) {
            scatter[i] = Math.abs(logarithms[i] - typical);
        }
        return new MeasuredBaseline(
                measure,
                new FeatureBaseline(
                        features.frames(),
                        features.levels(),
                        Math.exp(typical),
                        Math.max(LEAST_LN_SPREAD, MAD_TO_DEVIATION * Medians.of(scatter))),
                deviation);
    }
}

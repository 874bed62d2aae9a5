package org.fogbell.verdict;

import java.util.Arrays;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;

/**
 * What is normal for one sensor under one model: location and spread of the judged score's logarithm. A value; each frame gives the next.
 *
 * <p>A sensor of a type that the bundle is calibrated for starts from the bundle's level, which has a verdict on the first
 * frame but is wide, since sensors of one type differ; the sensor's own frames outweigh it. Any other starts LEARNING: its
 * first frames give median and 1.4826 times the median absolute deviation. Afterwards both drift with the sensor, by
 * exponentially weighted steps that are clipped, so that one outlier moves the location by a fraction of a spread; and
 * only frames that are not beyond the threshold are learnt from, so that a fault does not become the new normal.
 *
 * @param belongsTo the model's digest and the score's name: another of either starts another baseline
 * @param learning the values seen while LEARNING, in order; owned by the record
 * @param frames frames that went into location and spread
 */
public record SensorBaseline(
        String belongsTo, BaselineSource source, double[] learning, double location, double spread, long frames) {

    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double MEAN_DEVIATION_TO_SIGMA = 1.2533;
    private static final double CLIP_SPREADS = 3;

    /** The calibration counts as a few frames only: the sensor's own outweigh it soon. */
    static SensorBaseline calibrated(String belongsTo, BaselineLevel level, BaselineRule config) {
        return new SensorBaseline(
                belongsTo,
                BaselineSource.BUNDLE,
                new double[0],
                level.getLocation(),
                level.getSpread(),
                Math.min(level.getFrames(), config.priorFrames()));
    }

    static SensorBaseline unknown(String belongsTo) {
        return new SensorBaseline(belongsTo, BaselineSource.UNKNOWN, new double[0], 0, 0, 0);
    }

    boolean isLearning() {
        return source == BaselineSource.UNKNOWN;
    }

    /** Distance of the logarithm from the location, in spreads; negative below it. */
    double robustZ(double lnValue, BaselineRule config) {
        return (lnValue - location) / Math.max(spread, config.minSpread());
    }

    /** One more of the first frames; the last of them settles location and spread. */
    SensorBaseline learn(double lnValue, BaselineRule config) {
        double[] values = Arrays.copyOf(learning, learning.length + 1);
        values[learning.length] = lnValue;
        if (values.length < config.learningFrames()) {
            return new SensorBaseline(belongsTo, source, values, 0, 0, 0);
        }
        double median = Medians.of(values);
        double[] distances = new double[values.length];
        Arrays.setAll(distances, i -> Math.abs(values[i] - median));
        double settledSpread = MAD_TO_SIGMA * Medians.of(distances);
        return new SensorBaseline(
                belongsTo, BaselineSource.SENSOR, new double[0], median, settledSpread, values.length);
    }

    /** A normal frame moves location and spread by its share of the evidence, never less than the half-life allows. */
    SensorBaseline drift(double lnValue, BaselineRule config) {
        double scale = Math.max(spread, config.minSpread());
        double weight = Math.max(1 - Math.pow(0.5, 1.0 / config.halfLifeFrames()), 1.0 / (frames + 1));
        double step = Math.max(-CLIP_SPREADS * scale, Math.min(CLIP_SPREADS * scale, lnValue - location));
        return new SensorBaseline(
                belongsTo,
                frames + 1 >= config.priorFrames() + config.learningFrames() ? BaselineSource.SENSOR : source,
                learning,
                location + weight * step,
                spread + weight * (MEAN_DEVIATION_TO_SIGMA * Math.abs(step) - spread),
                frames + 1);
    }

    BaselineLevel level() {
        return new BaselineLevel(source, location, spread, frames);
    }
}

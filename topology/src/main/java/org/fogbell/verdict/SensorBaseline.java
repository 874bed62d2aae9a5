package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.fogbell.models.eloss.Medians;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.jspecify.annotations.Nullable;

/**
 * What is normal for one sensor under one model: location and spread of the judged score's logarithm, and where the score is the
 * deviation of the frame's features, what each of these usually is. A value; each frame gives the next.
 *
 * <p>A sensor of a type that the bundle is calibrated for starts from the bundle's level, which has a verdict on the first
 * frame but is wide, since sensors of one type differ; it counts as {@code baseline.prior-frames} frames, so that the sensor's own
 * outweigh it. Any other starts LEARNING: its first frames give median and 1.4826 times the median absolute deviation. Afterwards
 * both drift with the sensor, by exponentially weighted steps that are clipped, so that one outlier moves the location by a
 * fraction of a spread; and only frames that are not beyond the threshold are learnt from, so that a fault does not become the
 * new normal.
 *
 * @param belongsTo fingerprint of the model's digest, the score's name, the last order to start again, and which features of the sensor's
 *     type go together, or step: another of these starts another baseline
 * @param learning what was seen while LEARNING, in order, one value or one row of features a frame; owned by the record
 * @param frames frames that went into location and spread; while LEARNING, those seen
 * @param features what the features usually are; null where the frames are judged by another score
 */
public record SensorBaseline(
        long belongsTo,
        BaselineSource source,
        double[] learning,
        double location,
        double spread,
        long frames,
        @Nullable FeatureLevels features) {

    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double MEAN_DEVIATION_TO_SIGMA = 1.2533;
    private static final double CLIP_SPREADS = 3;

    /** The calibration counts as a few frames only: the sensor's own outweigh it soon. */
    static SensorBaseline calibrated(
            long belongsTo, BaselineLevel level, @Nullable CalibratedType type, BaselineRule config) {
        return new SensorBaseline(
                belongsTo,
                BaselineSource.BUNDLE,
                new double[0],
                level.getLocation(),
                level.getSpread(),
                Math.min(level.getFrames(), config.priorFrames()),
                type == null ? null : FeatureLevels.of(type.names(), type.clean()));
    }

    static SensorBaseline unknown(long belongsTo) {
        return new SensorBaseline(belongsTo, BaselineSource.UNKNOWN, new double[0], 0, 0, 0, null);
    }

    boolean isLearning() {
        return source == BaselineSource.UNKNOWN;
    }

    /** Distance of the logarithm from the location, in spreads; negative below it. */
    double robustZ(double lnValue, BaselineRule config) {
        return (lnValue - location) / Math.max(spread, config.minSpread());
    }

    /** The value that lies so many spreads from the location. */
    double valueAt(double robustZ, BaselineRule config) {
        return Math.exp(location + robustZ * Math.max(spread, config.minSpread()));
    }

    /** One more of the first frames; the last of them settles location and spread. */
    SensorBaseline learn(double lnValue, BaselineRule config) {
        double[] values = Arrays.copyOf(learning, learning.length + 1);
        values[learning.length] = lnValue;
        if (values.length < config.learningFrames()) {
            return new SensorBaseline(belongsTo, source, values, 0, 0, values.length, null);
        }
        double median = Medians.of(values);
        double[] distances = new double[values.length];
        Arrays.setAll(distances, i -> Math.abs(values[i] - median));
        double settledSpread = MAD_TO_SIGMA * Medians.of(distances);
        return new SensorBaseline(
                belongsTo, BaselineSource.SENSOR, new double[0], median, settledSpread, values.length, null);
    }

    /**
     * The same where the features are compared: the last of the first frames settles what each usually is.
     *
     * @param type what is known of the sensor's type; null where that is nothing
     */
    SensorBaseline learn(Map<String, Double> frame, @Nullable CalibratedType type, BaselineRule config) {
        FeatureLevels named = features == null ? FeatureLevels.learning(names(frame.keySet(), type)) : features;
        double[] row = named.names().row(frame);
        double[] rows = Arrays.copyOf(learning, learning.length + row.length);
        System.arraycopy(row, 0, rows, learning.length, row.length);
        if (frames + 1 < config.learningFrames()) {
            return new SensorBaseline(belongsTo, source, rows, 0, 0, frames + 1, named);
        }
        List<SortedMap<String, Double>> seen = new ArrayList<>();
        for (int from = 0; from < rows.length; from += row.length) {
            seen.add(named.names().byName(rows, from));
        }
        FeatureBaseline own = FeatureBaseline.learnt(seen, type == null ? null : type.clean());
        return new SensorBaseline(
                belongsTo,
                BaselineSource.SENSOR,
                new double[0],
                Math.log(own.typicalDeviation()),
                own.lnDeviationSpread(),
                seen.size(),
                FeatureLevels.of(names(own.levels().keySet(), type), own));
    }

    /** Those of the type where it is known which of them go together: one that a frame lacks is no reason to forget that. */
    private static FeatureNames names(Collection<String> own, @Nullable CalibratedType type) {
        return type == null || type.correlations() == null ? FeatureNames.of(own) : type.names();
    }

    /** With the names of its type's features, where it was read without them. */
    SensorBaseline named(@Nullable CalibratedType type) {
        if (type == null
                || features == null
                || !features.names().areOfTheType()
                || features.names().equals(type.names())) {
            return this;
        }
        return new SensorBaseline(
                belongsTo,
                source,
                learning,
                location,
                spread,
                frames,
                new FeatureLevels(type.names(), features.locations(), features.spreads()));
    }

    /**
     * A normal frame moves location and spread by its share of the evidence, never less than the half-life allows.
     *
     * @param row the frame's features; null where another score is judged
     */
    SensorBaseline drift(double lnValue, double @Nullable [] row, BaselineRule config) {
        double scale = Math.max(spread, config.minSpread());
        double least = 1 - Math.pow(0.5, 1.0 / config.halfLifeFrames());
        double weight = Math.max(least, 1.0 / (frames + 1));
        double spreadWeight = Math.max(least, 1.0 / (frames + 1 + config.priorFrames()));
        double step = Math.max(-CLIP_SPREADS * scale, Math.min(CLIP_SPREADS * scale, lnValue - location));
        return new SensorBaseline(
                belongsTo,
                frames + 1 >= config.priorFrames() + config.learningFrames() ? BaselineSource.SENSOR : source,
                learning,
                location + weight * step,
                spread + weight * (MEAN_DEVIATION_TO_SIGMA * Math.abs(step) - spread),
                frames + 1,
                features == null || row == null ? features : features.drift(row, weight, spreadWeight));
    }

    BaselineLevel level() {
        return new BaselineLevel(source, location, spread, frames);
    }
}

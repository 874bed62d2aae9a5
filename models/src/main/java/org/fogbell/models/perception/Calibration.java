package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.Medians;
import org.fogbell.models.eloss.ProfileBaseline;
import org.jspecify.annotations.Nullable;

/**
 * What clean frames of one sensor type score with one model: the yardstick for deviations. Location and spread are
 * robust, so that a few bad frames among the clean ones do no harm.
 *
 * @param frames how many clean frames it comes from
 * @param standardEloss exp of the median of ln Eloss
 * @param lnElossSpread standard deviation of ln Eloss, as 1.4826 times the median absolute deviation; above 0
 * @param ranks the baseline of the rank profiles; null where only Eloss was calibrated, or on too few frames
 * @param features the baseline of the frames' features; null as that of the ranks is, and in bundles of before it was measured
 * @param pooled the baseline of the channels that the network pools; null, and then absent from the file, where it pools none or
 *     there were too few frames
 */
public record Calibration(
        int frames,
        double standardEloss,
        double lnElossSpread,
        @JsonSetter(nulls = Nulls.SET) @Nullable ProfileBaseline ranks,

        @JacksonInject(value = BundleManifest.ABSENT, useInput = OptBoolean.TRUE)
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        FeatureBaseline features,

        @JacksonInject(value = BundleManifest.NO_POOLED, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        PooledBaseline pooled) {
    /** Makes the median absolute deviation of normal values their standard deviation. */
    private static final double MAD_TO_DEVIATION = 1.4826;

    /** The least spread: frames that hardly differ must not turn rounding into deviations. */
    private static final double MIN_SPREAD = 1e-3;

    /** A larger spread of a logarithm is no yardstick, see {@link #requireStable}. */
    private static final double MAX_STABLE_SPREAD = 1;

    public Calibration {
        if (frames < 1 || !(standardEloss > 0) || !(lnElossSpread > 0)) {
            throw new IllegalArgumentException("a calibration has frames, a standard Eloss and a spread above 0, got "
                    + frames + " frames, " + standardEloss + " and " + lnElossSpread);
        }
    }

    /** Of a network that pools nothing. */
    public Calibration(
            int frames,
            double standardEloss,
            double lnElossSpread,
            @Nullable ProfileBaseline ranks,
            @Nullable FeatureBaseline features) {
        this(frames, standardEloss, lnElossSpread, ranks, features, null);
    }

    /** From the {@link Eloss#ln} of clean frames, in any order; without profiles. */
    public static Calibration ofLnEloss(double[] lnEloss) {
        if (lnEloss.length == 0) {
            throw new IllegalArgumentException("a calibration needs at least one frame");
        }
        double location = Medians.of(lnEloss);
        double[] deviations =
                Arrays.stream(lnEloss).map(ln -> Math.abs(ln - location)).toArray();
        double spread = Math.max(MIN_SPREAD, MAD_TO_DEVIATION * Medians.of(deviations));
        return new Calibration(lnEloss.length, Math.exp(location), spread, null, null);
    }

    /** From the perceptions of clean frames of one sensor type by one model, neighbours beside each other; nobody knows when they were. */
    public static Calibration of(List<Perception> clean) {
        return of(clean, new long[0]);
    }

    /**
     * The same where it is known.
     *
     * @param micros see {@link FeatureBaseline#of(List, long[])}; empty where nobody knows
     */
    public static Calibration of(List<Perception> clean, long[] micros) {
        Calibration eloss = ofLnEloss(
                clean.stream().mapToDouble(frame -> Eloss.ln(frame.eloss())).toArray());
        List<EntropyProfile> profiles =
                clean.stream().map(Perception::rankProfile).toList();
        @Nullable
        ProfileBaseline ranks = clean.size() < ProfileBaseline.MIN_FRAMES ? null : ProfileBaseline.of(profiles);
        List<List<Double>> channels = clean.stream().map(Perception::pooled).toList();
        @Nullable PooledBaseline pooled = PooledBaseline.canBeOf(channels) ? PooledBaseline.of(channels) : null;
        @Nullable
        FeatureBaseline features = clean.size() < FeatureBaseline.MIN_FRAMES
                ? null
                : FeatureBaseline.of(features(clean, pooled == null ? null : PooledBaseline.heldOut(channels)), micros);
        return new Calibration(eloss.frames, eloss.standardEloss, eloss.lnElossSpread, ranks, features, pooled);
    }

    private static List<SortedMap<String, Double>> features(List<Perception> clean, double @Nullable [] distances) {
        List<SortedMap<String, Double>> features = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            SortedMap<String, Double> frame = FrameFeatures.of(clean.get(i));
            if (distances != null) {
                frame.put(FrameFeatures.POOLED, FrameFeatures.pooled(distances[i]));
            }
            features.add(frame);
        }
        return features;
    }

    /**
     * Whether deviations can be told from what clean frames do among themselves: a score that scatters over more than a
     * factor of e, a spread of 1 of its logarithm, would alert only beyond twenty to fifty times its usual value.
     *
     * One of Eloss, the profile and the features is enough. Too few frames hardly scatter at all, and are no yardstick either.
     */
    @JsonIgnore
    public boolean isStable() {
        return frames >= ProfileBaseline.MIN_FRAMES
                && Math.min(Math.min(lnElossSpread, profileSpread()), featureSpread()) <= MAX_STABLE_SPREAD;
    }

    private double profileSpread() {
        return ranks == null ? Double.POSITIVE_INFINITY : ranks.lnDistanceSpread();
    }

    private double featureSpread() {
        return features == null ? Double.POSITIVE_INFINITY : features.lnDeviationSpread();
    }

    /**
     * @throws IllegalArgumentException with the figures, when it is not {@link #isStable}
     */
    public void requireStable() {
        if (!isStable()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the clean frames are no yardstick to alert by: expected at least %d frames, and a spread of at most"
                            + " %.1f of the logarithm of Eloss, of the profile's distance or of the features' deviation; got"
                            + " %.2f, %s and %s over %d frames",
                    ProfileBaseline.MIN_FRAMES,
                    MAX_STABLE_SPREAD,
                    lnElossSpread,
                    ranks == null ? "no profile" : String.format(Locale.ROOT, "%.2f", profileSpread()),
                    features == null ? "no features" : String.format(Locale.ROOT, "%.2f", featureSpread()),
                    frames));
        }
    }

    /** How many times the standard value a score is. */
    public double deviationFactor(double eloss) {
        return eloss / standardEloss;
    }

    /** How many spreads the logarithm of a score lies above (positive) or below (negative) the clean location. */
    public double robustZ(double eloss) {
        return (Eloss.ln(eloss) - Math.log(standardEloss)) / lnElossSpread;
    }
}

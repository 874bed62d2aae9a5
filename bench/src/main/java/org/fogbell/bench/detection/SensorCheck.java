package org.fogbell.bench.detection;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fogbell.models.eloss.Medians;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.FeatureBaseline;

/**
 * Which of the sensor types that a bundle is calibrated for clean frames look like most.
 *
 * @param sensorType the nearest of them
 * @param times the clean frames' median deviation from that calibration, over what is typical of its own
 */
record SensorCheck(String sensorType, double times) {
    /** Frames of the same sensor in other scenery stay below. */
    private static final double ANOTHER_SENSOR = 3;

    /** Empty where the bundle has no calibration that features can be compared with. */
    static Optional<SensorCheck> of(BundleManifest bundle, List<SeenFrame> clean) {
        return bundle.calibrations().entrySet().stream()
                .flatMap(entry -> of(entry, clean).stream())
                .min(Comparator.comparingDouble(SensorCheck::times));
    }

    private static Optional<SensorCheck> of(Map.Entry<String, Calibration> entry, List<SeenFrame> clean) {
        FeatureBaseline features = entry.getValue().features();
        return features == null
                ? Optional.empty()
                : Optional.of(new SensorCheck(
                        entry.getKey(),
                        Medians.of(clean.stream()
                                        .mapToDouble(frame -> FeatureBaseline.deviation(
                                                ScoreMethods.standardised(frame, features.levels())))
                                        .toArray())
                                / features.typicalDeviation()));
    }

    boolean isAnotherSensor() {
        return times > ANOTHER_SENSOR;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: nearest is %s, from which clean frames lie %.1f times as far as its own",
                isAnotherSensor()
                        ? "another sensor than the bundle is calibrated for, so it was calibrated on the clean scenes here"
                        : "a sensor that the bundle is calibrated for, calibrated anew on the clean scenes here",
                sensorType,
                times);
    }
}

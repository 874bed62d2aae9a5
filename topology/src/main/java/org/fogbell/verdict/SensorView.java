package org.fogbell.verdict;

import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * What one window says of a sensor to its peers.
 *
 * @param deviates its frames are beyond the stated threshold, there is a small lasting shift, or a budget's alert goes on
 * @param offBeat frames are missing or come irregularly, which says nothing of what they show
 * @param robustZ signed distance from the sensor's baseline, in spreads
 * @param reachedZ distance from the baseline that {@code alert.share} of the frames reach, by magnitude; 0 where too few show
 *     something new
 * @param millis event time of the window's end
 */
public record SensorView(
        String sensorId,
        String sensorType,
        Software software,
        boolean deviates,
        boolean blind,
        boolean offBeat,
        double robustZ,
        double reachedZ,
        long millis) {
    public static SensorView of(Deviation window, AlertRules rules) {
        double share = rules.alert().share();
        @Nullable Double reached = window.getQuantileZ();
        return new SensorView(
                window.getSensorId(),
                window.getSensorType(),
                Software.of(window.getModelDigest(), window.getSensorType(), window.getFirmware()),
                window.getShareBeyond() >= share || WindowReading.isShift(window, rules.shift()),
                window.getBlindShare() >= share,
                window.getJitterShare() >= share,
                window.getRobustZ(),
                reached == null ? 0 : reached,
                Micros.toMillis(window.getWindowEnd()));
    }

    /** As one that deviates too where enough frames reach further than this. */
    SensorView measuredBy(double thresholdZ) {
        boolean reaches = reachedZ > thresholdZ;
        return deviates || !reaches
                ? this
                : new SensorView(sensorId, sensorType, software, true, blind, offBeat, robustZ, reachedZ, millis);
    }

    /**
     * Whether the sensor sends, though a SILENCE that was first told of at this moment is open: one that flaps holds, and tells nothing of the
     * frames that come meanwhile. A reminder says no more of that.
     */
    boolean sendsDespiteSilence(long toldMillis, long memoryMillis, long now) {
        return millis > toldMillis + memoryMillis && millis + memoryMillis > now;
    }

    /** Whether the other view tells peers the same, but for when and how much. */
    boolean saysTheSameAs(SensorView other) {
        return sensorId.equals(other.sensorId)
                && sensorType.equals(other.sensorType)
                && software.equals(other.software)
                && deviates == other.deviates
                && blind == other.blind
                && offBeat == other.offBeat;
    }

    /** Whether it gives reason for an alert; weather and a model give it by what frames show alone. */
    boolean isBeyond() {
        return deviates || offBeat;
    }
}

package org.fogbell.verdict;

import org.fogbell.schemas.Deviation;

/**
 * What one window says of a sensor to its peers.
 *
 * @param offBeat frames are missing or come irregularly, which says nothing of what they show
 * @param robustZ signed distance from the sensor's baseline, in spreads
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
        long millis) {
    public static SensorView of(Deviation window, double share) {
        return new SensorView(
                window.getSensorId(),
                window.getSensorType(),
                Software.of(window.getModelDigest(), window.getSensorType(), window.getFirmware()),
                window.getShareBeyond() >= share,
                window.getBlindShare() >= share,
                window.getJitterShare() >= share,
                window.getRobustZ(),
                Micros.toMillis(window.getWindowEnd()));
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

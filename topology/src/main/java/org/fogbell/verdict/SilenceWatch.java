package org.fogbell.verdict;

import java.time.Duration;
import java.time.Instant;

/** From when on a sensor without frames counts as silent, and one whose clock is wrong is reported: not while it is worked on. */
final class SilenceWatch {
    private final Duration after;
    private final MaintenanceSpans maintenance;

    SilenceWatch(AlertRules rules) {
        this.after = rules.silence().after();
        this.maintenance = MaintenanceSpans.parse(rules.maintenance().spans());
    }

    /** How long a silence, or a run of frames with a wrong clock, has to last. */
    Duration after() {
        return after;
    }

    /** The moment at which a sensor that was seen then counts as silent: the end of the work, if it would have been in it. */
    Instant silentAt(String vehicleId, String sensorId, Instant lastSeen) {
        return maintenance.over(vehicleId, sensorId, lastSeen.plus(after));
    }

    /** Whether nothing is published of the sensor at this moment. */
    boolean isHeld(String vehicleId, String sensorId, Instant time) {
        return maintenance.cover(vehicleId, sensorId, time);
    }
}

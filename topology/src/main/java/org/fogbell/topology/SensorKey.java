package org.fogbell.topology;

import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SeenFrame;

/** The key of all state: one sensor of one vehicle. */
public record SensorKey(String vehicleId, String sensorId) {
    static SensorKey of(FrameScore score) {
        return new SensorKey(score.getVehicleId(), score.getSensorId());
    }

    static SensorKey of(SeenFrame frame) {
        return new SensorKey(frame.vehicleId(), frame.sensorId());
    }

    static SensorKey of(Deviation deviation) {
        return new SensorKey(deviation.getVehicleId(), deviation.getSensorId());
    }
}

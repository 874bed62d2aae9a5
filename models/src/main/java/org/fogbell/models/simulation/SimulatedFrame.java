package org.fogbell.models.simulation;

import java.util.List;
import java.util.Objects;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;

/**
 * What one vehicle of a simulated fleet saw at one moment, and where it was.
 *
 * @param vehicle number in the fleet, from 0
 * @param index of the frame in the drive, from 0
 * @param timeMicros microseconds since the drive began
 * @param latitude degrees
 * @param longitude degrees
 * @param headingRadians counter-clockwise of east
 * @param metresPerSecond the vehicle's speed
 * @param sweep the LiDAR's points
 * @param objects everyone near the sensor, nearest first
 */
public record SimulatedFrame(
        int vehicle,
        int index,
        long timeMicros,
        double latitude,
        double longitude,
        double headingRadians,
        double metresPerSecond,
        PointCloud sweep,
        List<LabelledObject> objects) {
    public SimulatedFrame {
        objects = List.copyOf(objects);
    }

    /** The labels of what the camera sees: what a file in {@code label_2} holds. */
    public List<ObjectLabel> labels() {
        return objects.stream()
                .map(LabelledObject::label)
                .filter(Objects::nonNull)
                .toList();
    }
}

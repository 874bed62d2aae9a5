package org.fogbell.topology;

import java.util.HashMap;
import java.util.Map;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.SampleScores;

/** Alerts of an imaginary sensor, and the frames that stand in Kafka where they say. Frame n is at second n. */
final class SampleAlerts implements AlertNamer.Archive {
    private final Map<KafkaOrigin, SensorFrame> frames = new HashMap<>();
    private boolean closed;

    /** Of the frames first to last; the episode began at second {@code since}. */
    static Alert firing(int first, int last, int since) {
        return Alert.newBuilder()
                .setAlertId("a-" + first)
                .setVehicleId("car-1")
                .setSensorId("lidar-top")
                .setSensorType("hdl-64e")
                .setKind(AlertKind.DEVIATION)
                .setState(AlertState.FIRING)
                .setSeverity(AlertSeverity.WARNING)
                .setDeviation(2)
                .setRobustZ(8)
                .setShareBeyond(1)
                .setStartedAt(SampleScores.START.plusSeconds(since))
                .setDecidedAt(SampleScores.START.plusSeconds(last))
                .setReason("x2.0")
                .setFirstFrameId("frame " + first)
                .setLastFrameId("frame " + last)
                .setFirstOrigin(origin(first))
                .setLastOrigin(origin(last))
                .build();
    }

    static KafkaOrigin origin(int number) {
        return new KafkaOrigin("fogbell.frames", 0, (long) number);
    }

    /** Puts a frame with this content where frame n belongs. */
    SampleAlerts with(int number, Object payload) {
        return with(origin(number), frame(number, payload));
    }

    SampleAlerts with(int number, PointCloud sweep) {
        return with(number, SampleFrames.payload(sweep.xyzi()));
    }

    SampleAlerts with(KafkaOrigin origin, SensorFrame frame) {
        frames.put(origin, frame);
        return this;
    }

    static SensorFrame frame(int number, Object payload) {
        return SampleFrames.frame(payload)
                .setFrameId("frame " + number)
                .setSequence(number)
                .setCapturedAt(SampleScores.START.plusSeconds(number))
                .build();
    }

    @Override
    public SensorFrame frame(KafkaOrigin origin) throws MalformedRecordException {
        SensorFrame frame = frames.get(origin);
        if (frame == null) {
            throw new MalformedRecordException(KafkaRecords.at(origin) + ": gone");
        }
        return frame;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}

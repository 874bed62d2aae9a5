package org.fogbell.topology;

import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.Hexagons;
import org.fogbell.verdict.Micros;

/** Reads a record's envelope and settles its event time. Not thread-safe: one per subtask. */
final class FrameDecoder {
    private static final int MAX_NAME_LENGTH = 256;

    private final long maxClockSkewMicros;
    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);

    FrameDecoder(long maxClockSkewMicros) {
        this.maxClockSkewMicros = maxClockSkewMicros;
    }

    ReceivedFrame decode(RawFrame raw) throws MalformedRecordException {
        SensorFrame frame = wire.decode(raw.value());
        if (frame.getVehicleId().isBlank() || frame.getSensorId().isBlank()) {
            throw new MalformedRecordException("expected a vehicle_id and a sensor_id, got vehicle_id '"
                    + frame.getVehicleId() + "' and sensor_id '" + frame.getSensorId() + "'");
        }
        requireShort("vehicle_id", frame.getVehicleId());
        requireShort("sensor_id", frame.getSensorId());
        requireShort("sensor_type", frame.getSensorType());
        requireShort("frame_id", frame.getFrameId());
        Position position = frame.getPosition();
        String fault = position == null ? null : Hexagons.fault(position);
        if (fault != null) {
            throw new MalformedRecordException(fault);
        }
        long captured = Micros.of(frame.getCapturedAt());
        long recorded = raw.timestampMicros();
        boolean wrongClock = captured < recorded - maxClockSkewMicros || captured > recorded + maxClockSkewMicros;
        return new ReceivedFrame(frame, raw.origin(), recorded, wrongClock ? recorded : captured, wrongClock);
    }

    /** Names stand in every result, some several times: long ones would make results that Kafka refuses. */
    private static void requireShort(String field, String name) throws MalformedRecordException {
        if (name.length() > MAX_NAME_LENGTH) {
            throw new MalformedRecordException(
                    "expected a " + field + " of at most " + MAX_NAME_LENGTH + " characters, got " + name.length());
        }
    }
}

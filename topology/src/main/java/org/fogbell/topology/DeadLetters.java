package org.fogbell.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.SensorFrame;
import org.jspecify.annotations.Nullable;

/** Writes the record of a frame that could not be scored: where it is in Kafka, at which stage it failed, and why. */
final class DeadLetters {
    private static final int FIRST_BYTES = 256;

    private DeadLetters() {}

    static DeadLetter undecodable(RawFrame raw, Exception cause) {
        byte[] value = raw.value();
        return DeadLetter.newBuilder()
                .setOrigin(raw.origin())
                .setRecordTimestamp(raw.timestamp())
                .setKey(raw.key() == null ? null : ByteBuffer.wrap(raw.key()))
                .setStage(DeadLetterStage.DECODE)
                .setCause(sentence(cause))
                .setErrorClass(cause.getClass().getName())
                .setRecordSizeBytes(value.length)
                .setFirstBytes(ByteBuffer.wrap(Arrays.copyOf(value, Math.min(value.length, FIRST_BYTES))))
                .build();
    }

    static DeadLetter unscorable(ReceivedFrame received, DeadLetterStage stage, Throwable cause) {
        SensorFrame frame = received.frame();
        ByteBuffer payload = Payloads.bytes(frame);
        byte[] first = new byte[Math.min(payload.remaining(), FIRST_BYTES)];
        payload.duplicate().get(first);
        return DeadLetter.newBuilder()
                .setOrigin(received.origin())
                .setRecordTimestamp(Micros.toInstant(received.recordTimestampMicros()))
                .setStage(stage)
                .setCause(sentence(cause))
                .setErrorClass(cause.getClass().getName())
                .setRecordSizeBytes(payload.remaining())
                .setFirstBytes(ByteBuffer.wrap(first))
                .setVehicleId(frame.getVehicleId())
                .setSensorId(frame.getSensorId())
                .setFrameId(frame.getFrameId())
                .build();
    }

    private static String sentence(Throwable cause) {
        @Nullable String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}

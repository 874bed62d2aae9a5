package org.fogbell.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.Micros;

/** Writes the record of a frame that could not be scored: where it is in Kafka, at which stage it failed, and why. */
final class DeadLetters {
    private static final int FIRST_BYTES = 256;

    /** A cause may quote what came, which may be megabytes: Kafka would refuse the dead letter and the job start again. */
    private static final int MAX_CAUSE_LENGTH = 1_000;

    private DeadLetters() {}

    static DeadLetter undecodable(RawFrame raw, Exception cause) {
        byte[] value = raw.value();
        return DeadLetter.newBuilder()
                .setOrigin(raw.origin())
                .setRecordTimestamp(raw.timestamp())
                .setKey(raw.key() == null ? null : first(raw.key()))
                .setStage(DeadLetterStage.DECODE)
                .setCause(sentence(cause))
                .setErrorClass(cause.getClass().getName())
                .setRecordSizeBytes(value.length)
                .setFirstBytes(first(value))
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
                .setRecordSizeBytes(Math.max(payload.remaining(), received.leftOutBytes()))
                .setFirstBytes(ByteBuffer.wrap(first))
                .setVehicleId(frame.getVehicleId())
                .setSensorId(frame.getSensorId())
                .setFrameId(frame.getFrameId())
                .build();
    }

    private static ByteBuffer first(byte[] bytes) {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, FIRST_BYTES)));
    }

    private static String sentence(Throwable cause) {
        String message = String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
        return message.length() <= MAX_CAUSE_LENGTH ? message : message.substring(0, MAX_CAUSE_LENGTH) + "...";
    }
}

package org.fogbell.topology;

import static org.fogbell.topology.StateForm.readCount;
import static org.fogbell.topology.StateForm.readDigest;
import static org.fogbell.topology.StateForm.readLike;
import static org.fogbell.topology.StateForm.readNear;
import static org.fogbell.topology.StateForm.readSource;
import static org.fogbell.topology.StateForm.writeCount;
import static org.fogbell.topology.StateForm.writeDigest;
import static org.fogbell.topology.StateForm.writeLike;
import static org.fogbell.topology.StateForm.writeNear;
import static org.fogbell.topology.StateForm.writeSource;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.Position;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.NewestFrame;
import org.jspecify.annotations.Nullable;

/** How {@link SensorWindowsSerializer} writes a sensor's newest frame, and the policies that are in force with it as Avro. */
record NewestFrameForm(TypeSerializer<AppliedPolicy> policies) implements Serializable {
    private static final long MICROS_A_MILLI = 1_000;

    void write(NewestFrame last, long nextEndMillis, DataOutputView target) throws IOException {
        StringValue.writeString(last.frameId(), target);
        StringValue.writeString(last.origin().getTopic(), target);
        writeCount(last.origin().getPartition(), target);
        writeCount(last.origin().getOffset(), target);
        writeNear(last.micros() - nextEndMillis * MICROS_A_MILLI, target);
        writeLike(last.frameId(), last.vehicleId(), target);
        StringValue.writeString(last.sensorId(), target);
        StringValue.writeString(last.sensorType(), target);
        StringValue.writeString(last.judgedBy(), target);
        writeDigest(last.modelDigest(), target);
        target.writeBoolean(last.modelUntrained());
        StringValue.writeString(last.firmware(), target);
        @Nullable BaselineLevel level = last.baseline();
        target.writeBoolean(level != null);
        if (level != null) {
            writeSource(level.getSource(), target);
            target.writeDouble(level.getLocation());
            target.writeDouble(level.getSpread());
            writeCount(level.getFrames(), target);
        }
        @Nullable Position position = last.position();
        target.writeBoolean(position != null);
        if (position != null) {
            target.writeDouble(position.getLatitudeDegrees());
            target.writeDouble(position.getLongitudeDegrees());
        }
        @Nullable AppliedPolicy policy = last.policy();
        target.writeBoolean(policy != null);
        if (policy != null) {
            policies.serialize(policy, target);
        }
        @Nullable Instant began = last.evidenceBeganAt();
        target.writeBoolean(began != null);
        if (began != null) {
            target.writeDouble(last.evidence());
            writeNear(Micros.of(began) - last.micros(), target);
        }
    }

    NewestFrame read(long nextEndMillis, DataInputView source) throws IOException {
        String frameId = StringValue.readString(source);
        KafkaOrigin origin =
                new KafkaOrigin(StringValue.readString(source), (int) readCount(source), readCount(source));
        long micros = nextEndMillis * MICROS_A_MILLI + readNear(source);
        String vehicleId = readLike(frameId, source);
        String sensorId = StringValue.readString(source);
        String sensorType = StringValue.readString(source);
        String judgedBy = StringValue.readString(source);
        String modelDigest = readDigest(source);
        boolean modelUntrained = source.readBoolean();
        @Nullable String firmware = StringValue.readString(source);
        @Nullable
        BaselineLevel level = source.readBoolean()
                ? new BaselineLevel(readSource(source), source.readDouble(), source.readDouble(), readCount(source))
                : null;
        @Nullable
        Position position = source.readBoolean() ? new Position(source.readDouble(), source.readDouble()) : null;
        @Nullable AppliedPolicy policy = source.readBoolean() ? policies.deserialize(source) : null;
        boolean shifts = source.readBoolean();
        double evidence = shifts ? source.readDouble() : 0;
        @Nullable Instant began = shifts ? Micros.toInstant(micros + readNear(source)) : null;
        return new NewestFrame(
                frameId,
                origin,
                micros,
                vehicleId,
                sensorId,
                sensorType,
                level,
                judgedBy,
                modelDigest,
                modelUntrained,
                firmware,
                position,
                policy,
                evidence,
                began);
    }
}

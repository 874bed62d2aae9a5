package org.fogbell.topology;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.SensorFrame;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link ReceivedFrame} without its payload, so that a checkpoint of frames in flight is small however large they
 * are; {@link KafkaRecall} reads the payload again.
 */
final class ReceivedFrameSerializer extends ValueSerializer<ReceivedFrame> {
    private static final long serialVersionUID = 1;

    private final TypeSerializer<SensorFrame> frames;

    ReceivedFrameSerializer(TypeSerializer<SensorFrame> frames) {
        this.frames = frames;
    }

    @Override
    public void serialize(ReceivedFrame received, DataOutputView target) throws IOException {
        ReceivedFrame small = received.withoutPayload();
        frames.serialize(small.frame(), target);
        target.writeUTF(small.origin().getTopic());
        target.writeInt(small.origin().getPartition());
        target.writeLong(small.origin().getOffset());
        target.writeLong(small.recordTimestampMicros());
        target.writeLong(small.eventTimeMicros());
        target.writeBoolean(small.clockClamped());
        target.writeInt(small.leftOutBytes());
    }

    @Override
    public ReceivedFrame deserialize(DataInputView source) throws IOException {
        return new ReceivedFrame(
                frames.deserialize(source),
                new KafkaOrigin(source.readUTF(), source.readInt(), source.readLong()),
                source.readLong(),
                source.readLong(),
                source.readBoolean(),
                source.readInt());
    }

    @Override
    public TypeSerializer<ReceivedFrame> duplicate() {
        return new ReceivedFrameSerializer(frames.duplicate());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedFrameSerializer same && frames.equals(same.frames);
    }

    @Override
    public int hashCode() {
        return frames.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<ReceivedFrame> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** What a checkpoint says of how it was written; the frames' own schema may evolve. */
    public static final class Snapshot extends CompositeTypeSerializerSnapshot<ReceivedFrame, ReceivedFrameSerializer> {
        /** For reading a checkpoint. */
        public Snapshot() {}

        private Snapshot(ReceivedFrameSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(ReceivedFrameSerializer serializer) {
            return new TypeSerializer<?>[] {serializer.frames};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected ReceivedFrameSerializer createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new ReceivedFrameSerializer((TypeSerializer<SensorFrame>) nested[0]);
        }
    }
}

package org.fogbell.topology;

import static org.fogbell.topology.StateForm.readCount;
import static org.fogbell.topology.StateForm.readTexts;
import static org.fogbell.topology.StateForm.writeCount;
import static org.fogbell.topology.StateForm.writeTexts;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.verdict.NewestFrame;
import org.fogbell.verdict.SensorWindows;
import org.fogbell.verdict.WindowPane;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link SensorWindows}: times from the end of the window that closes next, and what names a frame by how it differs from the
 * newest one's.
 */
final class SensorWindowsSerializer extends StateSerializer<SensorWindows> {
    private static final long serialVersionUID = 1;

    private final TypeSerializer<AppliedPolicy> policies;
    private final NewestFrameForm newest;

    SensorWindowsSerializer() {
        this(new AvroTypeInfo<>(AppliedPolicy.class).createSerializer(new SerializerConfigImpl()));
    }

    private SensorWindowsSerializer(TypeSerializer<AppliedPolicy> policies) {
        this.policies = policies;
        this.newest = new NewestFrameForm(policies);
    }

    @Override
    int form() {
        return 3;
    }

    @Override
    void write(SensorWindows windows, DataOutputView target) throws IOException {
        target.writeLong(windows.nextEndMillis);
        target.writeBoolean(windows.last != null);
        if (windows.last == null) {
            return;
        }
        newest.write(windows.last, windows.nextEndMillis, target);
        PaneForm form = new PaneForm(windows.last, windows.nextEndMillis, outlying(windows));
        writeTexts(form.outlying(), target);
        writeCount(windows.panes.size(), target);
        for (WindowPane pane : windows.panes) {
            form.write(pane, target);
        }
    }

    @Override
    SensorWindows read(DataInputView source) throws IOException {
        SensorWindows windows = new SensorWindows();
        windows.nextEndMillis = source.readLong();
        if (source.readBoolean()) {
            NewestFrame last = newest.read(windows.nextEndMillis, source);
            windows.last = last;
            PaneForm form = new PaneForm(last, windows.nextEndMillis, readTexts(source));
            for (long panes = readCount(source); panes > 0; panes--) {
                windows.panes.add(form.read(source));
            }
        }
        return windows;
    }

    /** What any of the panes' frames were out of line in: mostly the same in several, so that a name is written once. */
    private static List<String> outlying(SensorWindows windows) {
        return windows.panes.stream()
                .flatMap(pane -> Stream.concat(pane.outlying.keySet().stream(), pane.agreeing.keySet().stream()))
                .sorted()
                .distinct()
                .toList();
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** No value of the kind that is handed on: another, whose panes may change; what these hold does not. */
    @Override
    public SensorWindows copy(SensorWindows from) {
        return from.copy();
    }

    @Override
    public TypeSerializer<SensorWindows> duplicate() {
        return new SensorWindowsSerializer(policies.duplicate());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SensorWindowsSerializer same && policies.equals(same.policies);
    }

    @Override
    public int hashCode() {
        return policies.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<SensorWindows> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** What a checkpoint says of how it was written: each value says the rest, and the schema of policies may evolve. */
    public static final class Snapshot extends CompositeTypeSerializerSnapshot<SensorWindows, SensorWindowsSerializer> {
        /** For reading a checkpoint. */
        public Snapshot() {}

        private Snapshot(SensorWindowsSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(SensorWindowsSerializer serializer) {
            return new TypeSerializer<?>[] {serializer.policies};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected SensorWindowsSerializer createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new SensorWindowsSerializer((TypeSerializer<AppliedPolicy>) nested[0]);
        }
    }
}

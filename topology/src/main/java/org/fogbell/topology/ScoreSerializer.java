package org.fogbell.topology;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.fogbell.schemas.BlockProfile;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.NamedNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Flink's own serializer of Avro, but that scores of one sensor type share the some eighty names in each of them ({@link NamedNumbers}):
 * a score that waits for its order takes a fraction of the memory. What it writes is Flink's, and so is what a checkpoint says of it.
 */
final class ScoreSerializer extends ValueSerializer<FrameScore> {
    private static final long serialVersionUID = 1;

    private final AvroSerializer<FrameScore> flinks = new AvroSerializer<>(FrameScore.class);
    private transient @Nullable Fields fields;

    /** Reads a score field by field. */
    private static final class Fields {
        private static final Schema PROFILE =
                FrameScore.getClassSchema().getField("profile").schema();

        private final FamiliarStrings decoder = new FamiliarStrings();
        private final FieldReader[] readers = FrameScore.getClassSchema().getFields().stream()
                .map(field -> reader(field.schema()))
                .toArray(FieldReader[]::new);

        @FunctionalInterface
        private interface FieldReader {
            @Nullable
            Object read() throws IOException;
        }

        FrameScore read(DataInputView source) throws IOException {
            decoder.setIn(source);
            FrameScore score = new FrameScore();
            for (int field = 0; field < readers.length; field++) {
                score.put(field, readers[field].read());
            }
            return score;
        }

        private FieldReader reader(Schema schema) {
            if (schema.equals(PROFILE)) {
                return new ProfileReader();
            }
            if (schema.getType() == Schema.Type.MAP && schema.getValueType().getType() == Schema.Type.DOUBLE) {
                return new NumbersReader();
            }
            DatumReader<Object> any =
                    new SpecificDatumReader<>(schema, schema, SpecificData.getForClass(FrameScore.class));
            return () -> any.read(null, decoder);
        }

        private final class NumbersReader implements FieldReader {
            /** The names that came last. */
            private FamiliarStrings.Expected names = FamiliarStrings.Expected.NOTHING;

            @Override
            public Object read() throws IOException {
                FamiliarStrings.Numbers read = decoder.readNumbers(names);
                names = read.expected();
                return read.numbers();
            }
        }

        private final class ProfileReader implements FieldReader {
            private List<BlockProfile> last = List.of();

            @Override
            public Object read() throws IOException {
                last = decoder.readProfile(last);
                return last;
            }
        }
    }

    @Override
    public void serialize(FrameScore score, DataOutputView target) throws IOException {
        flinks.serialize(score, target);
    }

    @Override
    public FrameScore deserialize(DataInputView source) throws IOException {
        if (fields == null) {
            fields = new Fields();
        }
        return fields.read(source);
    }

    @Override
    public TypeSerializer<FrameScore> duplicate() {
        return new ScoreSerializer();
    }

    @Override
    public TypeSerializerSnapshot<FrameScore> snapshotConfiguration() {
        return flinks.snapshotConfiguration();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoreSerializer;
    }

    @Override
    public int hashCode() {
        return ScoreSerializer.class.hashCode();
    }
}

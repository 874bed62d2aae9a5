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
        private final FamiliarStrings decoder = new FamiliarStrings();
        private final List<DatumReader<Object>> readers;

        /** By field, the names that came last; null where it is no map of numbers. */
        private final FamiliarStrings.@Nullable Expected[] expected;

        Fields() {
            SpecificData data = SpecificData.getForClass(FrameScore.class);
            List<Schema> schemas = FrameScore.getClassSchema().getFields().stream()
                    .map(Schema.Field::schema)
                    .toList();
            readers = schemas.stream()
                    .<DatumReader<Object>>map(schema -> new SpecificDatumReader<>(schema, schema, data))
                    .toList();
            expected = schemas.stream()
                    .map(schema -> schema.getType() == Schema.Type.MAP
                                    && schema.getValueType().getType() == Schema.Type.DOUBLE
                            ? FamiliarStrings.Expected.NOTHING
                            : null)
                    .toArray(FamiliarStrings.Expected[]::new);
        }

        FrameScore read(DataInputView source) throws IOException {
            decoder.setIn(source);
            FrameScore score = new FrameScore();
            for (int field = 0; field < expected.length; field++) {
                FamiliarStrings.@Nullable Expected likely = expected[field];
                if (likely == null) {
                    score.put(field, readers.get(field).read(null, decoder));
                } else {
                    FamiliarStrings.Numbers read = decoder.readNumbers(likely);
                    expected[field] = read.expected();
                    score.put(field, read.numbers());
                }
            }
            return score;
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

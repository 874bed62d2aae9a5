package org.fogbell.topology;

import java.io.IOException;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.fogbell.schemas.FrameScore;
import org.jspecify.annotations.Nullable;

/**
 * Flink's own serializer of Avro, but that the seventy names in each score are the same strings in all of them, see {@link
 * FamiliarStrings}. What it writes is Flink's, and so is what a checkpoint says of it.
 */
final class ScoreSerializer extends AvroSerializer<FrameScore> {
    private static final long serialVersionUID = 1;

    private transient @Nullable FamiliarStrings decoder;
    private transient @Nullable DatumReader<FrameScore> reader;

    ScoreSerializer() {
        super(FrameScore.class);
    }

    @Override
    public FrameScore deserialize(DataInputView source) throws IOException {
        if (decoder == null || reader == null) {
            decoder = new FamiliarStrings();
            reader = new SpecificDatumReader<>(FrameScore.class);
        }
        decoder.setIn(source);
        return reader.read(null, decoder);
    }

    @Override
    public FrameScore deserialize(FrameScore reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public TypeSerializer<FrameScore> duplicate() {
        return new ScoreSerializer();
    }
}

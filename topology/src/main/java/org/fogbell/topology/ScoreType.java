package org.fogbell.topology;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.fogbell.schemas.FrameScore;

/** Tells Flink how scores are written between stages: by {@link ScoreSerializer}. */
public final class ScoreType extends AvroTypeInfo<FrameScore> {
    private static final long serialVersionUID = 1;

    public ScoreType() {
        super(FrameScore.class);
    }

    @Override
    public TypeSerializer<FrameScore> createSerializer(SerializerConfig config) {
        return new ScoreSerializer();
    }
}

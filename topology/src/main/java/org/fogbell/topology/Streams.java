package org.fogbell.topology;

import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.FrameScore;

/** The side outputs of the graph. */
final class Streams {
    /** Frames that could not be scored. */
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

    /** Scores of frames that came after the watermark: published, but in no window. */
    static final OutputTag<FrameScore> LATE = new OutputTag<>("late", new ScoreType());

    private Streams() {}
}

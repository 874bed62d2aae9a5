package org.fogbell.verdict;

import org.fogbell.schemas.FrameScore;

/** A score whose own fields may be set. Not by the builder, which copies whatever a record holds: only the record is another. */
final class ShallowCopy {
    private static final int FIELDS = FrameScore.getClassSchema().getFields().size();

    private ShallowCopy() {}

    static FrameScore of(FrameScore score) {
        FrameScore copy = new FrameScore();
        for (int field = 0; field < FIELDS; field++) {
            copy.put(field, score.get(field));
        }
        return copy;
    }
}

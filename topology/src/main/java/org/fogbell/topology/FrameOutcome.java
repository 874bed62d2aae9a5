package org.fogbell.topology;

import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.FrameScore;
import org.jspecify.annotations.Nullable;

/** What perception made of one frame: a score, or the reason why there is none. Exactly one of the two is there. */
public record FrameOutcome(
        @Nullable FrameScore score, @Nullable DeadLetter failure) {
    static FrameOutcome of(FrameScore score) {
        return new FrameOutcome(score, null);
    }

    static FrameOutcome of(DeadLetter failure) {
        return new FrameOutcome(null, failure);
    }
}

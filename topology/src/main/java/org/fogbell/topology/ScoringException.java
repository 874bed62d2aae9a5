package org.fogbell.topology;

import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;

/** Scoring a frame failed, and one frame alone cannot tell whether it is to blame, or the model or the object store. */
final class ScoringException extends Exception {
    private static final long serialVersionUID = 1;

    private final DeadLetterStage stage;
    private final Exception reason;

    ScoringException(DeadLetterStage stage, Exception cause) {
        super(stage + ": " + cause, cause);
        this.stage = stage;
        this.reason = cause;
    }

    /** The frame's, once it is known to be to blame. */
    DeadLetter deadLetter(ReceivedFrame frame) {
        return DeadLetters.unscorable(frame, stage, reason);
    }
}

package org.fogbell.models.serving;

import java.time.Duration;

/**
 * When the frames that wait are a batch: when they are so many, so heavy, or when the first of them has waited so long.
 *
 * @param frames most frames of a batch
 * @param bytes most bytes of the frames of a batch, as they wait; a single frame may have more
 * @param deadline how long a frame waits for others; 0: not at all
 */
public record BatchRule(int frames, long bytes, Duration deadline) {
    public BatchRule {
        if (frames < 1) {
            throw new IllegalArgumentException("batches of " + frames + " frames, expected at least 1");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("batches of " + bytes + " bytes, expected at least 1");
        }
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("a batch deadline of " + deadline + ", expected 0 or more");
        }
    }
}

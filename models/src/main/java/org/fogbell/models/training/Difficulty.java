package org.fogbell.models.training;

import org.fogbell.models.frame.ObjectLabel;

/** Which labelled objects KITTI's benchmark counts: each level counts what the easier one does, and more. */
enum Difficulty {
    EASY("easy", 40, 0, 0.15),
    MODERATE("moderate", 25, 1, 0.30),
    HARD("hard", 25, 2, 0.50);

    private final String key;
    private final double minHeightPixels;
    private final int maxOcclusion;
    private final double maxTruncation;

    Difficulty(String key, double minHeightPixels, int maxOcclusion, double maxTruncation) {
        this.key = key;
        this.minHeightPixels = minHeightPixels;
        this.maxOcclusion = maxOcclusion;
        this.maxTruncation = maxTruncation;
    }

    String key() {
        return key;
    }

    boolean counts(ObjectLabel label) {
        return isTallEnough(label.bottom() - label.top())
                && label.occlusion() <= maxOcclusion
                && label.truncation() <= maxTruncation;
    }

    boolean isTallEnough(double heightPixels) {
        return heightPixels >= minHeightPixels;
    }
}

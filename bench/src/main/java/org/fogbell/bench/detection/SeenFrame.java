package org.fogbell.bench.detection;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle made of one frame: all that any score needs.
 *
 * @param kind of the fault; {@link #CLEAN} where there is none
 * @param severity 1 to 5; 0 of a clean frame
 * @param ranks the layers' rank entropies, block by block in the order of the network
 * @param confidence of the surest object, 0 where there is none
 * @param features as the job compares them
 * @param inside what the layers themselves look like; null where the bundle does not put them out
 */
record SeenFrame(
        int scene,
        int frame,
        String kind,
        int severity,
        double eloss,
        List<List<Double>> ranks,
        double confidence,
        boolean blind,
        SortedMap<String, Double> features,
        @Nullable Inside inside) {
    static final String CLEAN = "clean";

    boolean isClean() {
        return kind.equals(CLEAN);
    }

    /** Kind and severity in one word. */
    String fault() {
        return kind + ":" + severity;
    }

    /** Which frame it is, or would be without its fault. */
    String place() {
        return scene + "/" + frame;
    }

    /**
     * What is left of the layers once they are gone.
     *
     * @param entropies of each layer, block by block, by the kind of entropy
     * @param pooled the mean of each channel of each block's last layer
     * @param gramRows the sums of the rows of those layers' Gram matrices, per position
     * @param logits of each class the highest of the head's; empty where the bundle has no head
     */
    record Inside(SortedMap<String, List<List<Double>>> entropies, float[] pooled, float[] gramRows, float[] logits) {}
}

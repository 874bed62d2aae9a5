package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * What the statistics of one frame, which need no network, say of it by themselves.
 *
 * @param asked how many could be compared with what is expected of them
 * @param agreeing names of those that alone lie as far out as makes a frame one beyond the threshold, ascending
 */
record GuardRails(int asked, List<String> agreeing) {
    static final GuardRails NONE = new GuardRails(0, List.of());

    /**
     * @param zs how far each feature lies from what is expected of it, in spreads, in the order of the names; 0 where the frame does not
     *     have it
     * @param bar how far is enough, in spreads, either way
     */
    static GuardRails of(FeatureNames names, double[] zs, double bar) {
        List<String> agreeing = new ArrayList<>();
        int asked = 0;
        for (int i = 0; i < zs.length; i++) {
            if (names.isStatistic(i) && zs[i] != 0) {
                asked++;
                if (Math.abs(zs[i]) > bar) {
                    agreeing.add(names.get(i));
                }
            }
        }
        return new GuardRails(asked, List.copyOf(agreeing));
    }
}

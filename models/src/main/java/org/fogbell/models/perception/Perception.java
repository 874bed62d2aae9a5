package org.fogbell.models.perception;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.models.eloss.EntropyProfile;

/**
 * What the model made of one frame. Comparable only with perceptions of the same model (digest).
 *
 * @param profile entropies layer by layer, of the bundle's kind
 * @param eloss the profile's Eloss, at least 0
 * @param rankProfile the layers' {@link org.fogbell.models.eloss.LayerEntropy#RENYI2} entropies, logarithms of how many
 *     channels vary independently: what a {@link org.fogbell.models.eloss.ProfileBaseline} is best made of
 * @param objects what a detector found, best first; none where the model is no detector
 * @param statistics named physical statistics of the frame itself, see {@link FrameStatistics}
 * @param pooled of each channel of the layers that the network pools itself the mean, see {@link GraftedEntropies#pooled}; empty
 *     where it pools none
 * @param blind whether the frame showed nothing at all: the scores then say what the network makes of nothing
 */
public record Perception(
        EntropyProfile profile,
        double eloss,
        EntropyProfile rankProfile,
        List<DetectedObject> objects,
        Map<String, Double> statistics,
        List<Double> pooled,
        boolean blind) {
    public Perception {
        objects = List.copyOf(objects);
        pooled = List.copyOf(pooled);
        statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
    }

    /** A copy with the frame's statistics. */
    public Perception withStatistics(Map<String, Double> ofTheFrame) {
        return new Perception(profile, eloss, rankProfile, objects, ofTheFrame, pooled, blind);
    }

    /** Of a network that pools nothing. */
    public Perception(
            EntropyProfile profile,
            double eloss,
            EntropyProfile rankProfile,
            List<DetectedObject> objects,
            Map<String, Double> statistics,
            boolean blind) {
        this(profile, eloss, rankProfile, objects, statistics, List.of(), blind);
    }
}

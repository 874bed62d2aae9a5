package org.fogbell.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.Perception;

/**
 * How far two runs of a network over the same frames are from each other: the largest difference of all frames.
 *
 * @param entropy of one layer, of either kind, relative to the second run's
 * @param eloss relative to the second run's
 * @param objects that the second run found
 * @param unmatched objects that one run found and the other did not, of the same class and within half a metre
 * @param score of one object
 * @param metres between the middles of one object's boxes
 */
record Agreement(double entropy, double eloss, int objects, int unmatched, double score, double metres) {
    private static final double SAME_METRES = 0.5;

    static Agreement of(List<Perception> actual, List<Perception> expected) {
        Agreement worst = new Agreement(0, 0, 0, 0, 0, 0);
        for (int i = 0; i < expected.size(); i++) {
            worst = worst.with(actual.get(i), expected.get(i));
        }
        return worst;
    }

    private Agreement with(Perception actual, Perception expected) {
        double layers = Math.max(
                relative(actual.profile().entropies(), expected.profile().entropies()),
                relative(
                        actual.rankProfile().entropies(), expected.rankProfile().entropies()));
        double elosses = relative(new double[] {actual.eloss()}, new double[] {expected.eloss()});
        int missing = Math.max(0, actual.objects().size() - expected.objects().size());
        double scores = score;
        double distances = metres;
        for (DetectedObject object : expected.objects()) {
            Optional<DetectedObject> nearest = actual.objects().stream()
                    .filter(other -> other.type() == object.type())
                    .filter(other -> distance(other.box(), object.box()) < SAME_METRES)
                    .min(Comparator.comparingDouble(other -> distance(other.box(), object.box())));
            if (nearest.isEmpty()) {
                missing++;
            } else {
                scores = Math.max(scores, Math.abs(nearest.get().score() - object.score()));
                distances = Math.max(distances, distance(nearest.get().box(), object.box()));
            }
        }
        return new Agreement(
                Math.max(entropy, layers),
                Math.max(eloss, elosses),
                objects + expected.objects().size(),
                unmatched + missing,
                scores,
                distances);
    }

    private static double relative(double[] actual, double[] expected) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double scale = Math.max(Math.abs(expected[i]), Double.MIN_NORMAL);
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]) / scale);
        }
        return largest;
    }

    private static double distance(Box3d one, Box3d other) {
        return Math.sqrt(
                Math.pow(one.x() - other.x(), 2) + Math.pow(one.y() - other.y(), 2) + Math.pow(one.z() - other.z(), 2));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "entropies within %.1e, Eloss within %.1e (relative); %d objects, %d unmatched, scores within %.1e,"
                        + " middles within %.1e m",
                entropy,
                eloss,
                objects,
                unmatched,
                score,
                metres);
    }
}

package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Leaves of detections that mean the same object only the best: a detection goes when one of its class with a better
 * score, itself kept, is as near as {@code limit} says.
 *
 * @param limit the greatest overlap that is allowed, or the least distance in metres
 */
public record NonMaximumSuppression(Nearness nearness, double limit) {
    /** How it is judged whether two boxes mean the same object. */
    public enum Nearness {
        /** By the intersection over union of the rotated boxes, seen from above. */
        OVERLAP,
        /** By the distance of the centres in the x-y plane: also apt for pedestrians, whose small boxes may miss each other. */
        CENTRE_DISTANCE
    }

    public NonMaximumSuppression {
        if (!(limit >= 0) || (nearness == Nearness.OVERLAP && limit > 1)) {
            throw new IllegalArgumentException(
                    "expected an overlap of 0..1 or a distance of at least 0 m, got " + nearness + " " + limit);
        }
    }

    /** The detections that stay, best first; of equal scores the first in the list is the better one. */
    public List<DetectedObject> keep(List<DetectedObject> detections) {
        List<DetectedObject> ranked = new ArrayList<>(detections);
        ranked.sort(Comparator.comparingDouble(DetectedObject::score).reversed());
        List<DetectedObject> kept = new ArrayList<>();
        SharedPolygon scratch = new SharedPolygon();
        for (DetectedObject candidate : ranked) {
            if (isNew(candidate, kept, scratch)) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }

    /** A loop by index, as each frame comes here with thousands of pairs. */
    private boolean isNew(DetectedObject candidate, List<DetectedObject> kept, SharedPolygon scratch) {
        for (int i = 0; i < kept.size(); i++) {
            if (meanTheSame(kept.get(i), candidate, scratch)) {
                return false;
            }
        }
        return true;
    }

    private boolean meanTheSame(DetectedObject a, DetectedObject b, SharedPolygon scratch) {
        if (a.type() != b.type()) {
            return false;
        }
        return switch (nearness) {
            case OVERLAP -> RotatedBoxes.birdsEyeIou(a.box(), b.box(), scratch) > limit;
            case CENTRE_DISTANCE ->
                Math.hypot(a.box().x() - b.box().x(), a.box().y() - b.box().y()) < limit;
        };
    }
}

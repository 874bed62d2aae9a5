package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads objects from the maps of a centre head (Zhou et al., Objects as Points, arXiv 1904.07850): the peaks of each
 * class's heat map, the best of them over all classes, and of those that mean the same object one.
 *
 * @param minScore peaks below are left out; above 0
 * @param maxPeaks how many peaks of one sweep are looked at, the highest first
 * @param suppression applied last
 */
public record CenterHeadDecoder(double minScore, int maxPeaks, NonMaximumSuppression suppression) {
    public CenterHeadDecoder {
        if (!(minScore > 0 && minScore <= 1) || maxPeaks < 1) {
            throw new IllegalArgumentException(
                    "expected a score above 0 and up to 1 and at least one peak, got " + minScore + " and " + maxPeaks);
        }
    }

    /** For evaluation: low scores too, up to 200 peaks, boxes that overlap by a fifth at most. */
    public static CenterHeadDecoder defaults() {
        return new CenterHeadDecoder(0.05, 200, new NonMaximumSuppression(NonMaximumSuppression.Nearness.OVERLAP, 0.2));
    }

    /** The objects of one sweep, best first. A cell whose values are not finite holds none. Thread-safe. */
    public List<DetectedObject> decode(CenterHeadMaps maps) {
        List<DetectedObject> peaks = new ArrayList<>();
        for (ObjectClass type : ObjectClass.values()) {
            for (int cell = 0; cell < maps.grid().cells(); cell++) {
                if (isPeak(maps, type, cell)) {
                    DetectedObject object = new DetectedObject(type, maps.box(cell), maps.heat(type, cell));
                    if (isFinite(object)) {
                        peaks.add(object);
                    }
                }
            }
        }
        peaks.sort(Comparator.comparingDouble(DetectedObject::score).reversed());
        return suppression.keep(peaks.subList(0, Math.min(maxPeaks, peaks.size())));
    }

    /** The highest of its 3 x 3 cells; of equal ones the first. */
    private boolean isPeak(CenterHeadMaps maps, ObjectClass type, int cell) {
        float value = maps.heat(type, cell);
        if (!(value >= minScore)) {
            return false;
        }
        int columns = maps.grid().columns();
        int row = cell / columns;
        int column = cell % columns;
        for (int r = Math.max(0, row - 1); r <= Math.min(maps.grid().rows() - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
                int other = r * columns + c;
                float rival = maps.heat(type, other);
                if (rival > value || (rival == value && other < cell)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isFinite(DetectedObject object) {
        double sum = object.score()
                + object.box().x()
                + object.box().y()
                + object.box().z()
                + object.box().length()
                + object.box().width()
                + object.box().height()
                + object.box().yaw();
        return Double.isFinite(sum);
    }
}

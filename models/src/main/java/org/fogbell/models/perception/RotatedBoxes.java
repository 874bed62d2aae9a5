package org.fogbell.models.perception;

import org.fogbell.models.frame.Box3d;

/**
 * How much standing boxes of any heading overlap, exactly up to rounding. Boxes are finite; one without area or volume
 * overlaps nothing.
 */
public final class RotatedBoxes {
    private RotatedBoxes() {}

    /** Area of the intersection over area of the union, seen from above: 0..1. */
    public static double birdsEyeIou(Box3d a, Box3d b) {
        return birdsEyeIou(a, b, new SharedPolygon());
    }

    /** The same, with memory that serves one pair after the other. */
    static double birdsEyeIou(Box3d a, Box3d b, SharedPolygon scratch) {
        return overUnion(scratch.area(a, b), a.length() * a.width(), b.length() * b.width());
    }

    /** Volume of the intersection over volume of the union: 0..1. */
    public static double iou(Box3d a, Box3d b) {
        double top = Math.min(a.z() + a.height() / 2, b.z() + b.height() / 2);
        double foot = Math.max(a.z() - a.height() / 2, b.z() - b.height() / 2);
        return overUnion(
                new SharedPolygon().area(a, b) * Math.max(0, top - foot),
                a.length() * a.width() * a.height(),
                b.length() * b.width() * b.height());
    }

    /** Whether a point lies in a box or on its surface. False for NaN. */
    public static boolean contains(Box3d box, double x, double y, double z) {
        double reach = (box.length() + box.width()) / 2;
        boolean isNear = Math.abs(x - box.x()) <= reach && Math.abs(y - box.y()) <= reach;
        if (!isNear || !(Math.abs(z - box.z()) <= box.height() / 2)) {
            return false;
        }
        double cos = Math.cos(box.yaw());
        double sin = Math.sin(box.yaw());
        double along = (x - box.x()) * cos + (y - box.y()) * sin;
        double across = (y - box.y()) * cos - (x - box.x()) * sin;
        return Math.abs(along) <= box.length() / 2 && Math.abs(across) <= box.width() / 2;
    }

    private static double overUnion(double shared, double a, double b) {
        return shared > 0 ? Math.min(1, shared / (a + b - shared)) : 0;
    }
}

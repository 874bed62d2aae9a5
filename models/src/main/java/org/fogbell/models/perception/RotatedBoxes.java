package org.fogbell.models.perception;

import java.util.Arrays;
import org.fogbell.models.frame.Box3d;

/**
 * How much standing boxes of any heading overlap, exactly up to rounding. Boxes are finite; one without area or volume
 * overlaps nothing.
 */
/*
 * In the frame of the first box, that box is the intersection of four half-planes parallel to the axes. The second
 * rectangle is cut at each of them in turn (Sutherland and Hodgman, Communications of the ACM 17(1), 1974); what is left
 * is the shared polygon, whose area is the sum of its edges' cross products.
 */
public final class RotatedBoxes {
    private RotatedBoxes() {}

    /** Area of the intersection over area of the union, seen from above: 0..1. */
    public static double birdsEyeIou(Box3d a, Box3d b) {
        return overUnion(sharedArea(a, b), a.length() * a.width(), b.length() * b.width());
    }

    /** Volume of the intersection over volume of the union: 0..1. */
    public static double iou(Box3d a, Box3d b) {
        double top = Math.min(a.z() + a.height() / 2, b.z() + b.height() / 2);
        double foot = Math.max(a.z() - a.height() / 2, b.z() - b.height() / 2);
        return overUnion(
                sharedArea(a, b) * Math.max(0, top - foot),
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

    private static double sharedArea(Box3d a, Box3d b) {
        double reach = (Math.hypot(a.length(), a.width()) + Math.hypot(b.length(), b.width())) / 2;
        if (Math.hypot(a.x() - b.x(), a.y() - b.y()) >= reach) {
            return 0;
        }
        double[] polygon = cornersSeenFrom(a, b);
        for (int side = -1; side <= 1; side += 2) {
            polygon = cut(polygon, 0, side, a.length() / 2);
            polygon = cut(polygon, 1, side, a.width() / 2);
        }
        return area(polygon);
    }

    /** The corners of {@code b} counter-clockwise, x and y in turn, in the frame of {@code a}. */
    private static double[] cornersSeenFrom(Box3d a, Box3d b) {
        double cos = Math.cos(a.yaw());
        double sin = Math.sin(a.yaw());
        double x = (b.x() - a.x()) * cos + (b.y() - a.y()) * sin;
        double y = (b.y() - a.y()) * cos - (b.x() - a.x()) * sin;
        double alongX = Math.cos(b.yaw() - a.yaw()) * b.length() / 2;
        double alongY = Math.sin(b.yaw() - a.yaw()) * b.length() / 2;
        double acrossX = -Math.sin(b.yaw() - a.yaw()) * b.width() / 2;
        double acrossY = Math.cos(b.yaw() - a.yaw()) * b.width() / 2;
        return new double[] {
            x + alongX + acrossX,
            y + alongY + acrossY,
            x - alongX + acrossX,
            y - alongY + acrossY,
            x - alongX - acrossX,
            y - alongY - acrossY,
            x + alongX - acrossX,
            y + alongY - acrossY
        };
    }

    /** The part of a convex polygon where {@code side} times the coordinate is at most {@code limit}. */
    private static double[] cut(double[] polygon, int axis, int side, double limit) {
        double[] kept = new double[polygon.length + 2];
        int size = 0;
        for (int i = 0; i < polygon.length; i += 2) {
            int next = (i + 2) % polygon.length;
            double depth = limit - side * polygon[i + axis];
            double nextDepth = limit - side * polygon[next + axis];
            if (depth >= 0) {
                kept[size++] = polygon[i];
                kept[size++] = polygon[i + 1];
            }
            if (depth * nextDepth < 0) {
                double way = depth / (depth - nextDepth);
                kept[size++] = polygon[i] + way * (polygon[next] - polygon[i]);
                kept[size++] = polygon[i + 1] + way * (polygon[next + 1] - polygon[i + 1]);
            }
        }
        return Arrays.copyOf(kept, size);
    }

    private static double area(double[] polygon) {
        double twice = 0;
        for (int i = 0; i < polygon.length; i += 2) {
            int next = (i + 2) % polygon.length;
            twice += polygon[i] * polygon[next + 1] - polygon[next] * polygon[i + 1];
        }
        return Math.max(0, twice / 2);
    }
}

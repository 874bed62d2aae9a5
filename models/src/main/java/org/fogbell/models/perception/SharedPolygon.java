package org.fogbell.models.perception;

import org.fogbell.models.frame.Box3d;

/** What two standing boxes have in common, seen from above. Keeps memory for one pair after the other: one a thread. */
/*
 * In the frame of the first box, that box is the intersection of four half-planes parallel to the axes. The second
 * rectangle is cut at each of them in turn (Sutherland and Hodgman, Communications of the ACM 17(1), 1974); what is left
 * is the shared polygon, whose area is the sum of its edges' cross products.
 */
final class SharedPolygon {
    /** A cut makes at most half as many corners again: 4, 6, 9, 13, 19. */
    private static final int MOST_NUMBERS = 2 * 19;

    /** x and y of the corners in turn, counter-clockwise. */
    private double[] polygon = new double[MOST_NUMBERS];

    private double[] kept = new double[MOST_NUMBERS];
    private int size;

    double area(Box3d a, Box3d b) {
        double reach = (Math.hypot(a.length(), a.width()) + Math.hypot(b.length(), b.width())) / 2;
        if (Math.hypot(a.x() - b.x(), a.y() - b.y()) >= reach) {
            return 0;
        }
        beginWith(a, b);
        for (int side = -1; side <= 1; side += 2) {
            cut(0, side, a.length() / 2);
            cut(1, side, a.width() / 2);
        }
        return area();
    }

    /** The corners of {@code b} in the frame of {@code a}. */
    private void beginWith(Box3d a, Box3d b) {
        double cos = Math.cos(a.yaw());
        double sin = Math.sin(a.yaw());
        double x = (b.x() - a.x()) * cos + (b.y() - a.y()) * sin;
        double y = (b.y() - a.y()) * cos - (b.x() - a.x()) * sin;
        double alongX = Math.cos(b.yaw() - a.yaw()) * b.length() / 2;
        double alongY = Math.sin(b.yaw() - a.yaw()) * b.length() / 2;
        double acrossX = -Math.sin(b.yaw() - a.yaw()) * b.width() / 2;
        double acrossY = Math.cos(b.yaw() - a.yaw()) * b.width() / 2;
        size = 0;
        add(polygon, x + alongX + acrossX, y + alongY + acrossY);
        add(polygon, x - alongX + acrossX, y - alongY + acrossY);
        add(polygon, x - alongX - acrossX, y - alongY - acrossY);
        add(polygon, x + alongX - acrossX, y + alongY - acrossY);
    }

    private void add(double[] corners, double x, double y) {
        corners[size++] = x;
        corners[size++] = y;
    }

    /** Leaves the part where {@code side} times the coordinate is at most {@code limit}. */
    private void cut(int axis, int side, double limit) {
        int corners = size;
        size = 0;
        for (int i = 0; i < corners; i += 2) {
            int next = (i + 2) % corners;
            double depth = limit - side * polygon[i + axis];
            double nextDepth = limit - side * polygon[next + axis];
            if (depth >= 0) {
                add(kept, polygon[i], polygon[i + 1]);
            }
            if (depth * nextDepth < 0) {
                double way = depth / (depth - nextDepth);
                add(
                        kept,
                        polygon[i] + way * (polygon[next] - polygon[i]),
                        polygon[i + 1] + way * (polygon[next + 1] - polygon[i + 1]));
            }
        }
        double[] cut = polygon;
        polygon = kept;
        kept = cut;
    }

    private double area() {
        double twice = 0;
        for (int i = 0; i < size; i += 2) {
            int next = (i + 2) % size;
            twice += polygon[i] * polygon[next + 1] - polygon[next] * polygon[i + 1];
        }
        return Math.max(0, twice / 2);
    }
}

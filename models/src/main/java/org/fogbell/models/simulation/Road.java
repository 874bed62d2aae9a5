package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;

/** The middle line of a road, one point a metre, open or closed to a loop. Traffic keeps to the right. */
final class Road {
    private static final double STEP_METRES = 0.25;

    private final double[] east;
    private final double[] north;
    private final boolean closed;
    private final double length;

    /** A point beside or on a road, and the road's heading there in radians. */
    record Spot(double east, double north, double heading) {}

    private Road(double[] east, double[] north, boolean closed) {
        this.east = east;
        this.north = north;
        this.closed = closed;
        this.length = closed ? east.length : east.length - 1;
    }

    static Road straight(double east, double north, double heading, int metres) {
        double[] x = new double[metres + 1];
        double[] y = new double[metres + 1];
        double cos = StrictMath.cos(heading);
        double sin = StrictMath.sin(heading);
        for (int i = 0; i <= metres; i++) {
            x[i] = east + i * cos;
            y[i] = north + i * sin;
        }
        return new Road(x, y, false);
    }

    /** A closed polygon whose corners are rounded to the given radius, or less where an edge is too short for it. */
    static Road loop(double[][] corners, double radius) {
        List<double[]> dense = new ArrayList<>();
        int n = corners.length;
        for (int i = 0; i < n; i++) {
            round(dense, corners[(i + n - 1) % n], corners[i], corners[(i + 1) % n], radius);
        }
        return resample(dense);
    }

    private static void round(List<double[]> out, double[] before, double[] corner, double[] after, double radius) {
        double inX = corner[0] - before[0];
        double inY = corner[1] - before[1];
        double outX = after[0] - corner[0];
        double outY = after[1] - corner[1];
        double in = Math.sqrt(inX * inX + inY * inY);
        double away = Math.sqrt(outX * outX + outY * outY);
        double heading = StrictMath.atan2(inY, inX);
        double turn = StrictMath.atan2(inX * outY - inY * outX, inX * outX + inY * outY);
        double tan = StrictMath.tan(Math.abs(turn) / 2);
        double tangent = Math.min(radius * tan, 0.45 * Math.min(in, away));
        double arc = tan < 1e-6 ? 0 : tangent / tan;
        double side = Math.signum(turn);
        double startX = corner[0] - inX / in * tangent;
        double startY = corner[1] - inY / in * tangent;
        double centreX = startX - side * arc * StrictMath.sin(heading);
        double centreY = startY + side * arc * StrictMath.cos(heading);
        int steps = 1 + (int) (arc * Math.abs(turn) / STEP_METRES);
        for (int i = 0; i <= steps; i++) {
            double angle = heading + turn * i / steps;
            out.add(new double[] {
                centreX + side * arc * StrictMath.sin(angle), centreY - side * arc * StrictMath.cos(angle)
            });
        }
    }

    private static Road resample(List<double[]> ring) {
        double total = 0;
        double[] reach = new double[ring.size() + 1];
        for (int i = 0; i < ring.size(); i++) {
            double[] a = ring.get(i);
            double[] b = ring.get((i + 1) % ring.size());
            total += Math.sqrt((b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]));
            reach[i + 1] = total;
        }
        int n = (int) total;
        double[] x = new double[n];
        double[] y = new double[n];
        int segment = 0;
        for (int i = 0; i < n; i++) {
            double s = total * i / n;
            while (reach[segment + 1] <= s) {
                segment++;
            }
            double share = (s - reach[segment]) / (reach[segment + 1] - reach[segment]);
            double[] a = ring.get(segment);
            double[] b = ring.get((segment + 1) % ring.size());
            x[i] = Noise.lerp(a[0], b[0], share);
            y[i] = Noise.lerp(a[1], b[1], share);
        }
        return new Road(x, y, true);
    }

    double length() {
        return length;
    }

    boolean isClosed() {
        return closed;
    }

    /** The place {@code along} metres down the road and {@code left} metres left of its middle. */
    Spot at(double along, double left) {
        double s = closed ? along - Math.floor(along / length) * length : Math.max(0, Math.min(length, along));
        int i = Math.min((int) s, (int) length - 1);
        double share = s - i;
        double hereX = tangentX(i);
        double hereY = tangentY(i);
        double nextX = tangentX(i + 1);
        double nextY = tangentY(i + 1);
        double dx = Noise.lerp(hereX, nextX, share);
        double dy = Noise.lerp(hereY, nextY, share);
        double norm = Math.sqrt(dx * dx + dy * dy);
        double x = Noise.lerp(x(i), x(i + 1), share) - dy / norm * left;
        double y = Noise.lerp(y(i), y(i + 1), share) + dx / norm * left;
        return new Spot(x, y, StrictMath.atan2(dy, dx));
    }

    private double tangentX(int i) {
        return x(i + 1) - x(i - 1);
    }

    private double tangentY(int i) {
        return y(i + 1) - y(i - 1);
    }

    private double x(int i) {
        return east[index(i)];
    }

    private double y(int i) {
        return north[index(i)];
    }

    private int index(int i) {
        return closed ? Math.floorMod(i, east.length) : Math.max(0, Math.min(east.length - 1, i));
    }
}

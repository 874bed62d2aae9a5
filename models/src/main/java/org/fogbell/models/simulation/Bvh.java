package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the nearest solid along a ray: a bounding-volume hierarchy over {@link Solids}, split at the cheapest of a few
 * planes (the surface-area heuristic). Immutable once built; any number of threads may trace through it.
 */
final class Bvh {
    private static final int LEAF = 3;
    private static final int BINS = 12;

    private final Solids solids;
    private final int[] order;

    /** Six bounds a node. */
    private final double[] bounds;

    /** Of a leaf: where its solids begin in {@code order}. Of an inner node: its second child; the first follows it. */
    private final int[] target;

    /** Solids in a leaf; minus one minus the split axis in an inner node. */
    private final int[] count;

    Bvh(Solids solids) {
        this.solids = solids;
        order = new int[solids.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int capacity = Math.max(1, 2 * order.length);
        bounds = new double[capacity * Solids.BOUNDS];
        target = new int[capacity];
        count = new int[capacity];
        build(0, 0, order.length);
    }

    private int build(int node, int from, int to) {
        double[] box = around(from, to);
        System.arraycopy(box, 0, bounds, node * Solids.BOUNDS, Solids.BOUNDS);
        Split split = to - from <= LEAF ? null : bestSplit(box, from, to);
        if (split == null) {
            target[node] = from;
            count[node] = to - from;
            return node + 1;
        }
        int middle = partition(split, from, to);
        count[node] = -1 - split.axis;
        target[node] = build(node + 1, from, middle);
        return build(target[node], middle, to);
    }

    private record Split(int axis, double at) {}

    private Split bestSplit(double[] box, int from, int to) {
        double[] centres = centreBounds(from, to);
        double best = Double.POSITIVE_INFINITY;
        Split found = new Split(0, centres[0]);
        for (int axis = 0; axis < 3; axis++) {
            double low = centres[axis];
            double width = (centres[axis + 3] - low) / BINS;
            if (width < 1e-9) {
                continue;
            }
            for (int bin = 1; bin < BINS; bin++) {
                Split split = new Split(axis, low + bin * width);
                double cost = cost(split, from, to);
                if (cost < best) {
                    best = cost;
                    found = split;
                }
            }
        }
        return best < (to - from) * area(box) || to - from > 8 * LEAF ? found : new Split(0, Double.NaN);
    }

    private double cost(Split split, int from, int to) {
        double[] left = empty();
        double[] right = empty();
        int leftCount = 0;
        for (int i = from; i < to; i++) {
            boolean isLeft = centre(order[i], split.axis) < split.at;
            include(isLeft ? left : right, order[i]);
            leftCount += isLeft ? 1 : 0;
        }
        return leftCount * area(left) + (to - from - leftCount) * area(right);
    }

    private int partition(Split split, int from, int to) {
        List<Integer> right = new ArrayList<>();
        int next = from;
        for (int i = from; i < to; i++) {
            if (centre(order[i], split.axis) < split.at) {
                order[next++] = order[i];
            } else {
                right.add(order[i]);
            }
        }
        int middle = next;
        for (int solid : right) {
            order[next++] = solid;
        }
        return middle == from || middle == to ? (from + to) >>> 1 : middle;
    }

    private double[] around(int from, int to) {
        double[] box = empty();
        for (int i = from; i < to; i++) {
            include(box, order[i]);
        }
        return box;
    }

    private double[] centreBounds(int from, int to) {
        double[] box = empty();
        for (int i = from; i < to; i++) {
            for (int axis = 0; axis < 3; axis++) {
                double centre = centre(order[i], axis);
                box[axis] = Math.min(box[axis], centre);
                box[axis + 3] = Math.max(box[axis + 3], centre);
            }
        }
        return box;
    }

    private double centre(int solid, int axis) {
        return (solids.bound(solid, axis) + solids.bound(solid, axis + 3)) / 2;
    }

    private void include(double[] box, int solid) {
        for (int axis = 0; axis < 3; axis++) {
            box[axis] = Math.min(box[axis], solids.bound(solid, axis));
            box[axis + 3] = Math.max(box[axis + 3], solids.bound(solid, axis + 3));
        }
    }

    private static double[] empty() {
        double infinity = Double.POSITIVE_INFINITY;
        return new double[] {infinity, infinity, infinity, -infinity, -infinity, -infinity};
    }

    private static double area(double[] box) {
        double x = Math.max(0, box[3] - box[0]);
        double y = Math.max(0, box[4] - box[1]);
        double z = Math.max(0, box[5] - box[2]);
        return x * y + y * z + z * x;
    }

    boolean isEmpty() {
        return order.length == 0;
    }

    Solids solids() {
        return solids;
    }

    /** Of all nodes, laid out as those of {@link Solids}. Node 0 is the root. */
    double[] bounds() {
        return bounds;
    }

    boolean isLeaf(int node) {
        return count[node] >= 0;
    }

    int leafSize(int node) {
        return count[node];
    }

    int leafSolid(int node, int i) {
        return order[target[node] + i];
    }

    /** The second child of an inner node; the first is the next node. */
    int second(int node) {
        return target[node];
    }

    /** Lets the ray meet whatever lies along it; afterwards it holds the nearest hit. */
    void trace(Ray ray) {
        if (order.length == 0 || entry(0, ray) == Ray.NOTHING) {
            return;
        }
        int[] nodes = ray.nodes;
        double[] entries = ray.entries;
        int depth = 0;
        int node = 0;
        while (true) {
            int here = count[node];
            if (here < 0) {
                int first = node + 1;
                int second = target[node];
                double firstEntry = entry(first, ray);
                double secondEntry = entry(second, ray);
                boolean swap = secondEntry < firstEntry;
                double near = swap ? secondEntry : firstEntry;
                double far = swap ? firstEntry : secondEntry;
                if (far != Ray.NOTHING) {
                    nodes[depth] = swap ? first : second;
                    entries[depth++] = far;
                }
                if (near != Ray.NOTHING) {
                    node = swap ? second : first;
                    continue;
                }
            } else {
                for (int i = target[node], end = i + here; i < end; i++) {
                    solids.meet(order[i], ray);
                }
            }
            do {
                if (depth == 0) {
                    return;
                }
                node = nodes[--depth];
            } while (entries[depth] >= ray.distance);
        }
    }

    /** Metres along the ray to where it enters a node's bounds, or nothing where it does not before its nearest hit. */
    private double entry(int node, Ray ray) {
        int at = node * Solids.BOUNDS;
        double x0 = bounds[at] * ray.inverseX - ray.scaledX;
        double x1 = bounds[at + 3] * ray.inverseX - ray.scaledX;
        double y0 = bounds[at + 1] * ray.inverseY - ray.scaledY;
        double y1 = bounds[at + 4] * ray.inverseY - ray.scaledY;
        double z0 = bounds[at + 2] * ray.inverseZ - ray.scaledZ;
        double z1 = bounds[at + 5] * ray.inverseZ - ray.scaledZ;
        double enter = Math.max(Math.max(Math.min(x0, x1), Math.min(y0, y1)), Math.min(z0, z1));
        double leave = Math.min(Math.min(Math.max(x0, x1), Math.max(y0, y1)), Math.max(z0, z1));
        return enter <= leave && leave >= ray.start && enter < ray.distance ? enter : Ray.NOTHING;
    }
}

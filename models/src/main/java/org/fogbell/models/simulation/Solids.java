package org.fogbell.models.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * The solid things of a scene as flat arrays: convex hexahedra, cylinders and ellipsoids, each with its material, its
 * object and its bounds. A {@link Brush} adds to it; a {@link Bvh} finds in it.
 */
final class Solids {
    /** Planes of a hexahedron, four numbers each; the other kinds use fewer. */
    static final int SHAPE = 24;

    static final int BOUNDS = 6;
    static final byte HEXAHEDRON = 0;
    static final byte CYLINDER = 1;
    static final byte ELLIPSOID = 2;

    private static final List<Material> MATERIALS = List.of(Material.values());

    private int size;
    private byte[] kind = new byte[256];
    private double[] shape = new double[256 * SHAPE];
    private double[] bounds = new double[256 * BOUNDS];
    private byte[] material = new byte[256];
    private byte[] pane = new byte[256];
    private float[] tint = new float[256];
    private float[] density = new float[256];
    private int[] colour = new int[256];
    private int[] object = new int[256];
    private float[] velocityX = new float[256];
    private float[] velocityY = new float[256];

    int size() {
        return size;
    }

    /** Starts a new solid and returns its index; the caller fills in shape and bounds. */
    int add(byte ofKind, Brush brush) {
        if (size == kind.length) {
            grow(size * 2);
        }
        int i = size++;
        kind[i] = ofKind;
        material[i] = (byte) MATERIALS.indexOf(brush.material);
        pane[i] = (byte) MATERIALS.indexOf(brush.pane);
        tint[i] = (float) brush.tint;
        density[i] = (float) brush.density;
        colour[i] = brush.colour;
        object[i] = brush.object;
        velocityX[i] = (float) brush.velocityX;
        velocityY[i] = (float) brush.velocityY;
        for (int axis = 0; axis < 3; axis++) {
            bounds[i * BOUNDS + axis] = Double.POSITIVE_INFINITY;
            bounds[i * BOUNDS + 3 + axis] = Double.NEGATIVE_INFINITY;
        }
        return i;
    }

    void set(int solid, int offset, double... numbers) {
        System.arraycopy(numbers, 0, shape, solid * SHAPE + offset, numbers.length);
    }

    /** Extends the bounds of a solid to a point, with a margin for what moves during a sweep. */
    void reach(int solid, double x, double y, double z, double radius, double seconds) {
        double driftX = Math.abs(velocityX[solid]) * seconds + radius;
        double driftY = Math.abs(velocityY[solid]) * seconds + radius;
        int at = solid * BOUNDS;
        bounds[at] = Math.min(bounds[at], x - driftX);
        bounds[at + 1] = Math.min(bounds[at + 1], y - driftY);
        bounds[at + 2] = Math.min(bounds[at + 2], z - radius);
        bounds[at + 3] = Math.max(bounds[at + 3], x + driftX);
        bounds[at + 4] = Math.max(bounds[at + 4], y + driftY);
        bounds[at + 5] = Math.max(bounds[at + 5], z + radius);
    }

    /** Of all solids, {@link #BOUNDS} numbers each: lower and upper x, y and z in the order x y z x y z. */
    double[] bounds() {
        return bounds;
    }

    double bound(int solid, int side) {
        return bounds[solid * BOUNDS + side];
    }

    Material material(int solid, boolean ofPane) {
        return MATERIALS.get(ofPane ? pane[solid] : material[solid]);
    }

    float tint(int solid) {
        return tint[solid];
    }

    int colour(int solid) {
        return colour[solid];
    }

    /** The number of the object a solid is part of; 0 for what is no labelled object. */
    int object(int solid) {
        return object[solid];
    }

    boolean isVolume(int solid) {
        return density[solid] > 0;
    }

    /** Lets the ray meet one solid; the ray keeps the hit when it is the nearest. */
    void meet(int solid, Ray ray) {
        double x = ray.originX - velocityX[solid] * ray.delaySeconds;
        double y = ray.originY - velocityY[solid] * ray.delaySeconds;
        switch (kind[solid]) {
            case HEXAHEDRON -> meetHexahedron(solid, ray, x, y);
            case CYLINDER -> meetCylinder(solid, ray, x, y);
            default -> meetEllipsoid(solid, ray, x, y);
        }
    }

    private void meetHexahedron(int solid, Ray ray, double x, double y) {
        int at = solid * SHAPE;
        double enter = Double.NEGATIVE_INFINITY;
        double leave = Double.POSITIVE_INFINITY;
        int face = -1;
        for (int f = 0; f < 6; f++, at += 4) {
            double toward =
                    shape[at] * ray.directionX + shape[at + 1] * ray.directionY + shape[at + 2] * ray.directionZ;
            double inside = shape[at + 3] - shape[at] * x - shape[at + 1] * y - shape[at + 2] * ray.originZ;
            if (toward < 0) {
                double t = inside / toward;
                if (t > enter) {
                    enter = t;
                    face = f;
                }
            } else if (toward > 0) {
                leave = Math.min(leave, inside / toward);
            } else if (inside < 0) {
                return;
            }
            if (enter > leave || enter >= ray.distance) {
                return;
            }
        }
        if (density[solid] > 0) {
            meetVolume(solid, ray, enter, leave);
        } else if (enter > ray.start) {
            at = solid * SHAPE + face * 4;
            keep(solid, ray, enter, shape[at], shape[at + 1], shape[at + 2]);
            ray.pane = face >= 2 && pane[solid] != material[solid] && !inFrame(solid, ray, x, y, face);
        }
    }

    /** A pane ends where the frame around it begins: near another face of the same solid. */
    private boolean inFrame(int solid, Ray ray, double x, double y, int face) {
        double hitX = x + ray.directionX * ray.distance;
        double hitY = y + ray.directionY * ray.distance;
        double hitZ = ray.z();
        int at = solid * SHAPE;
        for (int f = 0; f < 6; f++, at += 4) {
            double inside = shape[at + 3] - shape[at] * hitX - shape[at + 1] * hitY - shape[at + 2] * hitZ;
            if (f != face && inside < Brush.FRAME_METRES) {
                return true;
            }
        }
        return false;
    }

    private void meetCylinder(int solid, Ray ray, double x, double y) {
        int at = solid * SHAPE;
        double axisX = shape[at + 3];
        double axisY = shape[at + 4];
        double axisZ = shape[at + 5];
        double length = shape[at + 6];
        double radius = shape[at + 7];
        double fromX = x - shape[at];
        double fromY = y - shape[at + 1];
        double fromZ = ray.originZ - shape[at + 2];
        double along = ray.directionX * axisX + ray.directionY * axisY + ray.directionZ * axisZ;
        double fromAlong = fromX * axisX + fromY * axisY + fromZ * axisZ;
        double sideX = ray.directionX - along * axisX;
        double sideY = ray.directionY - along * axisY;
        double sideZ = ray.directionZ - along * axisZ;
        double offX = fromX - fromAlong * axisX;
        double offY = fromY - fromAlong * axisY;
        double offZ = fromZ - fromAlong * axisZ;
        double a = sideX * sideX + sideY * sideY + sideZ * sideZ;
        double b = sideX * offX + sideY * offY + sideZ * offZ;
        double c = offX * offX + offY * offY + offZ * offZ - radius * radius;
        double root = b * b - a * c;
        boolean alongAxis = a < 1e-12;
        if (alongAxis ? c > 0 : root < 0) {
            return;
        }
        root = Math.sqrt(Math.max(0, root));
        double mantle = alongAxis ? Double.NEGATIVE_INFINITY : (-b - root) / a;
        double mantleEnd = alongAxis ? Double.POSITIVE_INFINITY : (-b + root) / a;
        double capA = -fromAlong / along;
        double capB = (length - fromAlong) / along;
        double cap = Math.min(capA, capB);
        double enter = Math.max(mantle, cap);
        if (enter >= Math.min(mantleEnd, Math.max(capA, capB)) || enter <= ray.start || enter >= ray.distance) {
            return;
        }
        if (mantle >= cap) {
            keep(
                    solid,
                    ray,
                    enter,
                    (offX + sideX * enter) / radius,
                    (offY + sideY * enter) / radius,
                    (offZ + sideZ * enter) / radius);
        } else {
            double sign = along > 0 ? -1 : 1;
            keep(solid, ray, enter, sign * axisX, sign * axisY, sign * axisZ);
        }
        ray.pane = false;
    }

    private void meetEllipsoid(int solid, Ray ray, double x, double y) {
        int at = solid * SHAPE;
        double fromX = x - shape[at];
        double fromY = y - shape[at + 1];
        double fromZ = ray.originZ - shape[at + 2];
        double a = 0;
        double b = 0;
        double c = -1;
        for (int row = at + 3; row < at + 12; row += 3) {
            double d = shape[row] * ray.directionX + shape[row + 1] * ray.directionY + shape[row + 2] * ray.directionZ;
            double o = shape[row] * fromX + shape[row + 1] * fromY + shape[row + 2] * fromZ;
            a += d * d;
            b += d * o;
            c += o * o;
        }
        double root = b * b - a * c;
        if (root < 0) {
            return;
        }
        root = Math.sqrt(root);
        double enter = (-b - root) / a;
        if (density[solid] > 0) {
            meetVolume(solid, ray, enter, (-b + root) / a);
        } else if (enter > ray.start && enter < ray.distance) {
            double normalX = 0;
            double normalY = 0;
            double normalZ = 0;
            for (int row = at + 3; row < at + 12; row += 3) {
                double o = shape[row] * (fromX + ray.directionX * enter)
                        + shape[row + 1] * (fromY + ray.directionY * enter)
                        + shape[row + 2] * (fromZ + ray.directionZ * enter);
                normalX += o * shape[row];
                normalY += o * shape[row + 1];
                normalZ += o * shape[row + 2];
            }
            double norm = 1 / Math.sqrt(normalX * normalX + normalY * normalY + normalZ * normalZ);
            keep(solid, ray, enter, normalX * norm, normalY * norm, normalZ * norm);
            ray.pane = false;
        }
    }

    /** Leaves stand at random in a volume, so that how deep a ray gets is exponential (Beer and Lambert). */
    private void meetVolume(int solid, Ray ray, double enter, double leave) {
        double from = Math.max(enter, ray.start);
        long hash = Noise.hash(ray.seed, solid);
        double t = from + Noise.exponential(hash) / density[solid];
        if (t < leave && t < ray.distance) {
            long turn = Noise.mix(hash);
            double x = Noise.unit(turn) - 0.5 - ray.directionX;
            double y = Noise.unit(Noise.mix(turn)) - 0.5 - ray.directionY;
            double z = Noise.unit(Noise.mix(turn + 1)) - 0.5 - ray.directionZ;
            double norm = 1 / Math.sqrt(x * x + y * y + z * z + 1e-9);
            keep(solid, ray, t, x * norm, y * norm, z * norm);
            ray.pane = false;
        }
    }

    private void keep(int solid, Ray ray, double distance, double normalX, double normalY, double normalZ) {
        ray.distance = distance;
        ray.solids = this;
        ray.solid = solid;
        ray.cover = null;
        ray.normalX = normalX;
        ray.normalY = normalY;
        ray.normalZ = normalZ;
    }

    private void grow(int capacity) {
        kind = Arrays.copyOf(kind, capacity);
        shape = Arrays.copyOf(shape, capacity * SHAPE);
        bounds = Arrays.copyOf(bounds, capacity * BOUNDS);
        material = Arrays.copyOf(material, capacity);
        pane = Arrays.copyOf(pane, capacity);
        tint = Arrays.copyOf(tint, capacity);
        density = Arrays.copyOf(density, capacity);
        colour = Arrays.copyOf(colour, capacity);
        object = Arrays.copyOf(object, capacity);
        velocityX = Arrays.copyOf(velocityX, capacity);
        velocityY = Arrays.copyOf(velocityY, capacity);
    }
}

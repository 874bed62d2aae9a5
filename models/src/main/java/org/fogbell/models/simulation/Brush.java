package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws one object into {@link Solids}, in the object's own coordinates (x forward, y left, z up, metres). It remembers
 * the material to draw with and the corners of what was drawn.
 */
final class Brush {
    /** Width of what holds a pane. */
    static final double FRAME_METRES = 0.06;

    /** Half a sweep of the slowest sensor: moving things sweep this much time within their bounds. */
    private static final double DRIFT_SECONDS = 0.06;

    private static final int[][] FACES = {
        {0, 3, 2, 1}, {4, 5, 6, 7}, {0, 1, 5, 4}, {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}
    };

    /** Cosines of a turn in sixteen steps. */
    private static final double[] RIM = new double[16];

    static {
        for (int i = 0; i < RIM.length; i++) {
            RIM[i] = StrictMath.cos(2 * Math.PI * i / RIM.length);
        }
    }

    Material material = Material.CONCRETE;
    Material pane = Material.CONCRETE;
    double tint = 1;
    double density;
    int colour = 0x808080;
    final int object;
    final double velocityX;
    final double velocityY;

    private final Solids into;
    private final Placement at;
    private final List<double[]> corners = new ArrayList<>();

    Brush(Solids into, Placement at, int object, double velocityX, double velocityY) {
        this.into = into;
        this.at = at;
        this.object = object;
        this.velocityX = velocityX;
        this.velocityY = velocityY;
    }

    Brush(Solids into, Placement at) {
        this(into, at, 0, 0, 0);
    }

    /** What follows is solid, of one material; {@code tint} multiplies its reflectance, {@code colour} is 0xRRGGBB. */
    Brush dip(Material newMaterial, double newTint, int newColour) {
        material = newMaterial;
        pane = newMaterial;
        tint = newTint;
        colour = newColour;
        density = 0;
        return this;
    }

    /** The sides of what follows are framed panes of another material. */
    Brush glazed(Material newPane) {
        pane = newPane;
        return this;
    }

    /** What follows is a volume in which a ray gets 1/{@code perMetre} metres on average. */
    Brush leafy(double perMetre) {
        density = perMetre;
        return this;
    }

    /** Corners of what was drawn so far, in world coordinates; round things are given by points on their outline. */
    List<double[]> corners() {
        return corners;
    }

    void box(double x0, double x1, double y0, double y1, double z0, double z1) {
        frustum(x0, x1, y0, y1, z0, x0, x1, y0, y1, z1);
    }

    /** From one level rectangle up to another: everything between a box and a gabled roof. */
    void frustum(
            double x0,
            double x1,
            double y0,
            double y1,
            double z0,
            double topX0,
            double topX1,
            double topY0,
            double topY1,
            double z1) {
        hexahedron(new double[][] {
            {x0, y0, z0},
            {x1, y0, z0},
            {x1, y1, z0},
            {x0, y1, z0},
            {topX0, topY0, z1},
            {topX1, topY0, z1},
            {topX1, topY1, z1},
            {topX0, topY1, z1}
        });
    }

    /** Eight corners: the lower four counter-clockwise seen from above, then the four above them. */
    void hexahedron(double[][] local) {
        double[][] world = new double[8][];
        int solid = into.add(Solids.HEXAHEDRON, this);
        for (int i = 0; i < 8; i++) {
            world[i] = toWorld(local[i][0], local[i][1], local[i][2]);
            corner(solid, world[i], 1e-6);
        }
        double[] middle = new double[3];
        for (double[] corner : world) {
            for (int axis = 0; axis < 3; axis++) {
                middle[axis] += corner[axis] / 8;
            }
        }
        for (int f = 0; f < 6; f++) {
            into.set(solid, f * 4, plane(world, FACES[f], middle));
        }
    }

    private static double[] plane(double[][] corners, int[] face, double[] middle) {
        double[] a = corners[face[0]];
        double[] b = corners[face[1]];
        double[] c = corners[face[2]];
        double[] d = corners[face[3]];
        double[] u = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
        double[] v = {d[0] - b[0], d[1] - b[1], d[2] - b[2]};
        double[] n = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
        double norm = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        if (norm < 1e-9) {
            // A face that shrank to a ridge bounds nothing.
            return new double[] {0, 0, 0, 1};
        }
        double offset = 0;
        double inner = 0;
        for (int axis = 0; axis < 3; axis++) {
            n[axis] /= norm;
            offset += n[axis] * (a[axis] + b[axis] + c[axis] + d[axis]) / 4;
            inner += n[axis] * middle[axis];
        }
        double sign = inner > offset ? -1 : 1;
        return new double[] {sign * n[0], sign * n[1], sign * n[2], sign * offset};
    }

    /** A straight rod with flat ends between two points. */
    void cylinder(double x0, double y0, double z0, double x1, double y1, double z1, double radius) {
        double[] foot = toWorld(x0, y0, z0);
        double[] head = toWorld(x1, y1, z1);
        double dx = head[0] - foot[0];
        double dy = head[1] - foot[1];
        double dz = head[2] - foot[2];
        double length = Math.sqrt(dx * dx + dy * dy + dz * dz);
        int solid = into.add(Solids.CYLINDER, this);
        into.set(solid, 0, foot[0], foot[1], foot[2], dx / length, dy / length, dz / length, length, radius);
        double[] axis = {dx / length, dy / length, dz / length};
        disc(solid, foot, axis, radius);
        disc(solid, head, axis, radius);
    }

    void ellipsoid(double x, double y, double z, double radiusX, double radiusY, double radiusZ) {
        double[] centre = toWorld(x, y, z);
        int solid = into.add(Solids.ELLIPSOID, this);
        into.set(
                solid,
                0,
                centre[0],
                centre[1],
                centre[2],
                at.forwardX() / radiusX,
                at.forwardY() / radiusX,
                at.forwardZ() / radiusX,
                at.leftX() / radiusY,
                at.leftY() / radiusY,
                at.leftZ() / radiusY,
                at.upX() / radiusZ,
                at.upY() / radiusZ,
                at.upZ() / radiusZ);
        double half = StrictMath.sqrt(0.5);
        double[] steps = {-1, -half, 0, half, 1};
        for (double i : steps) {
            for (double j : steps) {
                double rest = 1 - i * i - j * j;
                if (rest > -1e-9) {
                    double k = Math.sqrt(Math.max(0, rest));
                    corner(solid, toWorld(x + i * radiusX, y + j * radiusY, z + k * radiusZ), 0);
                    corner(solid, toWorld(x + i * radiusX, y + j * radiusY, z - k * radiusZ), 0);
                }
            }
        }
        double reach = Math.max(radiusX, Math.max(radiusY, radiusZ));
        into.reach(solid, centre[0], centre[1], centre[2], reach, DRIFT_SECONDS);
    }

    /** The rim of one end of a cylinder, as corners of a polygon around it. */
    private void disc(int solid, double[] centre, double[] axis, double radius) {
        double[] across =
                Math.abs(axis[2]) < 0.9 ? new double[] {axis[1], -axis[0], 0} : new double[] {axis[2], 0, -axis[0]};
        double norm = radius / Math.sqrt(across[0] * across[0] + across[1] * across[1] + across[2] * across[2]);
        double x = across[0] * norm;
        double y = across[1] * norm;
        double z = across[2] * norm;
        double crossX = axis[1] * z - axis[2] * y;
        double crossY = axis[2] * x - axis[0] * z;
        double crossZ = axis[0] * y - axis[1] * x;
        for (int i = 0; i < RIM.length; i++) {
            double cos = RIM[i];
            double sin = RIM[(i + RIM.length * 3 / 4) % RIM.length];
            corner(
                    solid,
                    new double[] {
                        centre[0] + x * cos + crossX * sin,
                        centre[1] + y * cos + crossY * sin,
                        centre[2] + z * cos + crossZ * sin
                    },
                    radius * 0.02);
        }
    }

    private void corner(int solid, double[] point, double margin) {
        corners.add(point);
        into.reach(solid, point[0], point[1], point[2], margin, DRIFT_SECONDS);
    }

    private double[] toWorld(double x, double y, double z) {
        return new double[] {at.worldX(x, y, z), at.worldY(x, y, z), at.worldZ(x, y, z)};
    }
}

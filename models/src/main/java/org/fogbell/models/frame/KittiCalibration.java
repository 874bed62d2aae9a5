package org.fogbell.models.frame;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a LiDAR and a camera stand to each other, as KITTI's {@code calib} files say it: a LiDAR point X is seen at the
 * pixel {@code P2 * R0_rect * Tr_velo_to_cam * X}. Immutable.
 */
public final class KittiCalibration {
    private static final String NOT_USED =
            "1.000000000000e+00 0.000000000000e+00 0.000000000000e+00 0.000000000000e+00 "
                    + "0.000000000000e+00 1.000000000000e+00 0.000000000000e+00 0.000000000000e+00 "
                    + "0.000000000000e+00 0.000000000000e+00 1.000000000000e+00 0.000000000000e+00";

    private final double[] projection;
    private final double[] rectification;
    private final double[] lidarToCamera;

    /** LiDAR to rectified camera coordinates, 3 x 4. */
    private final double[] toCamera;

    private final double[] rotationBack;
    private final double[] projectionBack;

    private KittiCalibration(double[] projection, double[] rectification, double[] lidarToCamera) {
        this.projection = projection;
        this.rectification = rectification;
        this.lidarToCamera = lidarToCamera;
        toCamera = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                for (int k = 0; k < 3; k++) {
                    toCamera[row * 4 + column] += rectification[row * 3 + k] * lidarToCamera[k * 4 + column];
                }
            }
        }
        rotationBack = inverse(toCamera);
        projectionBack = inverse(projection);
    }

    /**
     * A camera without distortion that looks straight ahead with KITTI's field of view (81 degrees across), mounted where
     * KITTI's is: 0.27 m ahead of the LiDAR and 0.08 m below.
     */
    public static KittiCalibration ahead(int width, int height) {
        double focal = 721.5377 * width / 1242;
        return new KittiCalibration(
                new double[] {focal, 0, width / 2.0, 0, 0, focal, height * 0.46, 0, 0, 0, 1, 0},
                new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
                new double[] {0, -1, 0, 0, 0, 0, -1, -0.08, 1, 0, 0, -0.27});
    }

    /**
     * Reads the lines of a calibration file of the object layout.
     *
     * @param file what errors call it
     * @throws IOException when a matrix is missing, has another number of values or cannot be inverted; the message names
     *     the file and the line
     */
    public static KittiCalibration parse(List<String> lines, String file) throws IOException {
        Map<String, double[]> matrices = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int colon = line.indexOf(':');
            if (colon > 0) {
                matrices.put(line.substring(0, colon).strip(), numbers(line.substring(colon + 1), file, i + 1));
            }
        }
        try {
            return new KittiCalibration(
                    matrix(matrices, "P2", 12, file),
                    matrix(matrices, "R0_rect", 9, file),
                    matrix(matrices, "Tr_velo_to_cam", 12, file));
        } catch (ArithmeticException singular) {
            throw new IOException(file + ": " + singular.getMessage(), singular);
        }
    }

    private static double[] numbers(String text, String file, int line) throws IOException {
        String[] words = text.isBlank() ? new String[0] : text.strip().split("\\s+", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                throw new IOException(file + " line " + line + ": expected a number, got '" + words[i] + "'", e);
            }
        }
        return numbers;
    }

    private static double[] matrix(Map<String, double[]> matrices, String name, int size, String file)
            throws IOException {
        double[] matrix = matrices.get(name);
        if (matrix == null || matrix.length != size) {
            throw new IOException(file + ": expected a line '" + name + ":' with " + size + " numbers, got "
                    + (matrix == null ? "none" : matrix.length));
        }
        return matrix;
    }

    /** The text of a calibration file; matrices that KITTI has and nobody here uses are unit matrices. */
    public String format() {
        String p2 = join(projection);
        return "P0: " + p2 + "\nP1: " + p2 + "\nP2: " + p2 + "\nP3: " + p2 + "\nR0_rect: " + join(rectification)
                + "\nTr_velo_to_cam: " + join(lidarToCamera) + "\nTr_imu_to_velo: " + NOT_USED + "\n";
    }

    private static String join(double[] numbers) {
        StringBuilder text = new StringBuilder();
        for (double number : numbers) {
            text.append(text.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.12e", number));
        }
        return text.toString();
    }

    /** A LiDAR point in rectified camera coordinates: metres to the right, down and ahead. */
    public double[] toCamera(double x, double y, double z) {
        double[] out = new double[3];
        for (int row = 0; row < 3; row++) {
            out[row] = toCamera[row * 4] * x
                    + toCamera[row * 4 + 1] * y
                    + toCamera[row * 4 + 2] * z
                    + toCamera[row * 4 + 3];
        }
        return out;
    }

    /** The inverse of {@link #toCamera}. */
    public double[] toLidar(double right, double down, double ahead) {
        return multiply(rotationBack, right - toCamera[3], down - toCamera[7], ahead - toCamera[11]);
    }

    /** Where a LiDAR point is seen: pixels from the left, pixels from the top, and depth in metres; behind the camera the depth is not positive. */
    public double[] project(double x, double y, double z) {
        double[] camera = toCamera(x, y, z);
        double[] out = new double[3];
        for (int row = 0; row < 3; row++) {
            int at = row * 4;
            out[row] = projection[at] * camera[0]
                    + projection[at + 1] * camera[1]
                    + projection[at + 2] * camera[2]
                    + projection[at + 3];
        }
        return new double[] {out[0] / out[2], out[1] / out[2], out[2]};
    }

    /** The LiDAR point that is seen at a pixel and a depth; at depth 0 it is the camera itself. The inverse of {@link #project}. */
    public double[] backProject(double u, double v, double depth) {
        double[] camera =
                multiply(projectionBack, u * depth - projection[3], v * depth - projection[7], depth - projection[11]);
        return toLidar(camera[0], camera[1], camera[2]);
    }

    /** The labelled box in LiDAR coordinates. The sensors' slight tilt against each other is left out of the heading. */
    public Box3d box(ObjectLabel label) {
        double[] centre = toLidar(label.cameraX(), label.cameraY() - label.height() / 2, label.cameraZ());
        double cos = StrictMath.cos(label.rotationY());
        double sin = StrictMath.sin(label.rotationY());
        double[] heading = multiply(rotationBack, cos, 0, -sin);
        return new Box3d(
                centre[0],
                centre[1],
                centre[2],
                label.length(),
                label.width(),
                label.height(),
                StrictMath.atan2(heading[1], heading[0]));
    }

    /** The label of a box whose image part is known. The inverse of {@link #box}. */
    public ObjectLabel label(
            String type,
            Box3d box,
            double truncation,
            int occlusion,
            double left,
            double top,
            double right,
            double bottom) {
        double[] centre = toCamera(box.x(), box.y(), box.z());
        double cos = StrictMath.cos(box.yaw());
        double sin = StrictMath.sin(box.yaw());
        double rotation =
                StrictMath.atan2(-(toCamera[8] * cos + toCamera[9] * sin), toCamera[0] * cos + toCamera[1] * sin);
        double alpha = Math.IEEEremainder(rotation - StrictMath.atan2(centre[0], centre[2]), 2 * Math.PI);
        return new ObjectLabel(
                type,
                truncation,
                occlusion,
                alpha,
                left,
                top,
                right,
                bottom,
                box.height(),
                box.width(),
                box.length(),
                centre[0],
                centre[1] + box.height() / 2,
                centre[2],
                rotation);
    }

    private static double[] multiply(double[] m, double x, double y, double z) {
        return new double[] {
            m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z
        };
    }

    /** The inverse of the left 3 x 3 part of a 3 x 4 matrix. */
    private static double[] inverse(double[] m) {
        double[] out = {
            m[5] * m[10] - m[6] * m[9], m[2] * m[9] - m[1] * m[10], m[1] * m[6] - m[2] * m[5],
            m[6] * m[8] - m[4] * m[10], m[0] * m[10] - m[2] * m[8], m[2] * m[4] - m[0] * m[6],
            m[4] * m[9] - m[5] * m[8], m[1] * m[8] - m[0] * m[9], m[0] * m[5] - m[1] * m[4]
        };
        double determinant = m[0] * out[0] + m[1] * out[3] + m[2] * out[6];
        if (!(Math.abs(determinant) > 1e-12)) {
            throw new ArithmeticException("expected matrices that can be inverted, got determinant " + determinant);
        }
        for (int i = 0; i < 9; i++) {
            out[i] /= determinant;
        }
        return out;
    }
}

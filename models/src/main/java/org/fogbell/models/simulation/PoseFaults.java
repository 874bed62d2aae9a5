package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/**
 * A sensor that is not where it is thought to be. Nine normal numbers are added to the rotation matrix and three to the
 * translation, as in the published benchmarks: the ratio of the two is theirs.
 */
final class PoseFaults {
    private static final int POSES_PER_TURN = 12;

    private PoseFaults() {}

    /** A bent mount: one wrong pose for as long as it lasts. */
    static PointCloud misalignment(PointCloud clean, double shiftMetres, Seeds seeds) {
        double[] error = poseError(seeds.lasting(), shiftMetres);
        return moved(clean, (point, entry) -> error[entry]);
    }

    /**
     * Wrong motion compensation: the pose error changes while the sensor turns, from one of twelve independent errors to the
     * next and back to the first, anew in each frame.
     */
    static PointCloud motion(PointCloud clean, double shiftMetres, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        double[][] errors = new double[POSES_PER_TURN][];
        for (int pose = 0; pose < POSES_PER_TURN; pose++) {
            errors[pose] = poseError(random, shiftMetres);
        }
        float[] turn = new float[clean.size()];
        for (int point = 0; point < turn.length; point++) {
            double share = (Beam.azimuth(clean, point) + Math.PI) / (2 * Math.PI);
            turn[point] = (float) (Math.max(0, Math.min(1, share)) * POSES_PER_TURN);
        }
        return moved(clean, (point, entry) -> {
            int pose = (int) turn[point];
            double share = turn[point] - pose;
            return (1 - share) * errors[pose % POSES_PER_TURN][entry]
                    + share * errors[(pose + 1) % POSES_PER_TURN][entry];
        });
    }

    /** Rows of three rotation entries and one translation each. */
    private static double[] poseError(SeededRandom random, double shiftMetres) {
        double[] error = new double[12];
        for (int entry = 0; entry < error.length; entry++) {
            double sigma = entry % 4 == 3 ? shiftMetres : shiftMetres / 10;
            error[entry] = sigma * random.nextGaussian();
        }
        return error;
    }

    @FunctionalInterface
    private interface PoseError {
        double at(int point, int entry);
    }

    private static PointCloud moved(PointCloud clean, PoseError error) {
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            points.add(
                    coordinate(clean, point, clean.x(point), error, 0),
                    coordinate(clean, point, clean.y(point), error, 4),
                    coordinate(clean, point, clean.z(point), error, 8),
                    clean.intensity(point));
        }
        return points.toCloud();
    }

    private static float coordinate(PointCloud clean, int point, float from, PoseError error, int row) {
        return (float) (from
                + error.at(point, row) * clean.x(point)
                + error.at(point, row + 1) * clean.y(point)
                + error.at(point, row + 2) * clean.z(point)
                + error.at(point, row + 3));
    }
}

package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/** Points that do not arrive: what is left is unchanged and in order. */
final class PointLoss {
    private static final double BALL_SHARE = 0.02;
    private static final int PACKETS_PER_TURN = 360;

    private PointLoss() {}

    static PointCloud density(PointCloud clean, double share, Seeds seeds) {
        boolean[] lost = seeds.fresh().choose(clean.size(), (int) Math.round(clean.size() * share));
        return PointList.keep(clean, point -> !lost[point]);
    }

    /** Keeps what lies within so many degrees of straight ahead, to either side. */
    static PointCloud fieldOfView(PointCloud clean, double degrees, Seeds seeds) {
        double limit = StrictMath.toRadians(degrees);
        return PointList.keep(clean, point -> !(Math.abs(Beam.azimuth(clean, point)) > limit));
    }

    /** Holes in the scene: around so many random points, one after the other, the nearest points vanish. */
    static PointCloud cutout(PointCloud clean, double balls, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        int perBall = (int) Math.round(clean.size() * BALL_SHARE);
        PointCloud left = clean;
        for (int ball = 0; ball < balls && left.size() > 0; ball++) {
            left = withoutBall(left, random.nextInt(left.size()), perBall);
        }
        return left;
    }

    private static PointCloud withoutBall(PointCloud cloud, int centre, int count) {
        if (count == 0 || !Beam.isReturn(cloud, centre)) {
            return cloud;
        }
        // Squared distance above, place below: an order without ties, in which what is not finite comes last.
        long[] keys = new long[cloud.size()];
        for (int point = 0; point < keys.length; point++) {
            float dx = cloud.x(point) - cloud.x(centre);
            float dy = cloud.y(point) - cloud.y(centre);
            float dz = cloud.z(point) - cloud.z(centre);
            keys[point] = (long) Float.floatToIntBits(dx * dx + dy * dy + dz * dz) << 32 | point;
        }
        long last = smallest(keys.clone(), Math.min(count, keys.length) - 1);
        return PointList.keep(cloud, point -> keys[point] > last);
    }

    /** The value that would stand at that place if the array were sorted (Hoare's selection; reorders the array). */
    private static long smallest(long[] values, int place) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            long pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (place <= j) {
                high = j;
            } else if (place >= i) {
                low = i;
            } else {
                return values[place];
            }
        }
        return values[place];
    }

    /** Network packets that never came, anew in each frame: each carried one degree of a turn, all rings at once. */
    static PointCloud packets(PointCloud clean, double share, Seeds seeds) {
        boolean[] lost = seeds.fresh().choose(PACKETS_PER_TURN, (int) Math.round(PACKETS_PER_TURN * share));
        return PointList.keep(clean, point -> {
            double turn = (Beam.azimuth(clean, point) + Math.PI) / (2 * Math.PI);
            return !(turn >= 0 && lost[Math.min(PACKETS_PER_TURN - 1, (int) (turn * PACKETS_PER_TURN))]);
        });
    }
}

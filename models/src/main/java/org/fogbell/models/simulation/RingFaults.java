package org.fogbell.models.simulation;

import java.util.Arrays;
import org.fogbell.models.frame.PointCloud;

/** Lasers of a spinning sensor that fail, the same ones for as long as the fault lasts. How many is said for
 * a sensor of 64 rings and scaled to the {@link Rings} that a sweep has. */
final class RingFaults {
    private RingFaults() {}

    /** Lasers here and there are dark. */
    static PointCloud beamsMissing(PointCloud clean, double of64, Seeds seeds) {
        Rings rings = Rings.of(clean);
        boolean[] dark =
                seeds.lasting().choose(rings.count(), (int) Math.round(rings.count() * of64 / Rings.DEFAULT_COUNT));
        return without(clean, rings, dark);
    }

    /** A bank of neighbouring lasers is dark. */
    static PointCloud dead(PointCloud clean, double of64, Seeds seeds) {
        Rings rings = Rings.of(clean);
        return without(clean, rings, bank(rings, of64, seeds));
    }

    private static PointCloud without(PointCloud clean, Rings rings, boolean[] dark) {
        int[] ringOfPoint = rings.ringOfPoint();
        return PointList.keep(clean, point -> ringOfPoint[point] < 0 || !dark[ringOfPoint[point]]);
    }

    /** A bank of neighbouring lasers reports the range of its first point again and again: each becomes a circle. */
    static PointCloud stuck(PointCloud clean, double of64, Seeds seeds) {
        Rings rings = Rings.of(clean);
        boolean[] stuck = bank(rings, of64, seeds);
        double[] reported = new double[rings.count()];
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            int ring = rings.ringOfPoint()[point];
            if (ring < 0 || !stuck[ring]) {
                points.add(clean, point);
                continue;
            }
            double range = Beam.rangeMetres(clean, point);
            if (reported[ring] == 0) {
                reported[ring] = range;
            }
            points.addScaled(clean, point, reported[ring] / range, clean.intensity(point));
        }
        return points.toCloud();
    }

    private static boolean[] bank(Rings rings, double of64, Seeds seeds) {
        int width = (int) Math.min(rings.count(), Math.max(1, Math.round(rings.count() * of64 / Rings.DEFAULT_COUNT)));
        int first = seeds.lasting().nextInt(rings.count() - width + 1);
        boolean[] bank = new boolean[rings.count()];
        Arrays.fill(bank, first, first + width, true);
        return bank;
    }
}

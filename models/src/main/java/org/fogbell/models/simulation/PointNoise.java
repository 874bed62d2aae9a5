package org.fogbell.models.simulation;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.fogbell.models.frame.PointCloud;

/** Errors in what is measured at each point: no point is lost, and none changes its place in the order. */
final class PointNoise {
    private static final double IMPULSE_METRES = 0.1;
    private static final double CROSSTALK_METRES = 3;
    private static final double SUNLIGHT_METRES = 2;
    private static final double CLIP_SIGMAS = 4;
    private static final double SALT_SHARE = 0.03;

    private PointNoise() {}

    static PointCloud gaussian(PointCloud clean, double sigmaMetres, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        return moved(clean, () -> sigmaMetres * random.nextGaussian());
    }

    static PointCloud uniform(PointCloud clean, double halfWidthMetres, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        return moved(clean, () -> random.nextDouble(-halfWidthMetres, halfWidthMetres));
    }

    /** One in {@code every} points jumps by a fixed distance, one way or the other, along each axis. */
    static PointCloud impulse(PointCloud clean, double every, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        boolean[] hit = random.choose(clean.size(), (int) (clean.size() / every));
        return moved(clean, hit, () -> random.nextBoolean(0.5) ? IMPULSE_METRES : -IMPULSE_METRES);
    }

    static PointCloud crosstalk(PointCloud clean, double share, Seeds seeds) {
        return scattered(clean, share, CROSSTALK_METRES, seeds);
    }

    static PointCloud sunlight(PointCloud clean, double share, Seeds seeds) {
        return scattered(clean, share, SUNLIGHT_METRES, seeds);
    }

    private static PointCloud scattered(PointCloud clean, double share, double sigmaMetres, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        boolean[] hit = random.choose(clean.size(), (int) Math.round(clean.size() * share));
        return moved(clean, hit, () -> sigmaMetres * random.nextGaussian());
    }

    /** The noise of the 2023 Entropy Loss paper: on the coordinates in metres and, just as large, on the intensity. */
    static PointCloud gaussianOnEverything(PointCloud clean, double sigma, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        float[] noisy = clean.xyzi().clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (sigma * random.nextGaussian());
        }
        return new PointCloud(noisy);
    }

    /**
     * The noise of the merged Entropy Loss paper: clipped normal noise, then as many points as {@link #SALT_SHARE} says
     * take the largest value of every column of the sweep (salt), and as many others the smallest (pepper).
     */
    static PointCloud saltAndPepper(PointCloud clean, double sigmaMetres, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        double clip = CLIP_SIGMAS * sigmaMetres;
        PointCloud noisy = moved(clean, () -> Math.max(-clip, Math.min(clip, sigmaMetres * random.nextGaussian())));
        int grains = (int) Math.round(2 * SALT_SHARE * clean.size());
        boolean[] hit = random.choose(clean.size(), grains);
        float[] xyzi = noisy.xyzi();
        float[] least = extreme(xyzi, -1);
        float[] most = extreme(xyzi, 1);
        int salted = 0;
        int met = 0;
        for (int point = 0; point < hit.length; point++) {
            if (hit[point]) {
                boolean salt = random.nextDouble() * (grains - met++) < (grains + 1) / 2 - salted;
                salted += salt ? 1 : 0;
                System.arraycopy(salt ? most : least, 0, xyzi, point * PointCloud.STRIDE, PointCloud.STRIDE);
            }
        }
        return noisy;
    }

    private static float[] extreme(float[] xyzi, int sign) {
        float[] extreme = new float[PointCloud.STRIDE];
        Arrays.fill(extreme, sign * Float.NEGATIVE_INFINITY);
        for (int i = 0; i < xyzi.length; i++) {
            int column = i % PointCloud.STRIDE;
            if (Float.isFinite(xyzi[i]) && sign * xyzi[i] > sign * extreme[column]) {
                extreme[column] = xyzi[i];
            }
        }
        return extreme;
    }

    /** Every range is too long by the same distance. */
    static PointCloud rangeBias(PointCloud clean, double metres, Seeds seeds) {
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            if (Beam.isReturn(clean, point)) {
                double scale = 1 + metres / Beam.rangeMetres(clean, point);
                points.addScaled(clean, point, scale, clean.intensity(point));
            } else {
                points.add(clean, point);
            }
        }
        return points.toCloud();
    }

    /** An emitter that has aged: every intensity is the same share of what it was. */
    static PointCloud intensityDecay(PointCloud clean, double share, Seeds seeds) {
        float[] xyzi = clean.xyzi().clone();
        for (int i = 3; i < xyzi.length; i += PointCloud.STRIDE) {
            xyzi[i] = (float) (xyzi[i] * share);
        }
        return new PointCloud(xyzi);
    }

    private static PointCloud moved(PointCloud clean, DoubleSupplier metres) {
        float[] xyzi = clean.xyzi().clone();
        for (int i = 0; i < xyzi.length; i += PointCloud.STRIDE) {
            move(xyzi, i, metres);
        }
        return new PointCloud(xyzi);
    }

    private static PointCloud moved(PointCloud clean, boolean[] hit, DoubleSupplier metres) {
        float[] xyzi = clean.xyzi().clone();
        for (int point = 0; point < hit.length; point++) {
            if (hit[point]) {
                move(xyzi, point * PointCloud.STRIDE, metres);
            }
        }
        return new PointCloud(xyzi);
    }

    private static void move(float[] xyzi, int at, DoubleSupplier metres) {
        xyzi[at] += (float) metres.getAsDouble();
        xyzi[at + 1] += (float) metres.getAsDouble();
        xyzi[at + 2] += (float) metres.getAsDouble();
    }
}

package org.fogbell.bench.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.fogbell.models.frame.PointCloud;

/**
 * Faults of LiDARs that the simulator does not have, for a look at what nobody had in view: no statistic was written for one of them. Of no use
 * any more once one is.
 */
enum UnseenFault implements FaultKind {
    /** A receiver that has grown deaf: nothing beyond so many metres. */
    SHORT_SIGHT(60.0, 45.0, 32.0, 22.0, 15.0) {
        @Override
        boolean change(float[] point, double strength, Random dice) {
            return range(point) <= strength;
        }
    },
    /** A coarse clock: ranges in steps of so many metres. */
    COARSE_RANGES(0.1, 0.2, 0.4, 0.8, 1.6) {
        @Override
        boolean change(float[] point, double strength, Random dice) {
            double range = range(point);
            return range == 0 || stretch(point, Math.max(1, Math.rint(range / strength)) * strength / range);
        }
    },
    /** Mirrors and puddles: a share of the echoes comes from twice as far. */
    GHOSTS(0.005, 0.01, 0.02, 0.04, 0.08) {
        @Override
        boolean change(float[] point, double strength, Random dice) {
            return dice.nextDouble() >= strength || stretch(point, 2);
        }
    },
    /** A broken table of gains: intensities to the power of so much. */
    INTENSITY_CURVE(0.9, 0.8, 0.65, 0.5, 0.3) {
        @Override
        boolean change(float[] point, double strength, Random dice) {
            point[INTENSITY] = (float) Math.pow(Math.max(0, point[INTENSITY]), strength);
            return true;
        }
    },
    /** A slipping encoder: all that is on the left is turned by so many degrees. */
    TORN_SWEEP(0.5, 1.0, 2.0, 4.0, 8.0) {
        @Override
        boolean change(float[] point, double strength, Random dice) {
            if (point[1] > 0) {
                double cos = Math.cos(Math.toRadians(strength));
                double sin = Math.sin(Math.toRadians(strength));
                float x = point[0];
                point[0] = (float) (cos * x - sin * point[1]);
                point[1] = (float) (sin * x + cos * point[1]);
            }
            return true;
        }
    };

    private static final int INTENSITY = 3;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that cannot be changed
    private final List<Double> strengths;

    UnseenFault(Double... strengths) {
        this.strengths = List.of(strengths);
    }

    /** Changes one point in its place; false where it is lost. */
    abstract boolean change(float[] point, double strength, Random dice);

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean isUnseen() {
        return true;
    }

    @Override
    public Effect begin(int severity, long seed) {
        Random dice = new Random(seed);
        double strength = strengths.get(severity - 1);
        return (clean, depthMetres) -> changed((PointCloud) clean, strength, dice);
    }

    private PointCloud changed(PointCloud clean, double strength, Random dice) {
        float[] all = clean.xyzi();
        float[] kept = new float[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i += PointCloud.STRIDE) {
            float[] point = Arrays.copyOfRange(all, i, i + PointCloud.STRIDE);
            if (change(point, strength, dice)) {
                System.arraycopy(point, 0, kept, size, PointCloud.STRIDE);
                size += PointCloud.STRIDE;
            }
        }
        return new PointCloud(Arrays.copyOf(kept, size));
    }

    private static double range(float[] point) {
        return Math.sqrt((double) point[0] * point[0] + (double) point[1] * point[1] + (double) point[2] * point[2]);
    }

    /** Along the beam; returns true. */
    private static boolean stretch(float[] point, double factor) {
        for (int i = 0; i < INTENSITY; i++) {
            point[i] = (float) (point[i] * factor);
        }
        return true;
    }
}

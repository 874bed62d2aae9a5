package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.eloss.ShrunkGaussian;

/**
 * What the pooled channels of clean frames of one sensor type look like, and how far another frame's lie from them.
 *
 * @param frames how many frames it comes from
 * @param usual mean, and covariance of which half of what lies off the diagonal is taken away
 */
/*
 * The Mahalanobis distance of Lee et al. (NeurIPS 2018) with one class: frames have none. Frames of which a baseline was made lie too
 * near to it, so what is typical is found from the others: each fifth of them from the rest. The fifths are runs of neighbours, as
 * frames of one drive are alike.
 */
public record PooledBaseline(int frames, ShrunkGaussian usual) {
    /** Fewer frames do not make a baseline. */
    public static final int MIN_FRAMES = 20;

    private static final int PARTS = 5;

    public PooledBaseline {
        if (frames < 1) {
            throw new IllegalArgumentException("a baseline comes from at least one frame, got " + frames);
        }
    }

    /**
     * From the channels' means of clean frames, all of one length.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #MIN_FRAMES}
     */
    public static PooledBaseline of(List<List<Double>> clean) {
        if (clean.size() < MIN_FRAMES) {
            throw new IllegalArgumentException(
                    "a baseline of pooled channels needs at least " + MIN_FRAMES + " frames, got " + clean.size());
        }
        return fit(clean);
    }

    private static PooledBaseline fit(List<List<Double>> clean) {
        return new PooledBaseline(
                clean.size(),
                ShrunkGaussian.of(clean.stream().map(PooledBaseline::array).toList(), ShrunkGaussian.SHRINKAGE));
    }

    /** Whether a baseline can be made of these, at least one. */
    public static boolean canBeOf(List<List<Double>> clean) {
        return clean.size() >= MIN_FRAMES && clean.stream().noneMatch(List::isEmpty);
    }

    /** The root mean square over the dimensions of the Mahalanobis distance: about 1 for a clean frame, at least 0. */
    public double distance(List<Double> pooled) {
        return Math.sqrt(usual.squaredDistance(array(pooled)) / pooled.size());
    }

    /** Of each clean frame its distance from a baseline of those that are not in the same fifth of the list. */
    public static double[] heldOut(List<List<Double>> clean) {
        double[] distances = new double[clean.size()];
        for (int part = 0; part < PARTS; part++) {
            int from = part * clean.size() / PARTS;
            int to = (part + 1) * clean.size() / PARTS;
            List<List<Double>> others = new ArrayList<>(clean.subList(0, from));
            others.addAll(clean.subList(to, clean.size()));
            PooledBaseline rest = fit(others);
            for (int i = from; i < to; i++) {
                distances[i] = rest.distance(clean.get(i));
            }
        }
        return distances;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

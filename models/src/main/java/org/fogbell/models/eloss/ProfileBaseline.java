package org.fogbell.models.eloss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the entropy profiles of clean frames look like: their mean and how they vary together. It measures how far
 * another profile of the same model lies from them.
 *
 * @param frames how many profiles it comes from
 * @param mean of each entropy, block by block
 * @param covariance of the entropies, shrunk towards its diagonal
 * @param typicalDistance the median distance of a clean profile from a baseline made of the others
 * @param lnDistanceSpread how the logarithms of those distances scatter: 1.4826 times their median absolute deviation
 */
/*
 * Mahalanobis distance, sqrt((h - m)' S^-1 (h - m)). Few frames give a poor covariance: its off-diagonal half is taken
 * away, which keeps S positive definite from two frames on. Distances of the very frames that S comes from are too
 * small, so what is typical is found by leaving each of them out in turn.
 */
public record ProfileBaseline(
        int frames, List<Double> mean, List<List<Double>> covariance, double typicalDistance, double lnDistanceSpread) {
    /** Fewer profiles do not make a baseline. */
    public static final int MIN_FRAMES = 8;

    private static final double SHRINKAGE = 0.5;

    /** Entropies of one layer that differ by less than 1e-4 nats are the same. */
    private static final double MIN_VARIANCE = 1e-8;

    /** Makes the median absolute deviation of normal values their standard deviation. */
    private static final double MAD_TO_DEVIATION = 1.4826;

    /** The least spread: distances that hardly differ must not turn rounding into deviations. */
    private static final double MIN_LN_SPREAD = 1e-3;

    public ProfileBaseline {
        mean = List.copyOf(mean);
        covariance = covariance.stream().map(List::copyOf).toList();
        int size = mean.size();
        if (covariance.size() != size || covariance.stream().anyMatch(row -> row.size() != size)) {
            throw new IllegalArgumentException(
                    "a baseline of " + size + " entropies needs a covariance of as many rows " + "and columns");
        }
        if (!(typicalDistance > 0)) {
            throw new IllegalArgumentException("a typical distance is above 0, got " + typicalDistance);
        }
        if (!(lnDistanceSpread > 0)) {
            throw new IllegalArgumentException("a spread is above 0, got " + lnDistanceSpread);
        }
    }

    /**
     * The baseline of clean profiles of one sensor under one model, in any order.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #MIN_FRAMES}, or they are not of one model
     */
    public static ProfileBaseline of(List<EntropyProfile> clean) {
        if (clean.size() < MIN_FRAMES) {
            throw new IllegalArgumentException(
                    "a profile baseline needs at least " + MIN_FRAMES + " frames, got " + clean.size());
        }
        List<double[]> vectors = new ArrayList<>();
        for (EntropyProfile profile : clean) {
            double[] vector = profile.entropies();
            if (!vectors.isEmpty() && vectors.get(0).length != vector.length) {
                throw new IllegalArgumentException("profiles of one model have the same length, got "
                        + vectors.get(0).length + " and " + vector.length + " entropies");
            }
            vectors.add(vector);
        }
        double[] distances = new double[vectors.size()];
        for (int i = 0; i < distances.length; i++) {
            List<double[]> others = new ArrayList<>(vectors);
            double[] left = others.remove(i);
            distances[i] = of(others, 1, 1).distance(left);
        }
        double typical = Math.max(middle(distances), Math.ulp(1));
        double[] scatter = Arrays.stream(distances)
                .map(distance -> Math.abs(Math.log(Math.max(distance, Math.ulp(1)) / typical)))
                .toArray();
        return of(vectors, typical, Math.max(MAD_TO_DEVIATION * middle(scatter), MIN_LN_SPREAD));
    }

    /** Sorts its argument. */
    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static ProfileBaseline of(List<double[]> vectors, double typicalDistance, double lnDistanceSpread) {
        int size = vectors.get(0).length;
        double[] mean = new double[size];
        for (double[] vector : vectors) {
            for (int i = 0; i < size; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        List<List<Double>> covariance = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Double> row = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                double sum = 0;
                for (double[] vector : vectors) {
                    sum += (vector[i] - mean[i]) * (vector[j] - mean[j]);
                }
                double value = sum / (vectors.size() - 1);
                row.add(i == j ? Math.max(value, MIN_VARIANCE) : value * (1 - SHRINKAGE));
            }
            covariance.add(row);
        }
        return new ProfileBaseline(
                vectors.size(), Arrays.stream(mean).boxed().toList(), covariance, typicalDistance, lnDistanceSpread);
    }

    /**
     * The distance of a profile from the mean, in standard deviations of clean profiles along its direction; at least 0.
     *
     * @throws IllegalArgumentException when the profile has another length: it is of another model
     */
    public double distance(EntropyProfile profile) {
        return distance(profile.entropies());
    }

    /** {@link #distance} as a multiple of what is typical of clean frames: around 1 for them. */
    public double deviationFactor(EntropyProfile profile) {
        return distance(profile) / typicalDistance;
    }

    /** By Cholesky: with S = L L', the distance is the length of the solution of L y = h - m. */
    private double distance(double[] vector) {
        int size = mean.size();
        if (vector.length != size) {
            throw new IllegalArgumentException(
                    "the baseline is of " + size + " entropies, the profile has " + vector.length);
        }
        double[][] lower = new double[size][size];
        double[] solved = new double[size];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double value = covariance.get(i).get(j);
                for (int k = 0; k < j; k++) {
                    value -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(value) : value / lower[j][j];
            }
            double value = vector[i] - mean.get(i);
            for (int k = 0; k < i; k++) {
                value -= lower[i][k] * solved[k];
            }
            solved[i] = value / lower[i][i];
            squares += solved[i] * solved[i];
        }
        return Math.sqrt(squares);
    }
}

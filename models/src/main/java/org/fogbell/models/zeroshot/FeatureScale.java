package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings features of different units to one: less the references' mean, over how much they vary within a class. Without it
 * one epsilon for all dimensions would mean nothing.
 */
record FeatureScale(double[] centre, double[] deviation) {
    /** A feature that never varies is left as it is. */
    private static final double LEAST = 1e-9;

    static FeatureScale of(References references) {
        int size = references.dimensions();
        double[] centre = new double[size];
        double[] squares = new double[size];
        for (double[][] vectors : references.vectors()) {
            double[] mean = Densities.mean(vectors);
            for (double[] row : Densities.centred(vectors, mean, 1)) {
                for (int k = 0; k < size; k++) {
                    squares[k] += row[k] * row[k];
                }
            }
            for (int k = 0; k < size; k++) {
                centre[k] += mean[k] * vectors.length / references.count();
            }
        }
        for (int k = 0; k < size; k++) {
            double deviation = Math.sqrt(squares[k] / references.count());
            squares[k] = deviation > LEAST * Math.max(1, Math.abs(centre[k])) ? deviation : 1;
        }
        return new FeatureScale(centre, squares);
    }

    double[] apply(double[] vector) {
        double[] scaled = new double[centre.length];
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = (vector[k] - centre[k]) / deviation[k];
        }
        return scaled;
    }

    References apply(References references) {
        List<double[][]> scaled = new ArrayList<>();
        for (double[][] vectors : references.vectors()) {
            double[][] rows = new double[vectors.length][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = apply(vectors[i]);
            }
            scaled.add(rows);
        }
        return new References(references.labels(), scaled);
    }

    void write(DataOutputStream out) throws IOException {
        Numbers.write(out, centre, deviation);
    }

    static FeatureScale read(DataInputStream in, int size) throws IOException {
        double[] centre = Numbers.read(in, size);
        double[] deviation = Numbers.read(in, size);
        for (double each : deviation) {
            if (!(each > 0)) {
                throw new IOException("expected deviations above 0, got " + each);
            }
        }
        return new FeatureScale(centre, deviation);
    }
}

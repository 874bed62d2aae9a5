package org.fogbell.models.eloss;

import java.util.List;

/** Arithmetic of plain vectors of one length. */
public final class Vectors {
    private Vectors() {}

    public static double[] mean(List<double[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        for (double[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        return mean;
    }

    public static List<double[]> centred(List<double[]> vectors, double[] mean) {
        return vectors.stream().map(vector -> minus(vector, mean)).toList();
    }

    public static double[] minus(double[] one, double[] other) {
        double[] apart = new double[one.length];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = one[i] - other[i];
        }
        return apart;
    }

    public static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    public static double squaredLength(double[] vector) {
        return dot(vector, vector);
    }

    public static double distance(double[] one, double[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            squares += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(squares);
    }

    /** Of length 1; a vector of zeros stays. */
    public static double[] unit(double[] vector) {
        double length = Math.sqrt(squaredLength(vector));
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] /= length;
        }
        return unit;
    }

    /** ln of the sum of the exponentials, without overflow. */
    public static double logSumExp(double[] values) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Math.max(most, value);
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - most);
        }
        return most + Math.log(sum);
    }
}

package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedoitWolfTest {
    /** The estimate by its definition: every outer product is written down. */
    static double[][] shrunk(double[][] vectors) {
        double[][] sample = BruteForce.covariance(vectors, false);
        double intensity = intensity(vectors, sample);
        double variance = trace(sample) / sample.length;
        double[][] shrunk = new double[sample.length][sample.length];
        for (int i = 0; i < sample.length; i++) {
            for (int j = 0; j < sample.length; j++) {
                shrunk[i][j] = (1 - intensity) * sample[i][j] + (i == j ? intensity * variance : 0);
            }
        }
        return shrunk;
    }

    private static double intensity(double[][] vectors, double[][] sample) {
        int size = sample.length;
        double[] mean = BruteForce.mean(vectors);
        double variance = trace(sample) / size;
        double apart = 0;
        double chance = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                apart += Math.pow(sample[i][j] - (i == j ? variance : 0), 2);
                for (double[] vector : vectors) {
                    chance += Math.pow((vector[i] - mean[i]) * (vector[j] - mean[j]) - sample[i][j], 2)
                            / vectors.length
                            / vectors.length;
                }
            }
        }
        return Math.min(1, chance / apart);
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }

    @Test
    void shrinksByTheAmountOfItsDefinition() {
        Random random = new Random(3);
        for (int count : new int[] {3, 8, 60}) {
            double[][] vectors = BruteForce.normal(random, count, 9, 2);
            double[] mean = BruteForce.mean(vectors);
            LedoitWolf shrinkage = LedoitWolf.of(Densities.centred(vectors, mean, 1));
            double[][] sample = BruteForce.covariance(vectors, false);
            assertThat(shrinkage.intensity()).isCloseTo(intensity(vectors, sample), within(1e-10));
            assertThat(shrinkage.variance()).isCloseTo(trace(sample) / 9, within(1e-10));
        }
    }

    @Test
    void shrinksLessTheMoreReferencesThereAre() {
        Random random = new Random(4);
        double[][] many = BruteForce.normal(random, 2_000, 9, 0);
        double[][] few = Arrays.copyOf(many, 12);
        assertThat(LedoitWolf.of(Densities.centred(many, BruteForce.mean(many), 1))
                        .intensity())
                .isLessThan(0.05)
                .isLessThan(LedoitWolf.of(Densities.centred(few, BruteForce.mean(few), 1))
                        .intensity());
    }
}

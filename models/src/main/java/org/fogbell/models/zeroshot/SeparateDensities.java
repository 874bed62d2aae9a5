package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gaussians with a covariance of their own each. */
final class SeparateDensities implements Densities {
    private final int dimensions;
    private final List<Gaussian> gaussians;

    private SeparateDensities(int dimensions, List<Gaussian> gaussians) {
        this.dimensions = dimensions;
        this.gaussians = List.copyOf(gaussians);
    }

    /** @param shrunk whether by Ledoit and Wolf's amount towards a sphere */
    static SeparateDensities fit(References references, double epsilon, boolean shrunk) {
        List<Gaussian> gaussians = new ArrayList<>();
        for (int c = 0; c < references.labels().size(); c++) {
            double[][] vectors = references.vectors().get(c);
            double[] mean = Densities.mean(vectors);
            double[][] centred = Densities.centred(vectors, mean, 1);
            double share = 1.0 / (vectors.length - 1);
            double ridge = epsilon;
            if (shrunk) {
                LedoitWolf shrinkage = LedoitWolf.of(centred);
                share = (1 - shrinkage.intensity()) / vectors.length;
                ridge += shrinkage.intensity() * shrinkage.variance();
            }
            double[][] rows = Densities.centred(vectors, mean, Math.sqrt(share));
            gaussians.add(Gaussian.of(
                    mean, rows, ridge, "class '" + references.labels().get(c) + "'"));
        }
        return new SeparateDensities(references.dimensions(), gaussians);
    }

    @Override
    public int classes() {
        return gaussians.size();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    /** Class by class, so that a class's triangle is fetched from memory once for the whole batch. */
    @Override
    public double[][] squaredDistances(double[][] batch) {
        double[][] squares = new double[batch.length][gaussians.size()];
        for (int c = 0; c < gaussians.size(); c++) {
            for (int i = 0; i < batch.length; i++) {
                squares[i][c] = gaussians.get(c).squaredDistance(batch[i]);
            }
        }
        return squares;
    }

    @Override
    public double logDeterminant(int classIndex) {
        return gaussians.get(classIndex).logDeterminant();
    }

    @Override
    public long bytes() {
        return gaussians.stream().mapToLong(Gaussian::bytes).sum();
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        for (Gaussian gaussian : gaussians) {
            gaussian.write(out);
        }
    }

    static SeparateDensities read(DataInputStream in, int classes, int dimensions) throws IOException {
        List<Gaussian> gaussians = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            gaussians.add(Gaussian.read(in, dimensions));
        }
        return new SeparateDensities(dimensions, gaussians);
    }
}

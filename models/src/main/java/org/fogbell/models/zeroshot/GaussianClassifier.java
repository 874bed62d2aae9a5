package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Gaussian discriminant: p(class | x) is proportional to prior times N(x; mean, covariance + epsilon I). All in
 * logarithms, as densities of hundreds of dimensions leave the range of a double. Immutable and safe for any thread.
 */
public final class GaussianClassifier {
    private final CovarianceKind covariance;
    private final double epsilon;
    private final List<String> labels;
    private final double[] logPriors;
    private final Densities densities;

    private GaussianClassifier(
            CovarianceKind covariance, double epsilon, List<String> labels, double[] logPriors, Densities densities) {
        this.covariance = covariance;
        this.epsilon = epsilon;
        this.labels = List.copyOf(labels);
        this.logPriors = logPriors;
        this.densities = densities;
    }

    /** Fits with equal priors. */
    public static GaussianClassifier fit(References references, CovarianceKind covariance, double epsilon) {
        double[] priors = new double[references.labels().size()];
        Arrays.fill(priors, 1.0 / priors.length);
        return fit(references, covariance, epsilon, priors);
    }

    /**
     * Fits one Gaussian a class.
     *
     * @param epsilon added to every variance, at least 0; has to be above 0 where a covariance would be singular
     * @param priors of the classes in their order, above 0, with a sum of 1
     * @throws IllegalArgumentException naming the class that has too few references or a singular covariance
     */
    public static GaussianClassifier fit(
            References references, CovarianceKind covariance, double epsilon, double[] priors) {
        if (!(epsilon >= 0) || epsilon == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("epsilon: expected a finite number of at least 0, got " + epsilon);
        }
        requirePriors(priors, references.labels());
        requireEnough(references, covariance);
        Densities densities =
                switch (covariance) {
                    case DIAGONAL -> DiagonalDensities.fit(references, epsilon);
                    case SHARED -> SharedDensities.fit(references, epsilon);
                    case FULL -> SeparateDensities.fit(references, epsilon, false);
                    case LEDOIT_WOLF -> SeparateDensities.fit(references, epsilon, true);
                };
        double[] logPriors = Arrays.stream(priors).map(Math::log).toArray();
        return new GaussianClassifier(covariance, epsilon, references.labels(), logPriors, densities);
    }

    private static void requirePriors(double[] priors, List<String> labels) {
        double sum = Arrays.stream(priors).sum();
        if (priors.length != labels.size()
                || Arrays.stream(priors).anyMatch(prior -> !(prior > 0))
                || !(Math.abs(sum - 1) < 1e-9)) {
            throw new IllegalArgumentException("priors: expected " + labels.size()
                    + " numbers above 0 with a sum of 1, got " + Arrays.toString(priors));
        }
    }

    private static void requireEnough(References references, CovarianceKind covariance) {
        if (covariance == CovarianceKind.SHARED) {
            if (references.count() <= references.labels().size()) {
                throw new IllegalArgumentException("a shared covariance needs more references than classes, got "
                        + references.count() + " of " + references.labels().size() + " classes");
            }
            return;
        }
        for (int c = 0; c < references.labels().size(); c++) {
            if (references.vectors().get(c).length < 2) {
                throw new IllegalArgumentException(
                        "class '" + references.labels().get(c) + "': a covariance of its own needs at least 2"
                                + " references, got " + references.vectors().get(c).length);
            }
        }
    }

    /**
     * Scores each vector of a batch. One vector's scores do not depend on the others.
     *
     * @throws IllegalArgumentException when a vector has not as many numbers as the references had
     */
    public List<ClassScores> score(double[][] batch) {
        for (double[] vector : batch) {
            if (vector.length != densities.dimensions()) {
                throw new IllegalArgumentException("the classifier is for " + densities.dimensions()
                        + " numbers, the vector has " + vector.length);
            }
        }
        double[][] squares = densities.squaredDistances(batch);
        double normalisation = densities.dimensions() * Math.log(2 * Math.PI);
        double[] constants = new double[labels.size()];
        for (int c = 0; c < constants.length; c++) {
            constants[c] = logPriors[c] - 0.5 * (densities.logDeterminant(c) + normalisation);
        }
        List<ClassScores> scores = new ArrayList<>(batch.length);
        for (double[] row : squares) {
            double[] logJoint = new double[row.length];
            for (int c = 0; c < row.length; c++) {
                logJoint[c] = constants[c] - 0.5 * row[c];
            }
            scores.add(new ClassScores(logJoint, row));
        }
        return scores;
    }

    /** The classes' names, in the order of the scores. */
    public List<String> labels() {
        return labels;
    }

    /** How the spread is described. */
    public CovarianceKind covariance() {
        return covariance;
    }

    /** What was added to every variance. */
    public double epsilon() {
        return epsilon;
    }

    /** How many numbers a vector has. */
    public int dimensions() {
        return densities.dimensions();
    }

    /** What the Gaussians take in memory. */
    public long bytes() {
        return densities.bytes();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(covariance.toString());
        out.writeDouble(epsilon);
        out.writeInt(labels.size());
        out.writeInt(densities.dimensions());
        for (String label : labels) {
            out.writeUTF(label);
        }
        Numbers.write(out, logPriors);
        densities.write(out);
    }

    static GaussianClassifier read(DataInputStream in) throws IOException {
        String name = in.readUTF();
        CovarianceKind kind = Arrays.stream(CovarianceKind.values())
                .filter(each -> each.toString().equals(name))
                .findAny()
                .orElseThrow(() -> new IOException("expected a kind of covariance of "
                        + Arrays.toString(CovarianceKind.values()) + ", got '" + name + "'"));
        double epsilon = in.readDouble();
        int classes = in.readInt();
        int dimensions = in.readInt();
        if (classes < 1 || dimensions < 1) {
            throw new IOException("expected classes and dimensions, got " + classes + " and " + dimensions);
        }
        List<String> labels = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            labels.add(in.readUTF());
        }
        double[] logPriors = Numbers.read(in, classes);
        Densities densities =
                switch (kind) {
                    case DIAGONAL -> DiagonalDensities.read(in, classes, dimensions);
                    case SHARED -> SharedDensities.read(in, classes, dimensions);
                    case FULL, LEDOIT_WOLF -> SeparateDensities.read(in, classes, dimensions);
                };
        return new GaussianClassifier(kind, epsilon, labels, logPriors, densities);
    }
}

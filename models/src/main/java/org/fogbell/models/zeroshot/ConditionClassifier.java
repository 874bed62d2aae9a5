package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names conditions: a Gaussian classifier of scaled features, with the temperature that makes its probabilities honest
 * and the distances beyond which a frame is like none of its references. Immutable and safe for any thread.
 */
public final class ConditionClassifier {
    private final String source;
    private final List<String> features;
    private final FeatureScale scale;
    private final GaussianClassifier gaussians;
    private final double temperature;
    private final double[] farthest;

    /**
     * @param source of the features, see {@link FeatureVector#source}
     * @param features names of the features in the order of the vectors' numbers
     * @param farthest squared distance from each class beyond which a frame is unknown
     */
    ConditionClassifier(
            String source,
            List<String> features,
            FeatureScale scale,
            GaussianClassifier gaussians,
            double temperature,
            double[] farthest) {
        if (features.size() != gaussians.dimensions()
                || farthest.length != gaussians.labels().size()) {
            throw new IllegalArgumentException("expected " + gaussians.dimensions() + " features and "
                    + gaussians.labels().size() + " distances, got " + features.size() + " and " + farthest.length);
        }
        this.source = source;
        this.features = List.copyOf(features);
        this.scale = scale;
        this.gaussians = gaussians;
        this.temperature = temperature;
        this.farthest = farthest;
    }

    /** What a frame shows; a frame without features is unknown. */
    public Naming name(FeatureVector frame) {
        return name(List.of(frame)).get(0);
    }

    /**
     * What each frame shows, in the frames' order.
     *
     * @throws IllegalArgumentException naming both sources, or the missing features, when the classifier was prepared with
     *     other features
     */
    public List<Naming> name(List<FeatureVector> frames) {
        List<double[]> seen = new ArrayList<>();
        for (FeatureVector frame : frames) {
            if (!frame.source().equals(source)) {
                throw new IllegalArgumentException("the classifier was prepared with features of " + source
                        + ", the frame's are of " + frame.source());
            }
            if (!frame.values().isEmpty()) {
                seen.add(scale.apply(numbers(frame)));
            }
        }
        List<ClassScores> scores = gaussians.score(seen.toArray(new double[0][]));
        List<Naming> namings = new ArrayList<>();
        int next = 0;
        for (FeatureVector frame : frames) {
            namings.add(frame.values().isEmpty() ? Naming.NOTHING_SEEN : naming(scores.get(next++)));
        }
        return List.copyOf(namings);
    }

    private double[] numbers(FeatureVector frame) {
        double[] numbers = new double[features.size()];
        for (int k = 0; k < numbers.length; k++) {
            Double value = frame.values().get(features.get(k));
            if (value == null) {
                throw new IllegalArgumentException("the classifier was prepared with the feature '" + features.get(k)
                        + "', the frame has none of that name");
            }
            numbers[k] = value;
        }
        return numbers;
    }

    private Naming naming(ClassScores scores) {
        int best = scores.best();
        int second = scores.runnerUp();
        double[] posterior = scores.posterior(temperature);
        double distance = scores.squaredDistances()[best];
        return new Naming(
                labels().get(best),
                posterior[best],
                second < 0 ? Condition.UNKNOWN : labels().get(second),
                second < 0 ? 0 : posterior[second],
                distance,
                distance <= farthest[best]);
    }

    /** The conditions' labels. */
    public List<String> labels() {
        return gaussians.labels();
    }

    /** See {@link FeatureVector#source}. */
    public String source() {
        return source;
    }

    /** What a feature vector has to have, in the order of the Gaussians' dimensions. */
    public List<String> features() {
        return features;
    }

    /** The kind of covariance that was fitted. */
    public CovarianceKind covariance() {
        return gaussians.covariance();
    }

    /** What was added to every variance, in units of the features' variance within a class. */
    public double epsilon() {
        return gaussians.epsilon();
    }

    /** What log probabilities are divided by. */
    public double temperature() {
        return temperature;
    }

    /** The same classifier with the probabilities that its densities give as they are. */
    ConditionClassifier uncalibrated() {
        return new ConditionClassifier(source, features, scale, gaussians, 1, farthest);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(source);
        out.writeInt(features.size());
        for (String feature : features) {
            out.writeUTF(feature);
        }
        scale.write(out);
        gaussians.write(out);
        out.writeDouble(temperature);
        Numbers.write(out, farthest);
    }

    static ConditionClassifier read(DataInputStream in) throws IOException {
        String source = in.readUTF();
        int count = in.readInt();
        Numbers.require(in, count);
        List<String> features = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            features.add(in.readUTF());
        }
        FeatureScale scale = FeatureScale.read(in, count);
        GaussianClassifier gaussians = GaussianClassifier.read(in);
        double temperature = in.readDouble();
        if (gaussians.dimensions() != count || !(temperature > 0)) {
            throw new IOException("expected Gaussians of " + count + " dimensions and a temperature above 0, got "
                    + gaussians.dimensions() + " and " + temperature);
        }
        double[] farthest = Numbers.read(in, gaussians.labels().size());
        return new ConditionClassifier(source, features, scale, gaussians, temperature, farthest);
    }
}

package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final double calibrationError;
    private final double[] farthest;

    /**
     * @param source of the features, see {@link FeatureVector#source}
     * @param features names of the features in the order of the vectors' numbers
     * @param calibrationError of the probabilities at this temperature, on references of scenes left out
     * @param farthest squared distance from each class beyond which a frame is unknown
     */
    ConditionClassifier(
            String source,
            List<String> features,
            FeatureScale scale,
            GaussianClassifier gaussians,
            double temperature,
            double calibrationError,
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
        this.calibrationError = calibrationError;
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
        List<ClassScores> scores = scores(frames);
        List<Naming> namings = new ArrayList<>();
        int next = 0;
        for (FeatureVector frame : frames) {
            namings.add(frame.values().isEmpty() ? Naming.NOTHING_SEEN : together(List.of(scores.get(next++))));
        }
        return List.copyOf(namings);
    }

    /**
     * What all frames show together, being of one sensor: the mean of the frames' probabilities decides, so that frames that
     * contradict each other give an uncertain answer, however certain each of them is, and frames that agree none that is more
     * certain than each alone, as they are anything but independent. Known where the mean of the squared distances is no
     * farther than that of a single frame may be. Frames that show nothing do not count.
     *
     * @throws IllegalArgumentException as {@link #name(List)}
     */
    public Naming nameTogether(List<FeatureVector> frames) {
        List<ClassScores> scores = scores(frames);
        return scores.isEmpty() ? Naming.NOTHING_SEEN : together(scores);
    }

    /** Of the frames that show something. */
    private List<ClassScores> scores(List<FeatureVector> frames) {
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
        return gaussians.score(seen.toArray(new double[0][]));
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

    private Naming together(List<ClassScores> frames) {
        double[][] lnPosteriors =
                frames.stream().map(frame -> frame.lnPosterior(temperature)).toArray(double[][]::new);
        double[] lnMeans = new double[labels().size()];
        double[] distances = new double[lnMeans.length];
        for (int c = 0; c < lnMeans.length; c++) {
            int label = c;
            lnMeans[c] = lnMean(
                    Arrays.stream(lnPosteriors).mapToDouble(ln -> ln[label]).toArray());
            distances[c] = frames.stream()
                    .mapToDouble(frame -> frame.squaredDistances()[label])
                    .average()
                    .orElseThrow();
        }
        ClassScores scores = new ClassScores(lnMeans, distances);
        int best = scores.best();
        int second = scores.runnerUp();
        double distance = distances[best];
        return new Naming(
                labels().get(best),
                Math.exp(lnMeans[best]),
                second < 0 ? Condition.UNKNOWN : labels().get(second),
                second < 0 ? 0 : Math.exp(lnMeans[second]),
                distance,
                distance <= farthest[best]);
    }

    /** The logarithm of the mean of numbers that are given by their logarithms. */
    private static double lnMean(double[] ln) {
        double highest = Arrays.stream(ln).max().orElseThrow();
        return highest
                + Math.log(Arrays.stream(ln)
                        .map(each -> Math.exp(each - highest))
                        .average()
                        .orElseThrow());
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

    /** How far probabilities are from how often they are right, 0 to 1, on references of scenes left out. */
    public double calibrationError() {
        return calibrationError;
    }

    /** The same classifier with the probabilities that its densities give as they are. */
    ConditionClassifier uncalibrated() {
        return new ConditionClassifier(source, features, scale, gaussians, 1, calibrationError, farthest);
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
        out.writeDouble(calibrationError);
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
        double calibrationError = in.readDouble();
        if (gaussians.dimensions() != count || !(temperature > 0)) {
            throw new IOException("expected Gaussians of " + count + " dimensions and a temperature above 0, got "
                    + gaussians.dimensions() + " and " + temperature);
        }
        double[] farthest = Numbers.read(in, gaussians.labels().size());
        return new ConditionClassifier(source, features, scale, gaussians, temperature, calibrationError, farthest);
    }
}

package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.fogbell.bench.statistics.CleanForest;
import org.fogbell.bench.statistics.NearestNeighbours;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.Medians;
import org.fogbell.models.eloss.ShrunkGaussian;
import org.fogbell.models.eloss.Vectors;
import org.fogbell.models.perception.FeatureBaseline;

/** The ways in which the scores of {@link DetectionScore} come about that know a frame by its features and rank entropies; see {@link LayerScores}. */
final class ScoreMethods {
    private static final int NEAREST_OF_OWN = 5;
    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final double LEAST_LN_SPREAD = 0.02;

    private ScoreMethods() {}

    /** The job's judgement, of these features alone. */
    static ScoreMethod job(Predicate<String> features) {
        return job(clean -> SettledSensor.baseline(clean, features), features);
    }

    /** The same where it is not known which features go together. */
    static ScoreMethod featuresByThemselves() {
        return job(SettledSensor::byThemselves, name -> true);
    }

    private static ScoreMethod job(Function<List<SeenFrame>, FeatureBaseline> baseline, Predicate<String> features) {
        return clean -> {
            FeatureBaseline calibrated = baseline.apply(clean);
            return own -> SettledSensor.of(calibrated, own, features)::robustZ;
        };
    }

    /** Mahalanobis distance of a vector, covariance of the calibration, around the sensor's own mean. */
    static ScoreMethod mahalanobis(Function<SeenFrame, double[]> vector) {
        return clean -> {
            ShrunkGaussian usual = ShrunkGaussian.of(withinScenes(clean, vector), ShrunkGaussian.SHRINKAGE);
            return own -> {
                double[] mean = Vectors.mean(own.stream().map(vector).toList());
                return frame -> Math.sqrt(usual.squaredDistance(Vectors.minus(vector.apply(frame), mean)));
            };
        };
    }

    /** The calibration frames' vectors less their scene's mean. */
    static List<double[]> withinScenes(List<SeenFrame> clean, Function<SeenFrame, double[]> vector) {
        return scenes(clean).stream()
                .map(scene -> scene.stream().map(vector).toList())
                .flatMap(scene -> Vectors.centred(scene, Vectors.mean(scene)).stream())
                .toList();
    }

    static List<List<SeenFrame>> scenes(List<SeenFrame> frames) {
        return List.copyOf(frames.stream()
                .collect(Collectors.groupingBy(SeenFrame::scene, TreeMap::new, Collectors.toList()))
                .values());
    }

    /** The same with the blocks taken apart: nothing is made of how one varies with the other. */
    static ScoreMethod mahalanobisByBlock(Function<SeenFrame, List<List<Double>>> profile) {
        return clean -> {
            List<ScoreMethod.Calibrated> blocks = new ArrayList<>();
            for (int block = 0; block < profile.apply(clean.get(0)).size(); block++) {
                int number = block;
                blocks.add(mahalanobis(frame -> array(profile.apply(frame).get(number)))
                        .calibrate(clean));
            }
            return own -> {
                List<ToDoubleFunction<SeenFrame>> settled =
                        blocks.stream().map(block -> block.settle(own)).toList();
                return frame -> Math.sqrt(settled.stream()
                        .mapToDouble(each -> Math.pow(each.applyAsDouble(frame), 2))
                        .sum());
            };
        };
    }

    /** ln of a size away from the sensor's median, either way. */
    static ScoreMethod eitherWay(ToDoubleFunction<SeenFrame> size) {
        return clean -> own -> {
            double usual = Medians.of(own.stream()
                    .mapToDouble(frame -> Eloss.ln(size.applyAsDouble(frame)))
                    .toArray());
            return frame -> Math.abs(Eloss.ln(size.applyAsDouble(frame)) - usual);
        };
    }

    /** A feature away from the sensor's median, either way. */
    static ScoreMethod feature(String name) {
        return clean -> own -> {
            double usual = Medians.of(
                    own.stream().mapToDouble(frame -> feature(frame, name)).toArray());
            return frame -> Math.abs(feature(frame, name) - usual);
        };
    }

    private static double feature(SeenFrame frame, String name) {
        return frame.features().getOrDefault(name, 0.0);
    }

    /** Distance to the fifth nearest of the sensor's own frames, all features in spreads. */
    static ScoreMethod nearestOfOwn() {
        return clean -> {
            SortedMap<String, FeatureBaseline.Level> levels =
                    SettledSensor.baseline(clean, name -> true).levels();
            return own -> {
                NearestNeighbours known = new NearestNeighbours(
                        own.stream().map(frame -> standardised(frame, levels)).toList(), NEAREST_OF_OWN);
                return frame -> known.distance(standardised(frame, levels));
            };
        };
    }

    /** All features in spreads, Mahalanobis. */
    static ScoreMethod mahalanobisOfFeatures() {
        return clean -> {
            SortedMap<String, FeatureBaseline.Level> levels =
                    SettledSensor.baseline(clean, name -> true).levels();
            return mahalanobis(frame -> standardised(frame, levels)).calibrate(clean);
        };
    }

    /** The sum of two. */
    static ScoreMethod sum(ScoreMethod one, ScoreMethod other) {
        return clean -> {
            ScoreMethod.Calibrated first = one.calibrate(clean);
            ScoreMethod.Calibrated second = other.calibrate(clean);
            return own -> {
                ToDoubleFunction<SeenFrame> a = first.settle(own);
                ToDoubleFunction<SeenFrame> b = second.settle(own);
                return frame -> a.applyAsDouble(frame) + b.applyAsDouble(frame);
            };
        };
    }

    /**
     * A size as a robust z of its logarithm: location and spread are of clean frames of one calibration scene after the other, from
     * what the others make of them. The frames of a scene's first half are taken for its own.
     */
    static ScoreMethod robust(ScoreMethod size) {
        return clean -> {
            List<List<SeenFrame>> scenes = scenes(clean);
            double[] logarithms = scenes.stream()
                    .flatMapToDouble(scene -> {
                        List<SeenFrame> others = clean.stream()
                                .filter(frame -> scenes.size() == 1
                                        || frame.scene() != scene.get(0).scene())
                                .toList();
                        int half = scene.size() / 2;
                        ToDoubleFunction<SeenFrame> settled =
                                size.calibrate(others).settle(scene.subList(0, half));
                        return scene.subList(half, scene.size()).stream()
                                .mapToDouble(frame -> Eloss.ln(settled.applyAsDouble(frame)));
                    })
                    .toArray();
            double location = Medians.of(logarithms);
            double spread = Math.max(
                    LEAST_LN_SPREAD,
                    MAD_TO_DEVIATION
                            * Medians.of(Arrays.stream(logarithms)
                                    .map(value -> Math.abs(value - location))
                                    .toArray()));
            ScoreMethod.Calibrated calibrated = size.calibrate(clean);
            return own -> {
                ToDoubleFunction<SeenFrame> settled = calibrated.settle(own);
                return frame -> (Eloss.ln(settled.applyAsDouble(frame)) - location) / spread;
            };
        };
    }

    static double[] standardised(SeenFrame frame, SortedMap<String, FeatureBaseline.Level> levels) {
        double[] vector = new double[levels.size()];
        int next = 0;
        for (Map.Entry<String, FeatureBaseline.Level> level : levels.entrySet()) {
            Double value = frame.features().get(level.getKey());
            vector[next++] = value == null ? 0 : level.getValue().z(value);
        }
        return vector;
    }

    /** A forest for each sensor: calibration frames around its mean, then its own. */
    static ScoreMethod forest() {
        return clean -> own -> {
            double[] mean = Vectors.mean(own.stream().map(ScoreMethods::ranks).toList());
            List<double[]> known = new ArrayList<>(withinScenes(clean, ScoreMethods::ranks));
            own.forEach(frame -> known.add(Vectors.minus(ranks(frame), mean)));
            CleanForest forest = CleanForest.of(known);
            return frame -> forest.score(Vectors.minus(ranks(frame), mean));
        };
    }

    static double[] ranks(SeenFrame frame) {
        return frame.ranks().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** From each layer to the next, within the blocks. */
    static double[] steps(SeenFrame frame) {
        return profile(frame.ranks()).steps();
    }

    static EntropyProfile profile(List<List<Double>> blocks) {
        return new EntropyProfile(blocks.stream()
                .map(block -> new EntropyProfile.Block(
                        "block", block.stream().map(each -> "layer").toList(), block))
                .toList());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

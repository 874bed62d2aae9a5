package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.Medians;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FrameFeatures;

/** The scores that are compared; each is higher for what is less usual, and knows clean frames only. */
enum DetectionScore {
    /** The job's default: the three features that lie furthest out, against the sensor's own baseline. */
    COMBINED(true) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return SettledSensor.of(calibration, own, name -> true)::robustZ;
        }
    },
    /** The same of the frame's own statistics, the guard rails, alone. */
    STATISTICS(true) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return SettledSensor.of(calibration, own, name -> !name.startsWith(FrameFeatures.LAYER))::robustZ;
        }
    },
    /** The same of the network's layers alone. */
    LAYERS(true) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return SettledSensor.of(calibration, own, name -> name.startsWith(FrameFeatures.LAYER))::robustZ;
        }
    },
    /** Mahalanobis distance of the entropy profile, shrunk covariance, around the sensor's own mean. */
    PROFILE(true) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            ProfileBaseline clean = ProfileBaseline.of(calibration.stream()
                    .map(frame -> profile(frame.rankVector()))
                    .toList());
            double[] shift = mean(own);
            for (int i = 0; i < shift.length; i++) {
                shift[i] -= clean.mean().get(i);
            }
            return frame -> {
                double[] vector = frame.rankVector();
                for (int i = 0; i < vector.length; i++) {
                    vector[i] -= shift[i];
                }
                return clean.distance(profile(vector));
            };
        }
    },
    /** ln Eloss away from the sensor's median, either way. */
    ELOSS_TWO_SIDED(true) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            double usual = Medians.of(
                    own.stream().mapToDouble(frame -> Eloss.ln(frame.eloss())).toArray());
            return frame -> Math.abs(Eloss.ln(frame.eloss()) - usual);
        }
    },
    /** Eloss as published: higher is worse. */
    ELOSS(false) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return SeenFrame::eloss;
        }
    },
    /** How unsure the detector is of its surest object. */
    CONFIDENCE(false) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return frame -> 1 - frame.confidence();
        }
    },
    /** Distance to the fifth nearest of the sensor's own frames, all features in spreads. */
    KNN(false) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            SortedMap<String, FeatureBaseline.Level> levels =
                    SettledSensor.baseline(calibration, name -> true).levels();
            List<double[]> known =
                    own.stream().map(frame -> standardised(frame, levels)).toList();
            return frame -> {
                double[] vector = standardised(frame, levels);
                double[] distances = known.stream()
                        .mapToDouble(other -> distance(vector, other))
                        .sorted()
                        .toArray();
                return distances[Math.min(4, distances.length - 1)];
            };
        }
    },
    /** Number of points, either way. */
    POINT_COUNT(false) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return awayFromUsual("points", own);
        }
    },
    /** Median range, either way. */
    RANGE(false) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return awayFromUsual("range_p50_metres", own);
        }
    },
    /** Median intensity, either way. */
    INTENSITY(false) {
        @Override
        ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own) {
            return awayFromUsual("intensity_p50", own);
        }
    };

    /** What the job judges by. */
    static final DetectionScore DEFAULT = COMBINED;

    private final boolean ours;

    DetectionScore(boolean ours) {
        this.ours = ours;
    }

    /** Whether it is this project's, and no baseline that it has to be better than. */
    boolean isOurs() {
        return ours;
    }

    /** Whether it is a size, so that one frame's can be so many times another's; a distance in spreads is none. */
    boolean hasFactor() {
        return this != COMBINED && this != STATISTICS && this != LAYERS;
    }

    /**
     * The score of the frames of one scene.
     *
     * @param calibration clean frames of other scenes
     * @param own clean frames of the scene itself, before the ones that are scored
     */
    abstract ToDoubleFunction<SeenFrame> fit(List<SeenFrame> calibration, List<SeenFrame> own);

    private static ToDoubleFunction<SeenFrame> awayFromUsual(String feature, List<SeenFrame> own) {
        double usual = Medians.of(
                own.stream().mapToDouble(frame -> value(frame, feature)).toArray());
        return frame -> Math.abs(value(frame, feature) - usual);
    }

    private static double value(SeenFrame frame, String feature) {
        return frame.features().getOrDefault(feature, 0.0);
    }

    private static double[] standardised(SeenFrame frame, SortedMap<String, FeatureBaseline.Level> levels) {
        double[] vector = new double[levels.size()];
        int next = 0;
        for (Map.Entry<String, FeatureBaseline.Level> level : levels.entrySet()) {
            Double value = frame.features().get(level.getKey());
            vector[next++] = value == null ? 0 : level.getValue().z(value);
        }
        return vector;
    }

    private static double distance(double[] one, double[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            squares += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(squares);
    }

    private static EntropyProfile profile(double[] ranks) {
        List<String> layers = new ArrayList<>();
        List<Double> entropies = new ArrayList<>();
        for (double rank : ranks) {
            layers.add("l" + layers.size());
            entropies.add(rank);
        }
        return new EntropyProfile(List.of(new EntropyProfile.Block("all", layers, entropies)));
    }

    private static double[] mean(List<SeenFrame> frames) {
        double[] mean = new double[frames.get(0).ranks().size()];
        for (SeenFrame frame : frames) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += frame.ranks().get(i) / frames.size();
            }
        }
        return mean;
    }

    /** Only the features of these names. */
    static SortedMap<String, Double> only(SeenFrame frame, Predicate<String> names) {
        SortedMap<String, Double> features = new TreeMap<>(frame.features());
        features.keySet().removeIf(names.negate());
        return features;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<DetectionScore> all() {
        return Arrays.asList(values());
    }
}

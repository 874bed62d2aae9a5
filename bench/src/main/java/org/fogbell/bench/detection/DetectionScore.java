package org.fogbell.bench.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.perception.FrameFeatures;

/** The scores that are compared; each is higher for what is less usual, and knows clean frames only. */
enum DetectionScore {
    /** The job's default: the three features that lie furthest beyond what the others let expect, against the sensor's own baseline. */
    COMBINED(Kind.OURS, Needs.ANY, ScoreMethods.job(name -> true)),
    /** The same of the three that lie furthest from where they usually are. */
    THREE_FURTHEST(Kind.OURS, Needs.ANY, ScoreMethods.featuresByThemselves()),
    /** The same without what the network pools. */
    COMBINED_WITHOUT_POOLED(Kind.OURS, Needs.POOLED, ScoreMethods.job(name -> !name.equals(FrameFeatures.POOLED))),
    /** What the network pools alone. */
    POOLED_DISTANCE(Kind.OURS, Needs.POOLED, ScoreMethods.job(name -> name.equals(FrameFeatures.POOLED))),
    /** The same of the frame's own statistics, the guard rails, alone. */
    STATISTICS(
            Kind.OURS,
            Needs.ANY,
            ScoreMethods.job(name -> !name.startsWith(FrameFeatures.LAYER) && !name.equals(FrameFeatures.POOLED))),
    /** The same of the network's layers alone. */
    LAYERS(Kind.OURS, Needs.ANY, ScoreMethods.job(name -> name.startsWith(FrameFeatures.LAYER))),
    /** Mahalanobis distance of the rank entropies of all layers, shrunk covariance, around the sensor's own mean. */
    PROFILE(Kind.OUR_SIZE, Needs.ANY, ScoreMethods.mahalanobis(ScoreMethods::ranks)),
    /** The same without levels: of the steps from layer to layer. */
    PROFILE_STEPS(Kind.OUR_SIZE, Needs.ANY, ScoreMethods.mahalanobis(ScoreMethods::steps)),
    /** The same with each block by itself. */
    PROFILE_BY_BLOCK(Kind.OUR_SIZE, Needs.ANY, ScoreMethods.mahalanobisByBlock(SeenFrame::ranks)),
    /** The same of the coding rates, which know how strong the features are. */
    PROFILE_CODING_RATE(
            Kind.OUR_SIZE,
            Needs.LAYERS,
            ScoreMethods.mahalanobis(frame -> LayerScores.entropies(frame, LayerEntropy.CODING_RATE))),
    /** A candidate for the default: the job's score and how far all features together lie out, in clean spreads of either. */
    COMBINED_AND_MAHALANOBIS(
            Kind.OURS,
            Needs.ANY,
            ScoreMethods.sum(
                    ScoreMethods.job(name -> true), ScoreMethods.robust(ScoreMethods.mahalanobisOfFeatures()))),
    /** ln Eloss away from the sensor's median, either way. */
    ELOSS_TWO_SIDED(Kind.OUR_SIZE, Needs.ANY, ScoreMethods.eitherWay(SeenFrame::eloss)),
    /** The same of Eloss by the paper's entropy. */
    ELOSS_KL_TWO_SIDED(
            Kind.OUR_SIZE,
            Needs.LAYERS,
            ScoreMethods.eitherWay(frame -> LayerScores.eloss(frame, LayerEntropy.KOZACHENKO_LEONENKO))),
    /** The same by the coding rate. */
    ELOSS_CODING_RATE_TWO_SIDED(
            Kind.OUR_SIZE,
            Needs.LAYERS,
            ScoreMethods.eitherWay(frame -> LayerScores.eloss(frame, LayerEntropy.CODING_RATE))),
    /** The same by Renyi's entropy of order 2. */
    ELOSS_RENYI_TWO_SIDED(
            Kind.OUR_SIZE, Needs.ANY, ScoreMethods.eitherWay(frame -> LayerScores.eloss(frame, LayerEntropy.RENYI2))),
    /** Eloss by the bundle's entropy, which is the published code's if it does not say otherwise: higher is worse. */
    ELOSS(Kind.RIVAL, Needs.ANY, ScoreMethod.ofFrame(SeenFrame::eloss)),
    /** The same by the paper's entropy, Kozachenko and Leonenko's. */
    ELOSS_KL(
            Kind.RIVAL,
            Needs.LAYERS,
            ScoreMethod.ofFrame(frame -> LayerScores.eloss(frame, LayerEntropy.KOZACHENKO_LEONENKO))),
    /** The same by the coding rate. */
    ELOSS_CODING_RATE(
            Kind.RIVAL, Needs.LAYERS, ScoreMethod.ofFrame(frame -> LayerScores.eloss(frame, LayerEntropy.CODING_RATE))),
    /** The same by Renyi's entropy of order 2. */
    ELOSS_RENYI(Kind.RIVAL, Needs.ANY, ScoreMethod.ofFrame(frame -> LayerScores.eloss(frame, LayerEntropy.RENYI2))),
    /** How unsure the detector is of its surest object. */
    CONFIDENCE(Kind.RIVAL, Needs.ANY, ScoreMethod.ofFrame(frame -> 1 - frame.confidence())),
    /** Less the log-sum-exp of each class's highest logit. */
    ENERGY(Kind.RIVAL_DISTANCE, Needs.LOGITS, ScoreMethod.ofFrame(LayerScores::energy)),
    /** Mahalanobis distance of the pooled features from the nearest calibration scene's. */
    MDS(Kind.RIVAL, Needs.LAYERS, LayerScores.mds()),
    /** The same, relative to that from all of them. */
    RMDS(Kind.RIVAL_DISTANCE, Needs.LAYERS, LayerScores.rmds()),
    /** Distance of the normalised pooled features to the 50th nearest calibration frame's. */
    POOLED_KNN(Kind.RIVAL, Needs.LAYERS, LayerScores.nearestOfPooled()),
    /** What of the pooled features lies outside their principal space, against the logits. */
    VIM(Kind.RIVAL_DISTANCE, Needs.LOGITS, LayerScores.vim()),
    /** Row sums of Gram matrices beyond the clean frames' bounds. */
    GRAM(Kind.RIVAL_DISTANCE, Needs.LAYERS, LayerScores.gram()),
    /** Random cut forest on the rank entropies, around the sensor's own mean. */
    CUT_FOREST(Kind.RIVAL, Needs.ANY, ScoreMethods.forest()),
    /** Distance to the fifth nearest of the sensor's own frames, all features in spreads. */
    KNN(Kind.RIVAL, Needs.ANY, ScoreMethods.nearestOfOwn()),
    /** Mahalanobis distance of all features, shrunk covariance, around the sensor's own mean. */
    MAHALANOBIS(Kind.RIVAL, Needs.ANY, ScoreMethods.mahalanobisOfFeatures()),
    /** Number of points, either way. */
    POINT_COUNT(Kind.RIVAL, Needs.SWEEP, ScoreMethods.feature("points")),
    /** Median range, either way. */
    RANGE(Kind.RIVAL, Needs.SWEEP, ScoreMethods.feature("range_p50_metres")),
    /** Median intensity, either way. */
    INTENSITY(Kind.RIVAL, Needs.SWEEP, ScoreMethods.feature("intensity_p50")),
    /** Share of the directions around the sensor in which there is nothing, either way. */
    OCCUPANCY(Kind.RIVAL, Needs.SWEEP, ScoreMethods.feature("empty_sector_share")),
    /** Mean luma, either way. */
    BRIGHTNESS(Kind.RIVAL, Needs.IMAGE, ScoreMethods.feature("brightness")),
    /** How much neighbouring pixels differ, either way. */
    SHARPNESS(Kind.RIVAL, Needs.IMAGE, ScoreMethods.feature("sharpness"));

    /** What the job judges by. */
    static final DetectionScore DEFAULT = COMBINED;

    private enum Kind {
        OURS,
        OUR_SIZE,
        RIVAL,
        RIVAL_DISTANCE
    }

    /** What of a frame or a bundle a score is made of. */
    private enum Needs {
        ANY,
        SWEEP,
        IMAGE,
        POOLED,
        LAYERS,
        LOGITS
    }

    private final Kind kind;
    private final Needs needs;

    @SuppressWarnings("ImmutableEnumChecker") // the methods hold other methods and names, no state
    private final ScoreMethod method;

    DetectionScore(Kind kind, Needs needs, ScoreMethod method) {
        this.kind = kind;
        this.needs = needs;
        this.method = method;
    }

    /** Whether it is this project's, and no baseline that it has to be better than. */
    boolean isOurs() {
        return kind == Kind.OURS || kind == Kind.OUR_SIZE;
    }

    /** Whether it is a size above 0, so that one frame's can be so many times another's; a distance in spreads is none. */
    boolean hasFactor() {
        return kind == Kind.OUR_SIZE || kind == Kind.RIVAL;
    }

    /** Whether what was kept of the frame has all that the score is made of. */
    boolean isOf(SeenFrame frame) {
        SeenFrame.Inside inside = frame.inside();
        return switch (needs) {
            case ANY -> true;
            case SWEEP -> !isImage(frame);
            case IMAGE -> isImage(frame);
            case POOLED -> frame.features().containsKey(FrameFeatures.POOLED);
            case LAYERS -> inside != null;
            case LOGITS -> inside != null && inside.logits().length > 0;
        };
    }

    private static boolean isImage(SeenFrame frame) {
        return frame.features().containsKey("brightness");
    }

    /** What a bundle or a frame lacks that the score is not of. */
    String lack() {
        return switch (needs) {
            case ANY -> "nothing";
            case SWEEP -> "sweeps";
            case IMAGE -> "images";
            case POOLED -> "a network that pools its channels itself";
            case LAYERS -> "a network that puts out its layers by name";
            case LOGITS -> "a network that puts out its layers by name, and a detector's head";
        };
    }

    ScoreMethod method() {
        return method;
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

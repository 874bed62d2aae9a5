package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A sensor of which the layers move in step, by 0.1, and each by 0.02 beside; and points that do as they like. */
class CorrelatedFeaturesTest {
    private static final double THRESHOLD = 3;
    private static final int LAYERS = 12;
    private static final long SEED = 23;

    private final Random random = new Random(SEED);
    private final FeatureBaseline type = FeatureBaseline.of(cleanFrames(240));
    private final FeatureBaseline byThemselves = FeatureBaseline.learnt(cleanFrames(240), null);
    private BaselineJudge judge = judge(type, Map.of());
    private @Nullable JudgedSensor sensor;
    private long next;

    @Test
    void whatTheyDoTogetherIsExpected() {
        settle(60);
        double together = see(inStep(0.35)).getRobustZ();
        assertThat(together).isLessThan(THRESHOLD);

        judge = judge(byThemselves, Map.of());
        sensor = null;
        settle(60);
        assertThat(see(inStep(0.35)).getRobustZ())
                .as("where it is not known that they do, seed %d", SEED)
                .isGreaterThan(together + 1);
    }

    @Test
    void whatOneDoesAloneIsNotAndTheCardSaysWhereItWasExpected() {
        settle(60);
        SortedMap<String, Double> alone = inStep(-0.2);
        alone.put("layer.l7", 2.2);
        FrameScore odd = see(alone);
        assertThat(odd.getRobustZ()).isGreaterThan(THRESHOLD);
        OutlyingFeature first = odd.getOutlyingFeatures().get(0);
        assertThat(first.getFeature()).isEqualTo("layer.l7");
        assertThat(first.getActual()).isEqualTo(2.2);
        assertThat(first.getExpected())
                .as("towards where the others are, and not where it usually is")
                .isBetween(1.75, 1.92);
        assertThat(first.getRobustZ()).isGreaterThan(3);
    }

    @Test
    void whatAFrameDoesNotHaveSaysNothingOfTheOthers() {
        settle(60);
        FrameScore judged = see(without(inStep(0.35)));
        assertThat(judged.getRobustZ())
                .as("five of twelve layers in step, seed %d", SEED)
                .isLessThan(THRESHOLD);
        assertThat(judged.getOutlyingFeatures())
                .extracting(OutlyingFeature::getFeature)
                .isSubsetOf("layer.l7", "layer.l8", "layer.l9", "layer.l10", "layer.l11", "points");
    }

    @Test
    void oneFrameWithoutAFeatureWhileLearningForgetsNothingOfTheType() {
        judge = judge(type, Map.of("baseline.adopt-after", "2s"));
        settle(60);
        for (int n = 0; n < 60; n++) {
            SortedMap<String, Double> frame = fewerPoints(0.1 * random.nextGaussian());
            if (n > 20 && n % 7 == 0) {
                frame.remove("layer.l3");
            }
            see(frame);
        }
        assertThat(sensor.baseline().frames()).as("learnt anew").isLessThan(60);
        assertThat(sensor.baseline().features().names())
                .isEqualTo(FeatureNames.ofType(type.levels().keySet()));
        assertThat(see(fewerPoints(0.35)).getRobustZ()).isLessThan(THRESHOLD);
    }

    @Test
    void recordedScoresAreJudgedByTheLevelThatTheBundleGivesNow() {
        FrameScore recorded = SampleScores.frame(0)
                .setJudgedBy("combined")
                .setFeatures(inStep(0))
                .setCalibration(new BaselineLevel(BaselineSource.BUNDLE, 5.0, 3.0, 7L))
                .build();
        FrameScore judged = judge.judge(null, recorded).score();
        assertThat(judged.getBaseline().getLocation()).isEqualTo(Math.log(type.typicalDeviation()));
        assertThat(judged.getBaseline().getSpread()).isEqualTo(type.lnDeviationSpread());
    }

    @Test
    void otherCorrelationsAreAnotherYardstick() {
        settle(60);
        FeatureBaseline recalibrated = FeatureBaseline.of(cleanFrames(240));
        judge = judge(recalibrated, Map.of());
        assertThat(see(inStep(0)).getBaseline().getSource()).isEqualTo(BaselineSource.BUNDLE);
        assertThat(see(inStep(0)).getBaseline().getFrames()).isGreaterThan(5);
    }

    @Test
    void aSensorThatLearnsAnewKeepsWhatIsKnownOfItsType() {
        judge = judge(type, Map.of("baseline.adopt-after", "2s"));
        settle(60);
        for (int n = 0; n < 60; n++) {
            see(fewerPoints(0.1 * random.nextGaussian()));
        }
        assertThat(sensor.baseline().source()).isEqualTo(BaselineSource.SENSOR);
        assertThat(sensor.baseline().frames()).as("learnt anew").isLessThan(60);
        assertThat(see(fewerPoints(0.35)).getRobustZ()).isLessThan(THRESHOLD);
        SortedMap<String, Double> alone = fewerPoints(-0.2);
        alone.put("layer.l7", 2.2);
        assertThat(see(alone).getOutlyingFeatures().get(0).getExpected()).isLessThan(1.92);
    }

    @Test
    void whatWasLearntOfThemByThemselvesIsNoYardstick() {
        judge = judge(byThemselves, Map.of());
        settle(60);
        assertThat(sensor.baseline().source()).isEqualTo(BaselineSource.SENSOR);
        judge = judge(type, Map.of());
        FrameScore first = see(inStep(0));
        assertThat(first.getStanding()).isEqualTo(ScoreStanding.JUDGED);
        assertThat(first.getBaseline().getSource()).isEqualTo(BaselineSource.BUNDLE);
        assertThat(see(inStep(0)).getBaseline().getFrames())
                .as("and the next goes on from there")
                .isGreaterThan(first.getBaseline().getFrames());
    }

    private static SortedMap<String, Double> without(SortedMap<String, Double> frame) {
        for (int layer = 0; layer < 7; layer++) {
            frame.remove("layer.l" + layer);
        }
        return frame;
    }

    private static BaselineJudge judge(FeatureBaseline type, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("alert.threshold", "" + THRESHOLD);
        return new BaselineJudge(
                JobParameters.of(all).liveRules().of(null), (digest, sensorType) -> CalibratedType.of(type));
    }

    private List<SortedMap<String, Double>> cleanFrames(int count) {
        List<SortedMap<String, Double>> frames = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            frames.add(inStep(0.1 * random.nextGaussian()));
        }
        return frames;
    }

    private SortedMap<String, Double> inStep(double moved) {
        SortedMap<String, Double> features = new TreeMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            features.put("layer.l" + layer, 2 + moved + 0.02 * random.nextGaussian());
        }
        features.put("points", Math.log(60_000) + 0.02 * random.nextGaussian());
        return features;
    }

    private SortedMap<String, Double> fewerPoints(double moved) {
        SortedMap<String, Double> features = inStep(moved);
        features.put("points", Math.log(40_000) + 0.02 * random.nextGaussian());
        return features;
    }

    private void settle(int frames) {
        for (int n = 0; n < frames; n++) {
            see(inStep(0.1 * random.nextGaussian()));
        }
    }

    private FrameScore see(SortedMap<String, Double> features) {
        BaselineJudge.Verdict verdict = judge.judge(
                sensor,
                SampleScores.frame(next++)
                        .setJudgedBy("combined")
                        .setFeatures(features)
                        .build());
        sensor = verdict.sensor();
        return verdict.score();
    }
}

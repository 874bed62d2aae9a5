package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CombinedScoreTest {
    private static final double THRESHOLD = 3;
    private static final int LAYERS = 12;

    private final Random random = new Random(11);
    private BaselineJudge judge = judge(Map.of(), BaselineJudge.FeatureCalibrations.NONE);
    private @Nullable JudgedSensor sensor;

    @Test
    void learnsWhatEachFeatureUsuallyIs() {
        for (int n = 0; n < 20; n++) {
            FrameScore learning = see(n, clean());
            assertThat(learning.getStanding()).isEqualTo(ScoreStanding.LEARNING);
            assertThat(learning.getScores()).doesNotContainKey("combined");
        }
        FrameScore judged = see(20, clean());
        assertThat(judged.getStanding()).isEqualTo(ScoreStanding.JUDGED);
        assertThat(judged.getRobustZ()).isBetween(-THRESHOLD, THRESHOLD);
        assertThat(judged.getBaseline().getSource()).isEqualTo(BaselineSource.SENSOR);
    }

    @Test
    void alertsRarelyOnCleanFramesOfAnySensor() {
        int beyond = 0;
        int judged = 0;
        for (int each = 0; each < 40; each++) {
            sensor = null;
            for (int n = 0; n < 320; n++) {
                FrameScore score = see(n, clean());
                if (score.getStanding() == ScoreStanding.JUDGED) {
                    judged++;
                    beyond += score.getRobustZ() > THRESHOLD ? 1 : 0;
                }
            }
        }
        assertThat((double) beyond / judged)
                .as("share of 12,000 clean frames, seed 11")
                .isLessThan(0.02);
    }

    @Test
    void namesTheFeatureThatIsOutOfLineInItsOwnUnit() {
        settle(100);
        Map<String, Double> half = clean();
        half.put("points", Math.log(30_000));
        FrameScore judged = see(100, half);
        assertThat(judged.getRobustZ()).isGreaterThan(THRESHOLD);
        OutlyingFeature first = judged.getOutlyingFeatures().get(0);
        assertThat(first.getFeature()).isEqualTo("points");
        assertThat(first.getActual()).isCloseTo(30_000, within(1.0));
        assertThat(first.getExpected()).isCloseTo(60_000, within(1_500.0));
        assertThat(first.getRobustZ()).isLessThan(-20);
        assertThat(judged.getOutlyingFeatures()).hasSize(FeatureBaseline.FURTHEST);
    }

    @Test
    void learnsNothingFromFramesThatAreBeyond() {
        settle(100);
        SensorBaseline before = sensor.baseline();
        Map<String, Double> fault = clean();
        fault.put("points", Math.log(30_000));
        for (int n = 0; n < 2_000; n++) {
            assertThat(see(100 + n, fault).getRobustZ()).isGreaterThan(THRESHOLD);
        }
        assertThat(sensor.baseline()).isEqualTo(before);
    }

    @Test
    void isNotDraggedFarByOneOutlierThatStillCountsAsNormal() {
        settle(100);
        FeatureLevels before = sensor.baseline().features();
        Map<String, Double> odd = clean();
        odd.put("layer.l0", 2 + 0.1 * 3);
        see(100, odd);
        int index = List.copyOf(new TreeSet<>(clean().keySet())).indexOf("layer.l0");
        assertThat(Math.abs(sensor.baseline().features().locations()[index] - before.locations()[index]))
                .isLessThan(0.01);
    }

    @Test
    void judgesTheFirstFrameOfACalibratedTypeAndThenTheSensorItself() {
        CalibratedType calibrated = CalibratedType.of(calibration());
        judge = judge(
                Map.of(),
                (digest, type) -> digest.equals(SampleScores.MODEL) && type.equals("hdl-64e") ? calibrated : null);
        FrameScore first = see(0, clean());
        assertThat(first.getStanding()).isEqualTo(ScoreStanding.JUDGED);
        assertThat(first.getBaseline().getSource()).isEqualTo(BaselineSource.BUNDLE);
        assertThat(first.getRobustZ()).as("nearer than usual is no fault").isLessThan(THRESHOLD);

        for (int n = 1; n < 400; n++) {
            see(n, shifted(0.05));
        }
        FeatureLevels own = sensor.baseline().features();
        int index = List.copyOf(new TreeSet<>(clean().keySet())).indexOf("layer.l3");
        assertThat(own.locations()[index]).isCloseTo(2.05, within(0.03));
        assertThat(sensor.baseline().source()).isEqualTo(BaselineSource.SENSOR);
    }

    @Test
    void learnsUnderAModelThatTheBundleIsNotOf() {
        CalibratedType calibrated = CalibratedType.of(calibration());
        judge = judge(Map.of(), (digest, type) -> digest.equals("another") ? calibrated : null);
        assertThat(see(0, clean()).getStanding()).isEqualTo(ScoreStanding.LEARNING);
    }

    @Test
    void combinedIsTheDeviationThatItIsToJudgeBy() {
        settle(100);
        FeatureDeviation ofAll = (zs, levels) -> zs.length + levels.names().size();
        Map<String, Double> frame = clean();
        FrameScore score = SampleScores.frame(100)
                .setJudgedBy("combined")
                .setFeatures(frame)
                .build();
        SensorRules rules = JobParameters.of(Map.of()).liveRules().of(null);
        FrameScore judged = new BaselineJudge(rules, BaselineJudge.FeatureCalibrations.NONE, ofAll)
                .judge(sensor, score)
                .score();
        assertThat(judged.getScores().get("combined")).isEqualTo(2.0 * frame.size());
        assertThat(new BaselineJudge(rules, BaselineJudge.FeatureCalibrations.NONE, FeatureDeviation.FURTHEST)
                        .judge(sensor, score)
                        .score())
                .as("the job's own")
                .isEqualTo(judge.judge(sensor, score).score());
    }

    @Test
    void aFeatureThatAFrameDoesNotHaveCountsAsUsual() {
        settle(100);
        Map<String, Double> without = clean();
        without.remove("points");
        FrameScore judged = see(100, without);
        assertThat(judged.getRobustZ()).isLessThan(THRESHOLD);
        assertThat(judged.getOutlyingFeatures())
                .noneMatch(each -> each.getFeature().equals("points"));
    }

    @Test
    void aFrameThatRepeatsThePayloadIsMarkedAndNotLearnt() {
        settle(100);
        SensorBaseline before = sensor.baseline();
        assertThat(see(99, clean()).getRepeated())
                .as("the payload of frame 99 again")
                .isTrue();
        assertThat(sensor.baseline()).isEqualTo(before);
        assertThat(see(101, clean()).getRepeated()).isFalse();
    }

    @Test
    void aLastingLevelBecomesTheNewNormalWhereTheRuleSaysSo() {
        judge = judge(Map.of("baseline.adopt-after", "10s"), BaselineJudge.FeatureCalibrations.NONE);
        settle(100);
        List<ScoreStanding> standings = new ArrayList<>();
        for (int n = 100; n < 260; n++) {
            standings.add(see(n, fewerPoints()).getStanding());
        }
        int loud = framesUntilLoud();
        assertThat(standings.subList(0, loud + 100)).containsOnly(ScoreStanding.JUDGED);
        assertThat(standings.subList(loud + 100, loud + 120)).containsOnly(ScoreStanding.LEARNING);
        assertThat(standings.subList(loud + 120, 160)).containsOnly(ScoreStanding.JUDGED);
        FrameScore after = see(260, shifted(0));
        assertThat(after.getRobustZ()).as("what was normal before no longer is").isGreaterThan(THRESHOLD);
    }

    /** As of a level that scatters: one frame in five lies within what was normal. */
    @Test
    void aLastingLevelIsAdoptedThoughSomeOfItsFramesLookNormal() {
        judge = judge(Map.of("baseline.adopt-after", "10s"), BaselineJudge.FeatureCalibrations.NONE);
        settle(100);
        List<ScoreStanding> standings = new ArrayList<>();
        for (int n = 100; n < 240; n++) {
            standings.add(see(n, n % 5 == 0 ? clean() : fewerPoints()).getStanding());
        }
        assertThat(standings.subList(0, 100)).containsOnly(ScoreStanding.JUDGED);
        assertThat(standings).contains(ScoreStanding.LEARNING);
    }

    /** What looks normal among many that do not says nothing of what is. */
    @Test
    void learnsNothingWhileEnoughFramesForAnAlertAreBeyond() {
        settle(100);
        for (int n = 100; n < 130; n++) {
            see(n, n % 5 == 0 ? clean() : fewerPoints());
        }
        SensorBaseline frozen = sensor.baseline();
        assertThat(see(130, clean()).getRobustZ()).isLessThan(THRESHOLD);
        assertThat(sensor.baseline()).as("many of the latest are beyond").isEqualTo(frozen);
        for (int n = 131; n < 160; n++) {
            see(n, clean());
        }
        assertThat(sensor.baseline()).as("the sensor is well again").isNotEqualTo(frozen);
    }

    private static int framesUntilLoud() {
        double share = 0;
        int frames = 0;
        while (share
                < JobParameters.of(Map.of())
                        .liveRules()
                        .of(null)
                        .alerts()
                        .alert()
                        .share()) {
            share += 0.1 * (1 - share);
            frames++;
        }
        return frames;
    }

    private Map<String, Double> fewerPoints() {
        Map<String, Double> dirty = clean();
        dirty.put("points", Math.log(50_000) + 0.005 * random.nextGaussian());
        return dirty;
    }

    private static BaselineJudge judge(Map<String, String> parameters, BaselineJudge.FeatureCalibrations calibrations) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("alert.threshold", "" + THRESHOLD);
        return new BaselineJudge(JobParameters.of(all).liveRules().of(null), calibrations);
    }

    private FeatureBaseline calibration() {
        List<SortedMap<String, Double>> frames = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            frames.add(new TreeMap<>(clean()));
        }
        return FeatureBaseline.of(frames);
    }

    private Map<String, Double> clean() {
        return shifted(0);
    }

    private Map<String, Double> shifted(double layers) {
        Map<String, Double> features = new HashMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            features.put("layer.l" + layer, 2 + layers + 0.1 * random.nextGaussian());
        }
        features.put("points", Math.log(60_000) + 0.02 * random.nextGaussian());
        features.put("isolated_share", 0.3 + 0.01 * random.nextGaussian());
        return features;
    }

    private void settle(int frames) {
        for (int n = 0; n < frames; n++) {
            see(n, clean());
        }
    }

    private FrameScore see(long number, Map<String, Double> features) {
        BaselineLevel level = new BaselineLevel(BaselineSource.BUNDLE, 0.5, 0.3, 60L);
        FrameScore.Builder score = SampleScores.frame(number)
                .setJudgedBy("combined")
                .setFeatures(features)
                .setCalibration(level);
        BaselineJudge.Verdict verdict = judge.judge(sensor, score.build());
        sensor = verdict.sensor();
        return verdict.score();
    }
}

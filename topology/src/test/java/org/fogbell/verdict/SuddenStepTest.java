package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A sensor of a type whose drives lie 0.2 apart, but hardly move by themselves, ten frames a second. */
class SuddenStepTest {
    private static final long SEED = 41;
    private static final double THRESHOLD = 4;
    private static final double APART = 0.2;
    private static final long BETWEEN_DRIVES_MICROS = 3_600_000_000L;
    private static final int FEATURES = 6;

    private final Random random = new Random(SEED);
    private final FeatureBaseline type = calibration();
    private @Nullable JudgedSensor sensor;
    private long next;

    @Test
    void isBeyondThoughAnotherDriveMayLieThere() {
        see(200, 0);
        List<FrameScore> stepped = see(20, APART);
        assertThat(stepped).as("seed %d", SEED).anySatisfy(score -> assertThat(score.getRobustZ())
                .isGreaterThan(THRESHOLD));
        FrameScore furthest = stepped.stream()
                .max((a, b) -> Double.compare(a.getRobustZ(), b.getRobustZ()))
                .orElseThrow();
        OutlyingFeature first = furthest.getOutlyingFeatures().get(0);
        assertThat(first.getFeature()).isEqualTo("layer.l0");
        assertThat(first.getExpected()).as("as in the seconds before").isCloseTo(2, within(0.05));
        assertThat(first.getActual()).as("as in the last second").isBetween(2.1, 2.2 + 0.02);
    }

    @Test
    void isNoMoreThanAnyLevelWhereItComesSlowly() {
        see(200, 0);
        for (int n = 0; n < 600; n++) {
            assertThat(see(1, APART * n / 600).get(0).getRobustZ()).isLessThan(THRESHOLD);
        }
    }

    @Test
    void countsOnlyWhereItIsAskedForAndWhereTheBundleKnowsThem() {
        see(200, 0);
        JudgedSensor settled = sensor;
        long at = next;
        double with = furthest(see(20, APART));
        sensor = settled;
        next = at;
        assertThat(furthest(see(20, APART, judge(type, Map.of("baseline.steps", "false")))))
                .isLessThan(THRESHOLD)
                .isLessThan(with);
        sensor = null;
        BaselineJudge without = judge(type.withSteps(null), Map.of());
        see(200, 0, without);
        assertThat(furthest(see(20, APART, without))).isLessThan(THRESHOLD);
    }

    @Test
    void theScoreSaysAsMuchAsItsRobustZ() {
        see(200, 0);
        see(20, APART).forEach(score -> assertThat((Math.log(score.getScores().get("combined"))
                                - score.getBaseline().getLocation())
                        / Math.max(score.getBaseline().getSpread(), 0.08))
                .isCloseTo(score.getRobustZ(), within(1e-6)));
    }

    @Test
    void theLevelLearnsFromItsOwnDeviationAlone() {
        see(200, 0);
        int furtherByStep = 0;
        for (int n = 0; n < 12; n++) {
            FrameScore score = frame(0.06);
            BaselineJudge.Verdict with = judge(type, Map.of()).judge(sensor, score);
            BaselineJudge.Verdict without =
                    judge(type, Map.of("baseline.steps", "false")).judge(sensor, score);
            assertThat(with.score().getRobustZ()).isLessThan(THRESHOLD);
            assertThat(with.sensor().baseline().location())
                    .isEqualTo(without.sensor().baseline().location());
            assertThat(with.sensor().baseline().spread())
                    .isEqualTo(without.sensor().baseline().spread());
            furtherByStep += with.score().getRobustZ() > without.score().getRobustZ() ? 1 : 0;
            sensor = with.sensor();
        }
        assertThat(furtherByStep).as("frames, seed %d", SEED).isGreaterThan(4);
    }

    @Test
    void whatAFrameDoesNotHaveIsNoStepOfIt() {
        see(200, 0);
        see(3, APART);
        SortedMap<String, Double> without = features(APART);
        without.remove("layer.l0");
        FrameScore lacks = SampleScores.frame(next)
                .setJudgedBy("combined")
                .setFeatures(without)
                .build();
        FrameScore judged = judge(type, Map.of()).judge(sensor, lacks).score();
        assertThat(judged.getOutlyingFeatures())
                .extracting(OutlyingFeature::getFeature)
                .doesNotContain("layer.l0");
        assertThat(judged.getRobustZ()).isLessThan(see(1, APART).get(0).getRobustZ());
    }

    @Test
    void aBlindFrameIsNoStep() {
        see(200, 0);
        JudgedSensor before = sensor;
        assertThat(before.recent().isSettled()).isTrue();
        FrameScore blind = FrameScore.newBuilder(frame(5)).setBlind(true).build();
        assertThat(judge(type, Map.of()).judge(sensor, blind).sensor().recent()).isEqualTo(before.recent());
    }

    @Test
    void otherStepsAreAnotherYardstick() {
        see(200, 0);
        FeatureBaseline recalibrated = type.withSteps(calibration().steps());
        FrameScore first = see(1, 0, judge(recalibrated, Map.of())).get(0);
        assertThat(first.getBaseline().getFrames()).as("begins anew").isLessThanOrEqualTo(5);
    }

    private static double furthest(List<FrameScore> scores) {
        return scores.stream().mapToDouble(FrameScore::getRobustZ).max().orElseThrow();
    }

    private FeatureBaseline calibration() {
        List<SortedMap<String, Double>> clean = new ArrayList<>();
        long[] micros = new long[1_200];
        for (int drive = 0; drive < 12; drive++) {
            double level = APART * random.nextGaussian();
            for (int n = 0; n < 100; n++) {
                micros[clean.size()] = drive * BETWEEN_DRIVES_MICROS + n * 100_000L;
                clean.add(features(level));
            }
        }
        return FeatureBaseline.of(clean, micros);
    }

    private SortedMap<String, Double> features(double moved) {
        SortedMap<String, Double> features = new TreeMap<>();
        for (int i = 0; i < FEATURES; i++) {
            features.put("layer.l" + i, 2 + (i == 0 ? moved : 0) + 0.03 * random.nextGaussian());
        }
        return features;
    }

    private static BaselineJudge judge(FeatureBaseline type, Map<String, String> parameters) {
        CalibratedType calibrated = CalibratedType.of(type);
        return new BaselineJudge(JobParameters.of(parameters).liveRules().of(null), (digest, sensorType) -> calibrated);
    }

    private FrameScore frame(double moved) {
        return SampleScores.frame(next++)
                .setJudgedBy("combined")
                .setFeatures(features(moved))
                .build();
    }

    private List<FrameScore> see(int frames, double moved) {
        return see(frames, moved, judge(type, Map.of()));
    }

    private List<FrameScore> see(int frames, double moved, BaselineJudge judge) {
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < frames; n++) {
            BaselineJudge.Verdict verdict = judge.judge(sensor, frame(moved));
            sensor = verdict.sensor();
            scores.add(verdict.score());
        }
        return scores;
    }
}

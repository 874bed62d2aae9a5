package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.fogbell.models.eloss.Medians;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final long SEED = 11;
    private static final List<String> KINDS = List.of("fog", "rain");

    /** Fog changes nothing, rain moves the first feature far. */
    private static double[] rainOnly(String kind, int severity) {
        return new double[] {kind.equals("rain") ? 4.0 * severity : 0, 0};
    }

    @Test
    void whatChangesNothingScoresOneHalfAndIsLeftOutByName() {
        FrameReading reading = FrameReading.of(TestFrames.of(4, SEED, ReadingsTest::rainOnly), TestFrames.PLAN);
        assertThat(reading.unchanged()).containsExactly("fog");
        assertThat(reading.rows())
                .filteredOn(row -> row.kind().equals("fog"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.separation().auroc()).isEqualTo(0.5));
        assertThat(reading.means(DetectionScore.COMBINED, KINDS, 1, 5).auroc())
                .as("of rain alone, seed %d", SEED)
                .isEqualTo(reading.means(DetectionScore.COMBINED, List.of("rain"), 1, 5)
                        .auroc())
                .isGreaterThan(0.9);
        assertThat(reading.absent()).contains(DetectionScore.MDS, DetectionScore.ENERGY);
    }

    @Test
    void findsTheOnsetsThatThereAreAndCountsTheFramesToThem() {
        List<SeenFrame> seen = TestFrames.of(8, SEED, ReadingsTest::rainOnly);
        StreamReading reading = StreamReading.of(seen, TestFrames.PLAN);
        assertThat(reading.count(KINDS, 1, 5)).isEqualTo(4 * 2 * 2);
        assertThat(reading.foundShare(List.of("rain"), 5, 5))
                .as("seed %d", SEED)
                .isOne();
        assertThat(reading.foundShare(List.of("fog"), 1, 5)).isZero();
        assertThat(reading.medianDelay(List.of("rain"), 5, 5).orElseThrow()).isBetween(1.0, 30.0);
        assertThat(reading.medianDelay(List.of("fog"), 5, 5)).isEmpty();
        assertThat(reading.falseAlarms()).isZero();
        assertThat(reading.cleanHours()).isCloseTo(4 * TestFrames.PLAN.sceneFrames() / 2.0 / 3_600, within(1e-12));
        assertThat(reading.falseAlarmsADayBound()).isCloseTo(-Math.log(0.05) / reading.cleanHours() * 24, within(1e-6));
    }

    @Test
    void aHigherThresholdFindsNoMore() {
        List<SeenFrame> seen = TestFrames.of(4, SEED, (kind, severity) -> new double[] {severity, severity});
        double before = 1;
        int alarms = Integer.MAX_VALUE;
        MeasuredBaseline calibrated = MeasuredBaseline.ofDefault(SeenScenes.calibration(seen), TestFrames.PLAN.rate());
        for (double threshold : JobReplay.THRESHOLDS) {
            StreamReading reading = StreamReading.of(seen, TestFrames.PLAN, calibrated, threshold);
            assertThat(reading.foundShare(KINDS, 1, 5))
                    .as("threshold %s", threshold)
                    .isLessThanOrEqualTo(before);
            assertThat(reading.falseAlarms()).isLessThanOrEqualTo(alarms);
            before = reading.foundShare(KINDS, 1, 5);
            alarms = reading.falseAlarms();
        }
        assertThat(JobReplay.THRESHOLDS).contains(JobReplay.DEFAULT_THRESHOLD);
    }

    @Test
    void onsetsComeAtRandomWithinTheSpareFrames() {
        List<Integer> onsets = new ArrayList<>();
        for (int scene = 0; scene < 40; scene++) {
            onsets.add(TestFrames.PLAN.onset(scene, TestFrames.KINDS.get(0), 5));
        }
        assertThat(onsets).contains(TestFrames.OWN, TestFrames.OWN + 4);
        assertThat(onsets).allSatisfy(onset -> assertThat(onset).isBetween(TestFrames.OWN, TestFrames.OWN + 4));
        assertThat(TestFrames.PLAN.onset(3, TestFrames.KINDS.get(0), 5)).isEqualTo(onsets.get(3));
    }

    @Test
    void theRankCorrelationIsThatOfTheMeansWithTheLoss() {
        List<SeenFrame> seen =
                TestFrames.of(4, SEED, (kind, severity) -> new double[] {(kind.equals("rain") ? 10 : 4) * severity, 0});
        FrameReading reading = FrameReading.of(seen, TestFrames.PLAN);
        TreeMap<String, Double> lost = new TreeMap<>();
        lost.put("fog:1", 1.0);
        lost.put("rain:1", 2.0);
        lost.put("fog:5", 3.0);
        lost.put("rain:5", 9.0);
        assertThat(reading.correlation(DetectionScore.PROFILE, lost)).isEqualTo(1);
        lost.replaceAll((fault, points) -> -points);
        assertThat(reading.correlation(DetectionScore.PROFILE, lost)).isEqualTo(-1);
        assertThat(reading.correlation(DetectionScore.PROFILE, new TreeMap<>())).isNaN();
    }

    @Test
    void aScoreThatIsNoNumberNamesItselfAndTheFault() {
        List<SeenFrame> seen =
                TestFrames.of(4, SEED, (kind, severity) -> new double[] {kind.equals("fog") ? Double.NaN : 1, 0});
        assertThatThrownBy(() -> FrameReading.of(seen, TestFrames.PLAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*[a-z-]+ of fog:[15]: expected scores, got one that is not a number");
    }

    @Test
    void anEmptySplitSaysWhichPartIsMissing() {
        List<SeenFrame> seen = TestFrames.of(4, SEED, ReadingsTest::rainOnly);
        assertThatThrownBy(() -> FrameReading.of(
                        seen.stream().filter(frame -> frame.scene() % 2 == 1).toList(), TestFrames.PLAN))
                .hasMessageContaining("scenes to calibrate on, got none");
        assertThatThrownBy(() -> FrameReading.of(
                        seen.stream().filter(frame -> frame.scene() % 2 == 0).toList(), TestFrames.PLAN))
                .hasMessageContaining("scenes to test on, got none");
    }

    @Test
    void kindsThatMoveDifferentFeaturesAreToldApart() {
        KindConfusion apart = confusion((kind, severity) ->
                kind.equals("rain") ? new double[] {2.0 * severity, 0} : new double[] {0, 2.0 * severity});
        assertThat(apart.accuracy()).as("seed %d", SEED).isOne();
        assertThat(apart.counts()).isDeepEqualTo(new int[][] {{48, 0}, {0, 48}});
        assertThat(apart.silhouette()).isGreaterThan(0.6);
        assertThat(apart.pairwise()).containsExactlyEntriesOf(new TreeMap<>(Map.of("fog rain", 1.0)));
    }

    @Test
    void kindsThatMoveTheSameAreNot() {
        KindConfusion same = confusion((kind, severity) -> new double[] {2.0 * severity, 0});
        assertThat(same.accuracy()).as("seed %d", SEED).isBetween(0.25, 0.75);
        assertThat(same.silhouette()).isBetween(-0.1, 0.1);
        assertThat(same.closest(1)).containsExactly("fog rain");
    }

    private static KindConfusion confusion(TestFrames.Shift shift) {
        return KindConfusion.of(TestFrames.of(8, SEED, shift), TestFrames.PLAN, 5, KINDS, ScoreMethods::ranks);
    }

    @Test
    void oneKindOrOneSceneIsNothingToTellApart() {
        List<SeenFrame> seen = TestFrames.of(2, SEED, ReadingsTest::rainOnly);
        assertThatThrownBy(() -> KindConfusion.of(seen, TestFrames.PLAN, 5, KINDS, ScoreMethods::ranks))
                .hasMessageContaining("got 2 and 1");
        assertThatThrownBy(() -> KindConfusion.of(
                        TestFrames.of(4, SEED, ReadingsTest::rainOnly),
                        TestFrames.PLAN,
                        5,
                        List.of("rain"),
                        ScoreMethods::ranks))
                .hasMessageContaining("got 1 and 2");
    }

    @Test
    void theMeanFactorIsThatOfEachDrivesOwnCleanFrames() {
        List<SeenFrame> seen = TestFrames.of(4, SEED, ReadingsTest::rainOnly).stream()
                .map(frame -> new SeenFrame(
                        frame.scene(),
                        frame.frame(),
                        frame.kind(),
                        frame.severity(),
                        (frame.scene() == 1 ? 1 : 100) * (frame.isClean() ? 1 : 7),
                        frame.ranks(),
                        frame.confidence(),
                        false,
                        frame.features(),
                        null))
                .toList();
        assertThat(FrameReading.of(seen, TestFrames.PLAN).rows())
                .filteredOn(row -> row.score() == DetectionScore.ELOSS)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.factor()).isCloseTo(7, within(1e-12)));
    }

    @Test
    void aRobustSizeIsAboutZeroOfWhatIsCleanAndCountsSpreads() {
        List<SeenFrame> seen = TestFrames.of(12, SEED, ReadingsTest::rainOnly);
        ScoreMethod robust = ScoreMethods.robust(
                ScoreMethods.eitherWay(frame -> Math.exp(frame.features().getOrDefault("feature0", 0.0))));
        List<SeenFrame> scene = SeenScenes.tested(seen).get(1);
        ToDoubleFunction<SeenFrame> score =
                robust.calibrate(SeenScenes.calibration(seen)).settle(SeenScenes.own(scene, TestFrames.PLAN));
        double clean = Medians.of(
                scene.stream().filter(SeenFrame::isClean).mapToDouble(score).toArray());
        assertThat(clean).as("seed %d", SEED).isBetween(-0.5, 0.5);
        double bad = Medians.of(scene.stream()
                .filter(frame -> frame.fault().equals("rain:5"))
                .mapToDouble(score)
                .toArray());
        assertThat(bad).isGreaterThan(2);
        assertThat(ScoreMethods.sum(robust, robust)
                        .calibrate(SeenScenes.calibration(seen))
                        .settle(SeenScenes.own(scene, TestFrames.PLAN))
                        .applyAsDouble(scene.get(0)))
                .isEqualTo(2 * score.applyAsDouble(scene.get(0)));
    }

    @Test
    void blocksApartAreTogetherWhereThereIsOne() {
        List<SeenFrame> seen = TestFrames.of(4, SEED, ReadingsTest::rainOnly);
        List<SeenFrame> scene = SeenScenes.tested(seen).get(1);
        List<SeenFrame> own = SeenScenes.own(scene, TestFrames.PLAN);
        List<SeenFrame> clean = SeenScenes.calibration(seen);
        ToDoubleFunction<SeenFrame> whole =
                ScoreMethods.mahalanobis(ScoreMethods::ranks).calibrate(clean).settle(own);
        ToDoubleFunction<SeenFrame> apart = ScoreMethods.mahalanobisByBlock(SeenFrame::ranks)
                .calibrate(clean)
                .settle(own);
        assertThat(scene).allSatisfy(frame -> assertThat(apart.applyAsDouble(frame))
                .isCloseTo(whole.applyAsDouble(frame), within(1e-9)));
    }
}

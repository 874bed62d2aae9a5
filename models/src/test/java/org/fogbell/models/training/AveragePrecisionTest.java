package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.ObjectClass;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
    private static final KittiCalibration AHEAD = KittiCalibration.ahead(1242, 375);
    private static final Offset<Double> EXACT = within(1e-9);
    private static final String MODERATE = "car.3d_070_moderate";

    private final List<ObjectLabel> labels = new ArrayList<>();
    private final List<DetectedObject> detections = new ArrayList<>();

    @Test
    void everyObjectFoundIsAHundred() {
        label("Car", car(0), 100, 0, 0);
        detect(car(0), 0.3);
        AveragePrecision ap = evaluate();
        assertThat(ap.percent().keySet())
                .containsExactly(
                        "car.3d_050_easy",
                        "car.3d_050_hard",
                        "car.3d_050_moderate",
                        "car.3d_070_easy",
                        "car.3d_070_hard",
                        "car.3d_070_moderate",
                        "car.bev_050_easy",
                        "car.bev_050_hard",
                        "car.bev_050_moderate",
                        "car.bev_070_easy",
                        "car.bev_070_hard",
                        "car.bev_070_moderate");
        assertThat(ap.percent().values()).allSatisfy(value -> assertThat(value).isCloseTo(100, EXACT));
    }

    @Test
    void nothingFoundIsZeroAndNothingToFindIsNoValue() {
        label("Cyclist", car(0), 100, 0, 0);
        detect(car(0), 0.9);
        assertThat(evaluate().percent())
                .containsEntry("cyclist.3d_025_easy", 0.0)
                .containsEntry("cyclist.bev_050_hard", 0.0)
                .doesNotContainKeys(MODERATE, "pedestrian.bev_025_easy");
        assertThat(AveragePrecision.of(List.of()).percent()).isEmpty();
    }

    @Test
    void missedObjectsCostTheirRecall() {
        label("Car", car(0), 100, 0, 0);
        label("Car", car(1), 100, 0, 0);
        detect(car(1), 0.3);
        assertThat(moderate()).isCloseTo(50, EXACT);
    }

    @Test
    void recallStepsAreReachedExactlyOrNotAtAll() {
        for (int i = 0; i < 10; i++) {
            label("Car", car(i), 100, 0, 0);
        }
        for (int i = 0; i < 3; i++) {
            detect(car(i), 0.9 - i / 10.0);
        }
        assertThat(moderate()).as("3 of 10 are 12 of 40 steps").isCloseTo(30, EXACT);
        labels.subList(3, 10).clear();
        detections.subList(1, 3).clear();
        assertThat(moderate()).as("1 of 3 is 13 of 40 steps").isCloseTo(32.5, EXACT);
    }

    @Test
    void aFalseAlarmThatIsSurerHalvesThePrecision() {
        label("Car", car(0), 100, 0, 0);
        detect(car(5), 0.9);
        detect(car(0), 0.8);
        assertThat(moderate()).isCloseTo(50, EXACT);
    }

    @Test
    void aFalseAlarmBelowEveryFoundObjectCostsNothing() {
        label("Car", car(0), 100, 0, 0);
        detect(car(0), 0.8);
        detect(car(5), 0.7);
        assertThat(moderate()).isCloseTo(100, EXACT);
    }

    @Test
    void equalScoresCountTogetherInAnyOrder() {
        label("Car", car(0), 100, 0, 0);
        detect(car(5), 0.5);
        detect(car(0), 0.5);
        assertThat(moderate()).isCloseTo(50, EXACT);
        detections.add(0, detections.remove(1));
        assertThat(moderate()).isCloseTo(50, EXACT);
    }

    @Test
    void theSecondDetectionOfAnObjectIsAFalseAlarm() {
        label("Car", car(0), 100, 0, 0);
        label("Car", car(1), 100, 0, 0);
        detect(car(0), 0.9);
        detect(car(0), 0.8);
        detect(car(1), 0.7);
        assertThat(moderate()).as("precision 1 to recall 1/2, then 2/3").isCloseTo((100 + 200 / 3.0) / 2, EXACT);
    }

    @Test
    void precisionIsTheGreatestAtThatRecallOrAbove() {
        label("Car", car(0), 100, 0, 0);
        label("Car", car(1), 100, 0, 0);
        detect(car(5), 0.9);
        detect(car(0), 0.8);
        detect(car(1), 0.7);
        assertThat(moderate()).as("1/2 at recall 1/2, 2/3 at recall 1").isCloseTo(200 / 3.0, EXACT);
    }

    @Test
    void aDetectionOfANeighbouringClassIsExcused() {
        label("Car", car(0), 100, 0, 0);
        label("Van", car(1), 100, 0, 0);
        label("Truck", car(2), 100, 0, 0);
        detect(car(1), 0.9);
        detect(car(0), 0.8);
        assertThat(moderate()).isCloseTo(100, EXACT);
        detect(car(2), 0.9);
        assertThat(moderate()).as("a truck is no neighbour").isCloseTo(50, EXACT);
    }

    @Test
    void aSittingPersonExcusesAPedestrian() {
        label("Pedestrian", person(0), 100, 0, 0);
        label("Person_sitting", person(3), 100, 0, 0);
        detections.add(new DetectedObject(ObjectClass.PEDESTRIAN, person(3), 0.9));
        detections.add(new DetectedObject(ObjectClass.PEDESTRIAN, person(0), 0.8));
        assertThat(evaluate().percent().get("pedestrian.3d_050_moderate")).isCloseTo(100, EXACT);
    }

    @Test
    void objectsBeyondADifficultyAreIgnoredThere() {
        label("Car", car(0), 40, 0, 0.15);
        label("Car", car(1), 25, 1, 0.30);
        label("Car", car(2), 25, 2, 0.50);
        label("Car", car(3), 24.9, 0, 0);
        label("Car", car(4), 100, 3, 0);
        label("Car", car(5), 100, 0, 0.51);
        detect(car(1), 0.9);
        detect(car(5), 0.9);
        AveragePrecision ap = evaluate();
        assertThat(ap.percent().get("car.bev_070_easy"))
                .as("its only object is missed")
                .isZero();
        assertThat(ap.percent().get("car.bev_070_moderate")).as("1 of 2").isCloseTo(50, EXACT);
        assertThat(ap.percent().get("car.bev_070_hard")).as("1 of 3").isCloseTo(32.5, EXACT);
        detect(car(0), 0.8);
        assertThat(evaluate().percent().get("car.bev_070_easy"))
                .as("the detections of ignored cars are excused")
                .isCloseTo(100, EXACT);
    }

    @Test
    void detectionsTooLowInTheImageAreNotCounted() {
        Box3d tall = new Box3d(35, 0, -1, 4, 1.6, 1.5, 0);
        Box3d low = new Box3d(70, 0, -1, 4, 1.6, 1.5, 0);
        EvaluatedSweep sweep = new EvaluatedSweep(List.of(), AHEAD, List.of());
        assertThat(sweep.imageHeight(tall)).isBetween(25.0, 40.0);
        assertThat(sweep.imageHeight(low)).isBetween(10.0, 25.0);
        label("Car", car(0), 100, 0, 0);
        detect(low, 0.9);
        detect(tall, 0.9);
        detect(car(0), 0.8);
        AveragePrecision ap = evaluate();
        assertThat(ap.percent().get("car.3d_070_easy")).isCloseTo(100, EXACT);
        assertThat(ap.percent().get(MODERATE)).isCloseTo(50, EXACT);
    }

    @Test
    void anObjectIsNotFoundByADetectionThatIsNotCounted() {
        Box3d low = new Box3d(70, 0, -1, 4, 1.6, 1.5, 0);
        label("Car", low, 25, 0, 0);
        detect(low, 0.9);
        assertThat(moderate()).isZero();
    }

    @Test
    void imageHeightIsThatOfAPinholeCamera() {
        EvaluatedSweep sweep = new EvaluatedSweep(List.of(), AHEAD, List.of());
        assertThat(sweep.imageHeight(new Box3d(10.27, 0, -0.08, 0, 2, 2, 1)))
                .as("2 m at a depth of 10 m less half the width's depth")
                .isCloseTo(2 * 721.5377 / (10 - Math.sin(1)), within(1e-6));
        assertThat(sweep.imageHeight(new Box3d(0, 0, 0, 4, 2, 2, 0))).isInfinite();
    }

    @Test
    void countsOverlapInTheViewAndByTheLimitOfTheKey() {
        Box3d truth = new Box3d(20, 0, -1, 4, 2, 1.5, 0);
        label("Car", truth, 100, 0, 0);
        detect(new Box3d(21, 0, -1, 4, 2, 1.5, 0), 0.9);
        AveragePrecision ap = evaluate();
        assertThat(ap.percent().get("car.bev_050_moderate")).as("overlap 0.6").isCloseTo(100, EXACT);
        assertThat(ap.percent().get("car.bev_070_moderate")).isZero();
        detections.clear();
        detect(new Box3d(20, 0, -0.5, 4, 2, 1.5, 0), 0.9);
        AveragePrecision lifted = evaluate();
        assertThat(lifted.percent().get("car.bev_070_moderate")).isCloseTo(100, EXACT);
        assertThat(lifted.percent().get("car.3d_070_moderate"))
                .as("exactly half")
                .isZero();
        assertThat(lifted.percent().get("car.3d_050_moderate"))
                .as("the limit itself is no overlap beyond it")
                .isZero();
    }

    @Test
    void ofTwoDetectionsOnAnObjectTheOneThatFitsBetterIsRight() {
        label("Car", new Box3d(20, 0, -1, 4, 2, 1.5, 0), 100, 0, 0);
        label("Car", new Box3d(20.9, 0, -1, 4, 2, 1.5, 0), 100, 0, 0);
        detect(new Box3d(20.9, 0, -1, 4, 2, 1.5, 0), 0.9);
        detect(new Box3d(19.4, 0, -1, 4, 2, 1.5, 0), 0.8);
        assertThat(evaluate().percent().get("car.3d_050_moderate"))
                .as("the surer one overlaps both objects, the other only the first")
                .isCloseTo(100, EXACT);
    }

    @Test
    void dontCareRegionsExcuseNothingInSpace() throws Exception {
        label("Car", car(0), 100, 0, 0);
        labels.add(ObjectLabel.parse("DontCare -1 -1 -10 0 0 1242 375 -1 -1 -1 -1000 -1000 -1000 -10", "test"));
        detect(car(5), 0.9);
        detect(car(0), 0.8);
        assertThat(moderate()).isCloseTo(50, EXACT);
    }

    @Test
    void detectionsAndObjectsOfDifferentSweepsDoNotMeet() {
        label("Car", car(0), 100, 0, 0);
        detect(car(0), 0.9);
        EvaluatedSweep found = new EvaluatedSweep(labels, AHEAD, detections);
        EvaluatedSweep missed = new EvaluatedSweep(labels, AHEAD, List.of());
        EvaluatedSweep alarm = new EvaluatedSweep(List.of(), AHEAD, detections);
        assertThat(AveragePrecision.of(List.of(found, missed, alarm)).percent().get(MODERATE))
                .as("half the objects, with one false alarm of the same score")
                .isCloseTo(25, EXACT);
    }

    private double moderate() {
        return evaluate().percent().get(MODERATE);
    }

    private AveragePrecision evaluate() {
        return AveragePrecision.of(List.of(new EvaluatedSweep(labels, AHEAD, detections)));
    }

    private void label(String type, Box3d box, double pixelsHigh, int occlusion, double truncation) {
        labels.add(AHEAD.label(type, box, truncation, occlusion, 0, 100, 50, 100 + pixelsHigh));
    }

    private void detect(Box3d box, double score) {
        detections.add(new DetectedObject(ObjectClass.CAR, box, score));
    }

    /** Near enough to be high in the image, and away from every other. */
    private static Box3d car(int number) {
        return new Box3d(15, 3 * number - 15, -1, 4, 1.6, 1.5, 0.2);
    }

    private static Box3d person(int number) {
        return new Box3d(12, number - 2, -0.8, 0.6, 0.6, 1.8, 0.2);
    }
}

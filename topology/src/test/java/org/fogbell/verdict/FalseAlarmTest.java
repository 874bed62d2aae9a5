package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From an alert that a person calls false to what the sensor takes for normal then: baseline, windows and life-cycle together. */
class FalseAlarmTest {
    private static final double LEVEL = 3;
    private static final int CALM = 3_000;

    /** @param level by frame number, of a sensor whose alert is called false at that second */
    private record Drive(
            String name, Map<String, String> parameters, long calledAtSecond, int frames, LevelOfFrame level) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface LevelOfFrame {
        /** NaN where there is no frame. */
        double of(int number);
    }

    static Stream<Drive> goingOn() {
        return Stream.of(
                new Drive("without a break", Map.of(), 320, 6_000, n -> n < CALM ? 0 : LEVEL),
                new Drive(
                        "called during an hour without frames",
                        Map.of(),
                        2_000,
                        42_000,
                        n -> n < CALM ? 0 : (n < 3_200 || n > 39_000 ? LEVEL : Double.NaN)),
                new Drive(
                        "where no frame of a window may be as ever",
                        Map.of("alert.share", "1"),
                        320,
                        6_000,
                        n -> n < CALM ? 0 : LEVEL),
                new Drive(
                        "calm for a second before and after an hour without frames",
                        Map.of(),
                        2_000,
                        42_000,
                        n -> n < CALM || (n >= 3_200 && n < 3_210) || (n >= 39_000 && n < 39_010)
                                ? 0
                                : (n < 3_200 || n >= 39_000 ? LEVEL : Double.NaN)),
                new Drive(
                        "one frame of ten is as ever", Map.of(), 330, 6_000, n -> n < CALM || n % 10 == 9 ? 0 : LEVEL),
                new Drive(
                        "held for ten minutes, of which five were calm",
                        Map.of("alert.keep-firing", "10m"),
                        620,
                        14_000,
                        n -> (n >= CALM && n < 3_200) || n >= 6_300 ? LEVEL : 0),
                new Drive(
                        "slowly begun, one frame beyond after the other",
                        Map.of("alert.share", "0.3"),
                        340,
                        6_000,
                        n -> n < CALM || (n < 3_200 && n % 4 != 0) ? 0 : LEVEL),
                new Drive(
                        "by a threshold of the budget's",
                        Map.of("alert.budget", "10", "alert.budget-period", "10h", "alert.threshold", "6"),
                        7_230,
                        77_000,
                        n -> n < 72_000 ? 0 : LEVEL));
    }

    @ParameterizedTest
    @MethodSource("goingOn")
    void whatGoesOnIsNormalFromThenOn(Drive drive) {
        List<Alert> untold = run(drive, new PolicyBook());
        Alert called = latest(untold, drive.calledAtSecond());
        assertThat(called.getState()).isIn(AlertState.FIRING, AlertState.ESCALATED);
        assertThat(untold.get(untold.size() - 1).getState())
                .as("nothing ends it by itself")
                .isNotEqualTo(AlertState.RESOLVED);

        List<Alert> told = run(drive, order(called, drive.calledAtSecond()));
        Alert last = told.get(told.size() - 1);
        assertThat(last.getAlertId()).isEqualTo(called.getAlertId());
        assertThat(last.getState()).isEqualTo(AlertState.RESOLVED);
    }

    static Stream<Drive> followedByAnother() {
        return Stream.of(
                new Drive("two faults", Map.of(), 322, 6_000, n -> isFirst(n) || n >= 4_000 ? LEVEL : 0),
                new Drive(
                        "the second pauses for a second in every four",
                        Map.of(),
                        322,
                        6_000,
                        n -> isFirst(n) || (n >= 4_000 && n % 40 >= 10) ? LEVEL : 0));
    }

    private static boolean isFirst(int n) {
        return n >= CALM && n < 3_200;
    }

    @ParameterizedTest
    @MethodSource("followedByAnother")
    void anotherFaultAfterItWasOverIsAnAlertAgain(Drive drive) {
        List<Alert> untold = run(drive, new PolicyBook());
        Alert first = latest(untold, drive.calledAtSecond());
        assertThat(first.getState()).as("still open as it is called false").isNotEqualTo(AlertState.RESOLVED);
        List<Alert> told = run(drive, order(first, drive.calledAtSecond()));
        assertThat(told).extracting(Alert::getAlertId).containsExactlyElementsOf(ids(untold));
        assertThat(told.get(told.size() - 1).getState()).isNotEqualTo(AlertState.RESOLVED);
        assertThat(told.get(told.size() - 1).getAlertId()).isNotEqualTo(first.getAlertId());
    }

    private static List<String> ids(List<Alert> alerts) {
        return alerts.stream().map(Alert::getAlertId).toList();
    }

    private static PolicyBook order(Alert alert, long second) {
        Policy order = Policy.newBuilder(Policies.about(
                        PolicyAction.FALSE_ALARM,
                        alert.getVehicleId() + "/" + alert.getSensorId(),
                        alert.getAlertId(),
                        second))
                .setDeviationGoesOn(alert.getKind() == AlertKind.DEVIATION && alert.getState() != AlertState.RESOLVED)
                .build();
        return PolicyBook.of(List.of(Policies.accepted(order)));
    }

    private static Alert latest(List<Alert> alerts, long second) {
        return alerts.stream()
                .filter(alert -> !alert.getDecidedAt().isAfter(Policies.at(second)))
                .max(Comparator.comparing(Alert::getDecidedAt))
                .orElseThrow();
    }

    private static List<Alert> run(Drive drive, PolicyBook policies) {
        JobParameters parameters = JobParameters.of(drive.parameters());
        SensorReplay replay = new SensorReplay(
                parameters.liveRules(), policies, BaselineJudge.FeatureCalibrations.NONE, Duration.ofDays(7));
        for (FrameScore score : scores(drive)) {
            replay.see(score);
        }
        replay.end();
        return replay.alerts();
    }

    private static List<FrameScore> scores(Drive drive) {
        Random random = new Random(3);
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < drive.frames(); n++) {
            double level = drive.level().of(n);
            double noise = 0.1 * random.nextGaussian();
            if (!Double.isNaN(level)) {
                scores.add(
                        SampleScores.frame(n).setEloss(Math.exp(level + noise)).build());
            }
        }
        return scores;
    }
}

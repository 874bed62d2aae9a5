package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.verdict.Policies;
import org.fogbell.verdict.PolicyBook;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.ScoreOrder;
import org.fogbell.verdict.SensorReplay;
import org.junit.jupiter.api.Test;

/** Policies on their way through the stages: known in time, they give what a replay by the same answers gives. */
class LivePolicyTest {
    private static final JobParameters PARAMETERS =
            JobParameters.of(Map.of("alert.renotify", "5s", "shift.false-alarm-frames", "1000"));
    private static final List<String> VEHICLES = List.of("car-1", "car-2", "car-3");
    private static final int SECONDS = 60;

    @Test
    void givesTheSameAsAReplayByTheSameAnswersAlsoWhenRestartedAndRescaled() throws Exception {
        List<Alert> all = new ArrayList<>();
        for (long seed = 0; seed < 3; seed++) {
            List<FrameScore> frames = stream(seed);
            Outcome undisturbed = run(frames, Map.of());
            assertThat(run(frames, Map.of(7, 4, 21, 2, 22, 4, 45, 1)))
                    .as("seed %d", seed)
                    .isEqualTo(undisturbed);
            for (String vehicle : VEHICLES) {
                SensorReplay replay = PARAMETERS.sensorReplay(PolicyBook.of(answers()));
                frames.stream()
                        .filter(score -> score.getVehicleId().equals(vehicle))
                        .sorted(ScoreOrder.OF_A_SENSOR)
                        .forEach(replay::see);
                replay.end();
                assertThat(replay.windows()).as("seed %d", seed).isEqualTo(undisturbed.windows.get(vehicle));
                assertThat(replay.alerts()).as("seed %d", seed).isEqualTo(undisturbed.alerts.get(vehicle));
                all.addAll(replay.alerts());
            }
        }
        assertThat(all)
                .anyMatch(alert -> alert.getReason().endsWith("; by policy fleet@1"))
                .anyMatch(alert -> Long.valueOf(2).equals(alert.getPolicyVersion()))
                .anyMatch(alert -> alert.getReason().contains("; by policy vehicle:car-1@1, fleet@2"));
    }

    @Test
    void judgesByAPolicyFromItsTimeOn() throws Exception {
        PolicyBook blindToAll = PolicyBook.of(List.of(Policies.accepted(
                Policies.override("fleet", 1, 30, Map.of("alert.threshold", "900", "alert.critical", "900")))));
        SensorReplay replay = PARAMETERS.sensorReplay(blindToAll);
        stream(1).stream()
                .filter(score -> score.getVehicleId().equals("car-3"))
                .sorted(ScoreOrder.OF_A_SENSOR)
                .forEach(replay::see);
        replay.end();
        assertThat(replay.windows())
                .filteredOn(window -> !window.getWindowStart().isBefore(Policies.at(30)))
                .hasSizeGreaterThan(10)
                .allMatch(window -> window.getShareBeyond() == 0 && window.getPolicy() != null);
        assertThat(replay.windows())
                .filteredOn(window -> !window.getWindowEnd().isAfter(Policies.at(30)))
                .allMatch(window -> window.getPolicy() == null)
                .anyMatch(window -> window.getShareBeyond() > 0);
    }

    @Test
    void judgesNoFrameBeforeTheAnswersThatMayCountFromIt() throws Exception {
        try (StageRun<FrameScore, FrameScore> baseline = StageRun.of("baseline", PARAMETERS)) {
            baseline.restart(3);
            FrameScore frame = frame("car-1", 10, 1);
            baseline.send(frame, SampleScores.millis(frame));
            baseline.keyedWatermark(Policies.at(60).toEpochMilli());
            assertThat(baseline.output())
                    .as("the answers' watermark has not come")
                    .isEmpty();
            baseline.broadcast(Policies.accepted(Policies.override("fleet", 1, 0, Map.of("alert.share", "0.4"))));
            baseline.watermark(Policies.at(60).toEpochMilli());
            assertThat(baseline.output()).singleElement().satisfies(score -> assertThat(
                            score.getPolicy().getPolicies())
                    .containsExactly("fleet@1"));
        }
    }

    @Test
    void startsABaselineAgainFromTheTimeOfTheOrderOn() throws Exception {
        try (StageRun<FrameScore, FrameScore> baseline = StageRun.of("baseline", PARAMETERS)) {
            for (int n = 0; n < 400; n++) {
                FrameScore frame = frame("car-1", n, n < 200 ? 1 : 2);
                baseline.send(frame, SampleScores.millis(frame));
            }
            baseline.broadcast(Policies.accepted(Policies.reset("car-1/lidar-top", 20)));
            baseline.watermark(Long.MAX_VALUE);
            assertThat(baseline.output()).hasSize(400);
            assertThat(baseline.output().get(199).getBaseline().getFrames()).isGreaterThan(100);
            assertThat(baseline.output().subList(200, 220))
                    .as("of a type that the bundle is not calibrated for")
                    .allMatch(score -> score.getBaseline() == null);
            assertThat(baseline.output().get(399).getRobustZ()).isBetween(-1.0, 1.0);
        }
    }

    private record Outcome(
            Map<String, List<FrameScore>> scores,
            Map<String, List<Deviation>> windows,
            Map<String, List<Alert>> alerts) {}

    /** A step a second; an answer comes with the frames of the second from which on it counts. */
    private static Outcome run(List<FrameScore> frames, Map<Integer, Integer> restarts) throws Exception {
        try (SensorStages stages = new SensorStages(PARAMETERS)) {
            for (int second = 0; second <= SECONDS; second++) {
                if (restarts.containsKey(second)) {
                    stages.restart(restarts.get(second));
                }
                for (FrameScore frame : frames) {
                    if (SampleScores.millis(frame) / 1_000
                            == Policies.at(second).getEpochSecond()) {
                        stages.baseline.send(frame, SampleScores.millis(frame));
                    }
                }
                for (PolicyAck answer : answers()) {
                    if (answer.getEffectiveAt().equals(Policies.at(second))) {
                        stages.baseline.broadcast(answer);
                    }
                }
                stages.watermark(
                        second == SECONDS ? Long.MAX_VALUE : Policies.at(second).toEpochMilli() - 1);
            }
            return new Outcome(
                    stages.baseline.output().stream().collect(Collectors.groupingBy(FrameScore::getVehicleId)),
                    stages.deviation.output().stream().collect(Collectors.groupingBy(Deviation::getVehicleId)),
                    stages.alert.output().stream().collect(Collectors.groupingBy(Alert::getVehicleId)));
        }
    }

    private static List<PolicyAck> answers() {
        return List.of(
                Policies.accepted(Policies.override("fleet", 1, 10, Map.of("alert.share", "0.3"))),
                Policies.accepted(Policies.override("fleet", 2, 25, Map.of("alert.threshold", "2.5"))),
                Policies.accepted(
                        Policies.override("vehicle:car-1", 1, 20, Map.of("alert.windows", "1", "shift.size", "2"))),
                Policies.accepted(Policies.override("sensor:car-2/lidar-top", 1, 40, Map.of("alert.renotify", "1s"))),
                Policies.accepted(
                        Policies.override("sensor-type:hdl-64e", 1, 45, Map.of("baseline.half-life-frames", "30"))),
                Policies.accepted(Policies.reset("car-3/lidar-top", 35)),
                Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/lidar-top", "a", 50)));
    }

    /** Normal and off in turn, each vehicle by itself. */
    private static List<FrameScore> stream(long seed) {
        Random random = new Random(seed);
        List<FrameScore> frames = new ArrayList<>();
        for (String vehicle : VEHICLES) {
            double level = 0;
            for (int n = 0; n < 10 * SECONDS; n++) {
                if (n % 70 == 69) {
                    level = level == 0 ? 0.3 + random.nextInt(2) : 0;
                }
                frames.add(frame(vehicle, n, Math.exp(level + 0.15 * random.nextGaussian())));
            }
        }
        return frames;
    }

    private static FrameScore frame(String vehicle, long number, double eloss) {
        return SampleScores.frame(vehicle, number).setEloss(eloss).build();
    }
}

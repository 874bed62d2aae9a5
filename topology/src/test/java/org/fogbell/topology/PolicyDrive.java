package org.fogbell.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.runtime.state.StateBackend;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.verdict.Policies;
import org.fogbell.verdict.SampleScores;

/** A minute of three vehicles through the stages that judge a sensor, with policies that come on the way. */
final class PolicyDrive {
    static final JobParameters PARAMETERS =
            JobParameters.of(Map.of("alert.renotify", "5s", "shift.false-alarm-frames", "1000"));
    static final List<String> VEHICLES = List.of("car-1", "car-2", "car-3");
    private static final int SECONDS = 60;

    private PolicyDrive() {}

    /** What the stages gave, by vehicle. */
    record Outcome(
            Map<String, List<FrameScore>> scores,
            Map<String, List<Deviation>> windows,
            Map<String, List<Alert>> alerts) {}

    /** A step a second; an answer comes with the frames of the second from which on it counts. */
    static Outcome run(List<FrameScore> frames, Map<Integer, Integer> restarts, StateBackend backend) throws Exception {
        try (SensorStages stages = new SensorStages(PARAMETERS, backend)) {
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

    static List<PolicyAck> answers() {
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
    static List<FrameScore> stream(long seed) {
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

    static FrameScore frame(String vehicle, long number, double eloss) {
        return SampleScores.frame(vehicle, number).setEloss(eloss).build();
    }
}

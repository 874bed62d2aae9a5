package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fogbell.topology.PolicyDrive.PARAMETERS;
import static org.fogbell.topology.PolicyDrive.VEHICLES;
import static org.fogbell.topology.PolicyDrive.answers;
import static org.fogbell.topology.PolicyDrive.frame;
import static org.fogbell.topology.PolicyDrive.run;
import static org.fogbell.topology.PolicyDrive.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.Policies;
import org.fogbell.verdict.PolicyBook;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.ScoreOrder;
import org.fogbell.verdict.SensorReplay;
import org.junit.jupiter.api.Test;

/** Policies on their way through the stages: known in time, they give what a replay by the same answers gives. */
class LivePolicyTest {
    @Test
    void givesTheSameAsAReplayByTheSameAnswersAlsoWhenRestartedAndRescaled() throws Exception {
        List<Alert> all = new ArrayList<>();
        for (long seed = 0; seed < 3; seed++) {
            List<FrameScore> frames = stream(seed);
            PolicyDrive.Outcome undisturbed = run(frames, Map.of(), new HashMapStateBackend());
            assertThat(run(frames, Map.of(7, 4, 21, 2, 22, 4, 45, 1), new HashMapStateBackend()))
                    .as("seed %d", seed)
                    .isEqualTo(undisturbed);
            for (String vehicle : VEHICLES) {
                SensorReplay replay = PARAMETERS.sensorReplay(PolicyBook.of(answers()));
                frames.stream()
                        .filter(score -> score.getVehicleId().equals(vehicle))
                        .sorted(ScoreOrder.OF_A_SENSOR)
                        .forEach(replay::see);
                replay.end();
                assertThat(replay.windows())
                        .as("seed %d", seed)
                        .isEqualTo(undisturbed.windows().get(vehicle));
                assertThat(replay.alerts())
                        .as("seed %d", seed)
                        .isEqualTo(undisturbed.alerts().get(vehicle));
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
}

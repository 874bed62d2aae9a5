package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.SensorFrame;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private final Workload workload = Workload.simulated(LidarModel.small().withAzimuths(12), "tiny");

    @Test
    void everySensorCountsItsFramesAndItsTimeGoesOn() {
        Instant start = Instant.parse("2026-03-01T08:00:00Z");
        Map<String, SensorFrame> latest = new HashMap<>();
        for (int number = 0; number < 100; number++) {
            SensorFrame frame = workload.frame(number, start);
            SensorFrame before = latest.put(frame.getVehicleId(), frame);
            if (before != null) {
                assertThat(frame.getSequence()).isEqualTo(before.getSequence() + 1);
                assertThat(Duration.between(before.getCapturedAt(), frame.getCapturedAt()))
                        .isEqualTo(Duration.ofMillis(100));
            }
        }
        assertThat(latest).hasSize(4);
        assertThat(latest.values()).extracting(SensorFrame::getSensorType).containsOnly("tiny");
    }

    @Test
    void allFramesLieWithinItsStreamTimeAndATailCoversItsSpan() {
        Instant start = Instant.EPOCH;
        assertThat(workload.frame(99, start).getCapturedAt()).isBefore(start.plus(Workload.streamTime(100)));
        Duration tail = Duration.between(
                workload.frame(99, start).getCapturedAt(),
                workload.frame(99 + Workload.framesIn(Duration.ofSeconds(2)), start)
                        .getCapturedAt());
        assertThat(tail).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void itsRecordsAreItsSweepsInTurn() throws Exception {
        assertThat(workload.records()).hasSize(workload.sweeps().size());
        assertThat(((PointCloudPayload) workload.frame(17, Instant.EPOCH).getPayload()).getData())
                .isEqualTo(workload.sweeps().get(1).getData());
    }
}

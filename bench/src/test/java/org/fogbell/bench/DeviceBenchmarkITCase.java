package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;

/** The job in turns with itself: what it says of a frame does not depend on the run. */
class DeviceBenchmarkITCase {
    private static final int FRAMES = 40;

    @Test
    void theSameDeviceSaysTheSameOfEveryFrame() throws Exception {
        Workload workload = Workload.simulated(LidarModel.small().withAzimuths(90), "lidar-sim-32");
        try (BenchBundle bundle = BenchBundle.named("untrained");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            JobRun job = new JobRun(broker, Map.of("model.bundle", bundle.parameter()), "device-it");
            job.fill(workload, FRAMES);
            var turns = new DeviceBenchmark.Turns(job, FRAMES, 2);
            for (int round = 0; round < 2; round++) {
                turns.run("cpu", round);
                turns.run("auto", round);
            }
            // Without a GPU 'auto' is the CPU; with one the two may differ in their last bits.
            assertThat(turns.elosses("auto").against(turns.elosses("cpu"))).satisfies(difference -> {
                assertThat(difference.frames()).isGreaterThan(FRAMES / 2);
                assertThat(difference.most()).isLessThan(1e-3);
            });
            assertThat(turns.elosses("cpu").spread()).isZero();
            assertThat(turns.rate("auto").median()).isPositive().isFinite();
            assertThat(turns.cores("cpu").median()).isPositive();
        }
    }
}

package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.fogbell.bench.ProcessorTime.Part;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;

/** One short round of both rivals, with a real broker and a mini cluster. */
class JobRunITCase {
    private static final int FRAMES = 60;
    private static final int WARM_UP = 20;

    private final Workload workload = Workload.simulated(LidarModel.small().withAzimuths(90), "lidar-sim-32");

    @Test
    void bothRivalsPerceiveAndOnlyTheJobPaysForKafkaAndFlink() throws Exception {
        Measurement bare =
                new BareLoop(ModelBundle.named("untrained"), workload.records(), "cpu").run(2, FRAMES, WARM_UP);
        Measurement job;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            JobRun run = new JobRun(broker, Map.of(), "it");
            run.fill(workload, FRAMES);
            job = run.run("1", 2, FRAMES, WARM_UP);
        }

        assertThat(new Round(1, 2, bare, job).ratio()).isPositive().isFinite();
        assertThat(bare.millisPerFrame()).containsKey(Part.PERCEPTION);
        assertThat(bare.millisPerFrame()).doesNotContainKeys(Part.SOURCE, Part.FLINK, Part.BROKER);
        // How much is the system's clock ticks to tell: so few frames can fall between two of them.
        assertThat(job.millisPerFrame()).containsKeys(Part.PERCEPTION, Part.SOURCE, Part.FLINK, Part.BROKER);
    }
}

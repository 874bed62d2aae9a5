package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.fogbell.bench.ProcessorTime.Part;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Few small frames through each part of the job that is measured, with a real broker and a mini cluster. */
class IngestAndLatencyITCase {
    private static final int FRAMES = 60;

    private static EmbeddedBroker broker;
    private final Workload workload = Workload.simulated(LidarModel.small().withAzimuths(90), "lidar-sim-32");

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void bothReadersSeeEveryFrame() throws Exception {
        JobRun topic = new JobRun(broker, Map.of(), "ingest-it");
        topic.fill(workload, FRAMES);
        assertThat(IngestBenchmark.bare(topic, FRAMES, 10)).isPositive().isFinite();
        assertThat(IngestBenchmark.decoded(topic.parameters("it", 1), FRAMES, 10))
                .isPositive()
                .isFinite();
    }

    @Test
    void aScoreComesAfterItsFrameWasDue() throws Exception {
        JobRun job = new JobRun(broker, Map.of("model.bundle", "untrained"), "latency-it");
        job.createTopics();
        double[] millis = LatencyBenchmark.latencies(job, workload, 40, FRAMES);
        assertThat(millis).hasSize(FRAMES);
        assertThat(Arrays.stream(millis).min().orElseThrow()).isPositive();
        assertThat(LatencyBenchmark.quantile(millis, 0.5)).isLessThanOrEqualTo(LatencyBenchmark.quantile(millis, 1));
    }

    @Test
    void aPayloadsPointsAreAllocated() throws Exception {
        JobRun job = new JobRun(broker, Map.of("model.bundle", "detector"), "memory-it");
        job.fill(workload, 4 * FRAMES);
        Map<Part, Double> each = MemoryBenchmark.allocated(job, 10, 4 * FRAMES);
        // So small a topic is fetched before the first look: what the source allocates is not seen here.
        assertThat(each).containsKeys(Part.SOURCE, Part.FLINK);
        assertThat(each.get(Part.PERCEPTION)).isGreaterThan(workload.meanBytes());
    }

    @Test
    void aQuantileIsOneOfTheValues() {
        double[] values = {5, 1, 4, 2, 3};
        assertThat(LatencyBenchmark.quantile(values, 0.5)).isEqualTo(3);
        assertThat(LatencyBenchmark.quantile(values, 0.99)).isEqualTo(5);
        assertThat(LatencyBenchmark.quantile(values, 0)).isEqualTo(1);
    }
}

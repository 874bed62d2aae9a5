package org.fogbell.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.FrameEncoder;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench encode}: what is done to a sweep before the network: payload to points, points to grid, statistics.
 * Processor time and allocation of this one thread, on simulated HDL-64E sweeps.
 */
@Command(
        name = "encode",
        description = "Measures processor time and allocation of what is done to a sweep before the network.",
        mixinStandardHelpOptions = true)
final class EncodingBenchmark implements Callable<Integer> {
    @Option(names = "--quick", description = "A few rounds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One step of the way, done to one sweep. */
    @FunctionalInterface
    private interface Step {
        void run(int sweep) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        List<PointCloudPayload> payloads =
                Workload.simulated(LidarModel.hdl64(), "hdl-64e").sweeps();
        PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
        List<PointCloud> sweeps = new ArrayList<>();
        for (PointCloudPayload payload : payloads) {
            sweeps.add(new PointCloud(codec.decode(payload)));
        }
        BirdsEyeGrid grid = BirdsEyeGrid.around();
        FrameEncoder encoder = grid.newEncoder();
        float[] target = new float[grid.size()];
        measure("decode", payloads.size(), sweep -> codec.decode(payloads.get(sweep)));
        measure("encode", sweeps.size(), sweep -> encoder.encode(sweeps.get(sweep), target, 0));
        measure("statistics", sweeps.size(), sweep -> FrameStatistics.of(sweeps.get(sweep)));
        return 0;
    }

    private void measure(String name, int sweeps, Step step) throws Exception {
        int rounds = quick ? 5 : 30;
        double[] millis = new double[rounds];
        double[] bytes = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long thread = Thread.currentThread().getId();
            long allocated = threads.getThreadAllocatedBytes(thread);
            long used = threads.getCurrentThreadCpuTime();
            for (int sweep = 0; sweep < sweeps; sweep++) {
                step.run(sweep);
            }
            if (round >= 0) {
                millis[round] = (threads.getCurrentThreadCpuTime() - used) / 1e6 / sweeps;
                bytes[round] = (double) (threads.getThreadAllocatedBytes(thread) - allocated) / sweeps;
            }
        }
        print(name, Spread.of(millis), Spread.of(bytes));
    }

    private void print(String name, Spread millis, Spread bytes) throws Exception {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "encode");
        line.put("step", name);
        line.put("millis", Map.of("min", millis.min(), "median", millis.median(), "max", millis.max()));
        line.put("allocated_bytes", Map.of("min", bytes.min(), "median", bytes.median(), "max", bytes.max()));
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%-10s %.3f ms a sweep (%.3f to %.3f), %,.0f bytes allocated (%,.0f to %,.0f)",
                        name,
                        millis.median(),
                        millis.min(),
                        millis.max(),
                        bytes.median(),
                        bytes.min(),
                        bytes.max()));
    }
}

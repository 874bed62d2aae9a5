package org.fogbell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.FrameEncoder;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What is done to a sweep beside the network, one step a method, for JMH: of simulated HDL-64E sweeps of some 121,000 points, one
 * after the other; and what an entropy in Java takes for a feature map of 128 x 108 x 124.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Kernels {
    private static final int CHANNELS = 128;
    private static final int POSITIONS = 108 * 124;

    private final PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
    private final List<PointCloudPayload> payloads =
            Workload.simulated(LidarModel.hdl64(), "hdl-64e").sweeps();
    private final List<PointCloud> sweeps = new ArrayList<>();
    private final FrameEncoder encoder;
    private final float[] target;
    private final FrameStatistics statistics = new FrameStatistics();
    private final float[] map = new float[CHANNELS * POSITIONS];
    private int next;

    /** Each thread's own. */
    public Kernels() {
        for (PointCloudPayload payload : payloads) {
            sweeps.add(points(payload));
        }
        BirdsEyeGrid grid = BirdsEyeGrid.around();
        encoder = grid.newEncoder();
        target = new float[grid.size()];
        Random random = new Random(5);
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(0, (float) random.nextGaussian());
        }
    }

    private int turn() {
        next = (next + 1) % payloads.size();
        return next;
    }

    private PointCloud points(PointCloudPayload payload) {
        try {
            return new PointCloud(codec.decode(payload));
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("a sweep that was encoded just before can be decoded", e);
        }
    }

    @Benchmark
    public PointCloud payloadToPoints() {
        return points(payloads.get(turn()));
    }

    @Benchmark
    public float[] pointsToGrid() {
        encoder.encode(sweeps.get(turn()), target, 0);
        return target;
    }

    @Benchmark
    public Map<String, Double> statistics() {
        return statistics.next(sweeps.get(turn()));
    }

    @Benchmark
    public double entropyOfAMap() {
        return LayerEntropy.RADIUS.of(map, 0, CHANNELS, POSITIONS);
    }
}

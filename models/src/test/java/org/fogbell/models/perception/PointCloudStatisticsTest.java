package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statistics point by point, with a root and a quotient for each question, are what the quick ones give, to the last bit. */
class PointCloudStatisticsTest {
    private final PointCloudStatistics kept = new PointCloudStatistics();

    private static final Path DATA = Path.of(System.getenv().getOrDefault("FOGBELL_DATA", "../../shared/data"));

    @Test
    void areThePlainOnesOnSimulatedSweeps() {
        for (LidarModel lidar : new LidarModel[] {LidarModel.small(), LidarModel.hdl64()}) {
            SimulatedDrive drive = SimulatedDrive.of(
                    DriveConfig.defaults().withVehicles(1).withFrames(3, 2).withLidar(lidar));
            for (int frame = 0; frame < 3; frame++) {
                assertSame(drive.frame(0, frame).sweep(), lidar.name() + ", frame " + frame);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kitti_raw", "kitti", "radiate_fog", "snowy_kitti"})
    void areThePlainOnesOnRecordedSweeps(String name) throws IOException {
        Path folder = DATA.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no data at " + folder);
        Recording recording = Recording.open(folder, Recording.Format.AUTO);
        for (int frame = 0; frame < Math.min(recording.size(), 14); frame++) {
            assertSame((PointCloud) recording.read(frame), name + " " + recording.name(frame));
        }
    }

    /** Lengths around a block's, and every kind of point that a sensor may send. */
    @Test
    void areThePlainOnesWhateverTheSensorSends() {
        long seed = 20_261;
        Random random = new Random(seed);
        float[] odd = {
            0,
            -0.0f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            Float.MIN_VALUE,
            0.3f
        };
        for (int round = 0; round < 400; round++) {
            int points = round < 20 ? round : random.nextInt(3 * PointBlock.POINTS) + 1;
            double oddness = random.nextInt(3) * 0.02;
            float[] xyzi = new float[points * PointCloud.STRIDE];
            double turn = 0;
            for (int at = 0; at < xyzi.length; at += PointCloud.STRIDE) {
                turn += random.nextInt(20) == 0 ? random.nextDouble() : 0.005;
                double range = random.nextInt(30) == 0 ? random.nextDouble() : 10 + random.nextInt(2) * 0.0004;
                xyzi[at] = (float) (range * Math.cos(turn));
                xyzi[at + 1] = (float) (range * Math.sin(turn));
                xyzi[at + 2] = -1.7f + 0.05f * random.nextInt(8);
                xyzi[at + 3] = random.nextFloat();
                for (int part = 0; part < PointCloud.STRIDE; part++) {
                    if (random.nextDouble() < oddness) {
                        xyzi[at + part] = odd[random.nextInt(odd.length)];
                    }
                }
            }
            assertSame(new PointCloud(xyzi), "seed " + seed + ", round " + round + ", " + points + " points");
        }
    }

    @Test
    void areThePlainOnesForASensorThatRepeatsItself() {
        float[] xyzi = new float[5 * PointBlock.POINTS * PointCloud.STRIDE];
        for (int at = 0; at < xyzi.length; at += PointCloud.STRIDE) {
            xyzi[at] = 12;
            xyzi[at + 3] = 0.5f;
        }
        assertSame(new PointCloud(xyzi), "one point over and over");
    }

    @Test
    void takesNoMemoryForASecondSweepButItsAnswer() {
        PointCloud sweep = new PointCloud(new float[40_000]);
        kept.of(sweep);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        kept.of(sweep);
        // Its histograms alone are over a hundred.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 10);
    }

    /** Also where another sweep was counted before. */
    private void assertSame(PointCloud sweep, String which) {
        assertThat(kept.of(sweep)).as(which).isEqualTo(PlainStatistics.of(sweep));
    }
}

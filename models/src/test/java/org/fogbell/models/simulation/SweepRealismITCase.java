package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.KittiObjectFolder;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

/** Simulated HDL-64E sweeps against eleven real scenes of KITTI, all cropped to what the camera sees. */
class SweepRealismITCase {
    private static final int WIDTH = 1242;
    private static final int HEIGHT = 375;

    @Test
    void simulatedSweepsAreDistributedLikeRealOnes() throws IOException {
        String named = System.getenv("FOGBELL_DATA");
        Path data = Path.of(named == null ? "../../shared/data" : named).resolve("kitti");
        assumeTrue(Files.isDirectory(data), "skipped: no data at " + data);
        KittiObjectFolder folder = KittiObjectFolder.open(data);
        List<PointCloud> real = new ArrayList<>();
        for (String frame : folder.frames().subList(0, 11)) {
            real.add(folder.sweep(frame));
        }
        SweepComparison comparison = SweepComparison.of(SweepStatistics.of(real), SweepStatistics.of(simulated()));
        String table = comparison.table("real", "simulated");
        assertThat(comparison.second().pointsPerSweep())
                .as(table)
                .isCloseTo(comparison.first().pointsPerSweep(), within(4_000.0));
        assertThat(comparison.second().groundShare())
                .as(table)
                .isCloseTo(comparison.first().groundShare(), within(0.1));
        double[] allowed = {0.12, 0.16, 0.16, 0.08};
        for (int i = 0; i < allowed.length; i++) {
            assertThat(comparison.quantities().get(i).kolmogorovSmirnov())
                    .as(table)
                    .isLessThan(allowed[i]);
        }
    }

    private static List<PointCloud> simulated() {
        List<PointCloud> sweeps = new ArrayList<>();
        for (int seed = 1; seed <= 6; seed++) {
            SimulatedDrive drive = SimulatedDrive.of(DriveConfig.defaults()
                    .withSeed(seed)
                    .withRoad(seed % 3 == 0 ? RoadKind.CITY : RoadKind.RESIDENTIAL, 0.8)
                    .withLidar(LidarModel.hdl64())
                    .withCamera(WIDTH, HEIGHT));
            for (int frame = 0; frame < 2; frame++) {
                sweeps.add(cropped(drive.frame(0, 60 * frame).sweep(), drive));
            }
        }
        return sweeps;
    }

    private static PointCloud cropped(PointCloud sweep, SimulatedDrive drive) {
        float[] kept = new float[sweep.xyzi().length];
        int size = 0;
        for (int point = 0; point < sweep.size(); point++) {
            double[] pixel = drive.calibration().project(sweep.x(point), sweep.y(point), sweep.z(point));
            if (pixel[2] > 0 && pixel[0] >= 0 && pixel[0] < WIDTH && pixel[1] >= 0 && pixel[1] < HEIGHT) {
                System.arraycopy(sweep.xyzi(), point * 4, kept, size, 4);
                size += 4;
            }
        }
        return new PointCloud(Arrays.copyOf(kept, size));
    }
}

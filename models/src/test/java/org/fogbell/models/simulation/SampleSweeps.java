package org.fogbell.models.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Assumptions;

/** Sweeps for the tests of corruptions: made up, and recorded ones where the data is at hand. */
final class SampleSweeps {
    static final int RINGS = 64;
    static final int COLUMNS = 1_875;

    private SampleSweeps() {}

    /** 120,000 points, ring after ring from the top, in a room of walls 20 to 60 m away; intensities of 0.05 to 1. */
    static PointCloud room() {
        return room(RINGS, COLUMNS);
    }

    static PointCloud room(int rings, int columns) {
        SplittableRandom random = new SplittableRandom(5);
        float[] xyzi = new float[rings * columns * PointCloud.STRIDE];
        int at = 0;
        for (int ring = 0; ring < rings; ring++) {
            double elevation = Math.toRadians(2 - 26.8 * ring / (rings - 1));
            for (int column = 0; column < columns; column++) {
                double azimuth = 2 * Math.PI * (column + 0.5) / columns;
                double wall = 40 + 20 * Math.sin(3 * azimuth);
                double ground = elevation < 0 ? 1.73 / Math.sin(-elevation) : 200;
                double range = Math.min(wall, ground);
                xyzi[at++] = (float) (range * Math.cos(elevation) * Math.cos(azimuth));
                xyzi[at++] = (float) (range * Math.cos(elevation) * Math.sin(azimuth));
                xyzi[at++] = (float) (range * Math.sin(elevation));
                xyzi[at++] = (float) (0.05 + 0.95 * random.nextDouble());
            }
        }
        return new PointCloud(xyzi);
    }

    /** Points straight ahead at that range, all of that intensity. */
    static PointCloud wall(int points, double rangeMetres, double intensity) {
        float[] xyzi = new float[points * PointCloud.STRIDE];
        for (int i = 0; i < xyzi.length; i += PointCloud.STRIDE) {
            xyzi[i] = (float) rangeMetres;
            xyzi[i + 3] = (float) intensity;
        }
        return new PointCloud(xyzi);
    }

    /** The room, in which every hundredth point has a coordinate that is no number, infinite or zero. */
    static PointCloud withBadPoints() {
        float[] xyzi = room(16, 200).xyzi().clone();
        for (int point = 0; point < 3_200; point += 100) {
            Arrays.fill(xyzi, point * 4, point * 4 + 3, 0);
            xyzi[point * 4] = point % 300 == 0 ? Float.NaN : point % 200 == 0 ? Float.POSITIVE_INFINITY : 0;
        }
        return new PointCloud(xyzi);
    }

    /** Skips the calling test where the recorded data is absent. */
    static PointCloud recorded(String path) {
        Path root =
                Optional.ofNullable(System.getenv("FOGBELL_DATA")).map(Path::of).orElse(Path.of("../../shared/data"));
        Path file = root.resolve(path);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no data at " + file.toAbsolutePath());
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            float[] xyzi = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(xyzi);
            return new PointCloud(xyzi);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    static PointCloud fullSweep() {
        return recorded("kitti_raw/2011_09_26/2011_09_26_drive_0005_sync/velodyne_points/data/0000000000.bin");
    }

    static PointCloud croppedSweep() {
        return recorded("kitti/training/velodyne/000000.bin");
    }
}

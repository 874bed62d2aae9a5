package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Full HDL-64E sweeps of 2 MB. What docs/wire-format.md says of them is measured here, into target/wire-format.txt. */
class RealSweepTest {
    private static final Path SWEEPS =
            Path.of("kitti_raw", "2011_09_26", "2011_09_26_drive_0005_sync", "velodyne_points", "data");
    private static final Path FIGURES = Path.of("target", "wire-format.txt");
    private static final int ROUNDS = 10;

    private final PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
    private List<Path> files = List.of();

    @BeforeEach
    void findSweeps() throws IOException {
        String given = System.getenv("FOGBELL_DATA");
        Path folder = Path.of(given == null ? "../../shared/data" : given).resolve(SWEEPS);
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no data at " + folder);
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void quantisedSweepIsSmallAndOffByHalfAStepAtMost() throws Exception {
        for (Path file : files) {
            float[] xyzi = read(file);
            PointCloudPayload payload = codec.encode(xyzi, PointEncoding.QUANTISED_16_ZSTD);
            float[] decoded = codec.decode(payload);

            assertThat(payload.getData().remaining()).as("%s", file).isLessThan(xyzi.length * Float.BYTES * 3 / 10);
            for (int field = 0; field < 4; field++) {
                assertThat(PointCloudCodecTest.largestError(xyzi, decoded, field))
                        .as("field %d of %s", field, file)
                        .isLessThanOrEqualTo(PointCloudCodecTest.halfStep(xyzi, field));
            }
            for (int axis = 0; axis < 3; axis++) {
                assertThat(PointCloudCodecTest.largestError(xyzi, decoded, axis))
                        .as("axis %d of %s", axis, file)
                        .isLessThan(0.0015);
            }
        }
    }

    @Test
    void sweepPassesThroughAMessageUnchanged() throws Exception {
        for (Path file : files) {
            float[] xyzi = read(file);
            byte[] message = wire.encode(SampleRecords.frame(codec.encode(xyzi, PointEncoding.FLOAT32_XYZI)));

            assertThat(message).hasSizeBetween(xyzi.length * Float.BYTES, MessageSizes.MAX_MESSAGE_BYTES);
            assertThat(codec.decode((PointCloudPayload) wire.decode(message).getPayload()))
                    .isEqualTo(xyzi);
        }
    }

    @Test
    void measuresSizeAndSpeed() throws Exception {
        StringBuilder figures = new StringBuilder("encoding, MB of a message, largest error of x, y, z in mm and of"
                + " intensity, ms to pack, to write the record, to read it, to unpack (the best of the rounds)\n");
        for (PointEncoding encoding : List.of(PointEncoding.FLOAT32_XYZI, PointEncoding.QUANTISED_16_ZSTD)) {
            figures.append(encoding)
                    .append(sizes(encoding))
                    .append(speeds(encoding))
                    .append('\n');
        }
        Files.writeString(FIGURES, figures);
        assertThat(FIGURES).content().hasLineCount(3);
    }

    private String sizes(PointEncoding encoding) throws Exception {
        long bytes = 0;
        double[] errors = new double[4];
        for (Path file : files) {
            float[] xyzi = read(file);
            PointCloudPayload payload = codec.encode(xyzi, encoding);
            bytes += wire.encode(SampleRecords.frame(payload)).length;
            for (int field = 0; field < 4; field++) {
                errors[field] =
                        Math.max(errors[field], PointCloudCodecTest.largestError(xyzi, codec.decode(payload), field));
            }
        }
        return String.format(
                Locale.ROOT,
                ", %.3f, %.2f, %.2f, %.2f, %.6f",
                bytes * 1e-6 / files.size(),
                errors[0] * 1000,
                errors[1] * 1000,
                errors[2] * 1000,
                errors[3]);
    }

    private String speeds(PointEncoding encoding) throws Exception {
        long[] best = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) {
            long[] nanos = new long[best.length];
            for (Path file : files) {
                float[] xyzi = read(file);
                long start = System.nanoTime();
                PointCloudPayload payload = codec.encode(xyzi, encoding);
                long packed = System.nanoTime();
                byte[] message = wire.encode(SampleRecords.frame(payload));
                long written = System.nanoTime();
                Object received = wire.decode(message).getPayload();
                long read = System.nanoTime();
                codec.decode((PointCloudPayload) received);
                nanos[0] += packed - start;
                nanos[1] += written - packed;
                nanos[2] += read - written;
                nanos[3] += System.nanoTime() - read;
            }
            Arrays.setAll(best, step -> Math.min(best[step], nanos[step]));
        }
        return Arrays.stream(best)
                .mapToObj(nanos -> String.format(Locale.ROOT, ", %.2f", nanos * 1e-6 / files.size()))
                .collect(Collectors.joining());
    }

    private static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] xyzi = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(xyzi);
        return xyzi;
    }
}

package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Full HDL-64E sweeps of 2 MB. What docs/wire-format.md says of them is measured here, into target/wire-format.txt. */
class RealSweepTest {
    private static final Path SWEEPS =
            Path.of("kitti_raw", "2011_09_26", "2011_09_26_drive_0005_sync", "velodyne_points", "data");
    private static final Path FIGURES = Path.of("target", "wire-format.txt");
    private static final int ROUNDS = 5;

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
            byte[] message = wire.encode(frame(codec.encode(xyzi, PointEncoding.FLOAT32_XYZI)));

            assertThat(message).hasSizeBetween(xyzi.length * Float.BYTES, MessageSizes.MAX_MESSAGE_BYTES);
            assertThat(codec.decode((PointCloudPayload) wire.decode(message).getPayload()))
                    .isEqualTo(xyzi);
        }
    }

    @Test
    void measuresSizeAndSpeed() throws Exception {
        StringBuilder figures = new StringBuilder("encoding, MB, share of float32, largest error x y z in mm and of"
                + " intensity, ms to pack, ms to unpack, ms to write the record, ms to read it\n");
        for (PointEncoding encoding : List.of(PointEncoding.FLOAT32_XYZI, PointEncoding.QUANTISED_16_ZSTD)) {
            figures.append(measure(encoding)).append('\n');
        }
        Files.writeString(FIGURES, figures);
        assertThat(FIGURES).content().hasLineCount(3);
    }

    private String measure(PointEncoding encoding) throws Exception {
        long[] nanos = new long[4];
        double[] errors = new double[4];
        long bytes = 0;
        long floats = 0;
        for (int round = 0; round < ROUNDS; round++) {
            nanos = new long[4];
            bytes = 0;
            floats = 0;
            for (Path file : files) {
                float[] xyzi = read(file);
                long start = System.nanoTime();
                PointCloudPayload payload = codec.encode(xyzi, encoding);
                long packed = System.nanoTime();
                byte[] message = wire.encode(frame(payload));
                long written = System.nanoTime();
                PointCloudPayload received =
                        (PointCloudPayload) wire.decode(message).getPayload();
                long read = System.nanoTime();
                float[] decoded = codec.decode(received);
                nanos[1] += System.nanoTime() - read;
                nanos[0] += packed - start;
                nanos[2] += written - packed;
                nanos[3] += read - written;
                bytes += message.length;
                floats += xyzi.length;
                for (int field = 0; field < 4; field++) {
                    errors[field] = Math.max(errors[field], PointCloudCodecTest.largestError(xyzi, decoded, field));
                }
            }
        }
        double perSweepMillis = 1e-6 / files.size();
        return String.format(
                Locale.ROOT,
                "%s, %.3f, %.3f, %.2f %.2f %.2f %.6f, %.2f, %.2f, %.2f, %.2f",
                encoding,
                bytes * 1e-6 / files.size(),
                bytes / (4.0 * floats),
                errors[0] * 1000,
                errors[1] * 1000,
                errors[2] * 1000,
                errors[3],
                nanos[0] * perSweepMillis,
                nanos[1] * perSweepMillis,
                nanos[2] * perSweepMillis,
                nanos[3] * perSweepMillis);
    }

    private static SensorFrame frame(PointCloudPayload payload) {
        return SensorFrame.newBuilder()
                .setFrameId("0000000000")
                .setVehicleId("car-1")
                .setSensorId("roof")
                .setSensorType("hdl-64e")
                .setCapturedAt(Instant.EPOCH)
                .setSequence(0)
                .setPayload(payload)
                .build();
    }

    private static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] xyzi = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(xyzi);
        return xyzi;
    }
}

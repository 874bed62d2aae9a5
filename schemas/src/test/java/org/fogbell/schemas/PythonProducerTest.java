package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example producer in docs/examples, which shares no code with this module, against our reader. */
class PythonProducerTest {
    private static final Path SCRIPT = Path.of("../docs/examples/publish_frame.py");

    @TempDir
    private Path folder;

    @Test
    void whatPythonPublishesIsRead() throws Exception {
        Optional<String> python = pythonWithAvro();
        Assumptions.assumeTrue(python.isPresent(), "skipped: no python3-avro");
        float[] xyzi = {1.5f, -2, 3, 0.25f, 40, 50, -1, 1};
        ByteBuffer sweep = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        sweep.asFloatBuffer().put(xyzi);
        Path input = Files.write(folder.resolve("0000000042.bin"), sweep.array());
        Path output = folder.resolve("record");

        run(
                python.get(),
                SCRIPT.toString(),
                "--vehicle",
                "car-1",
                "--sensor",
                "roof",
                "--sensor-type",
                "hdl-64e",
                "--out",
                output.toString(),
                input.toString());

        SensorFrame frame = AvroWire.of(SensorFrame.class).decode(Files.readAllBytes(output));
        assertThat(frame.getFrameId()).isEqualTo("0000000042");
        assertThat(frame.getVehicleId()).isEqualTo("car-1");
        assertThat(frame.getSensorId()).isEqualTo("roof");
        assertThat(frame.getSensorType()).isEqualTo("hdl-64e");
        assertThat(Duration.between(frame.getCapturedAt(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(10));
        assertThat(new PointCloudCodec(10).decode((PointCloudPayload) frame.getPayload()))
                .isEqualTo(xyzi);
    }

    private static Optional<String> pythonWithAvro() throws InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                run(python, "-c", "import avro");
                return Optional.of(python);
            } catch (IOException e) {
                // This one is missing or has no avro; the next may.
            }
        }
        return Optional.empty();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }
}

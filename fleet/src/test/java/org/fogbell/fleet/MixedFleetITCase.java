package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A car with a LiDAR and a camera in one job: the sweeps by the shipped detector, the images by a network of others. */
class MixedFleetITCase {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("FOGBELL_DATA", "../../shared/data"));
    private static final String CAMERA = "road-camera";
    private static final int FRAMES = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Instant start = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    @Test
    void scoresSweepsAndImagesEachByTheBundleOfTheirType() throws Exception {
        Path network = DATA.resolve("models/tf2_mobilenet_v2_imagenet_taps.onnx");
        assumeTrue(Files.isRegularFile(network), "skipped: no data at " + network);
        List<Path> images = images();
        Path bundle = folder.resolve("mobilenet");
        succeeds("graft", network, "--mean", "0.5", "--deviation", "0.5", "--out", bundle);
        succeeds(
                "calibrate",
                "--bundle",
                bundle,
                "--data",
                folder.resolve("images"),
                "--format",
                "image",
                "--sensor-type",
                CAMERA);

        List<FrameScore> scores = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            JobParameters job = JobParameters.of(Map.of(
                    "kafka.bootstrap-servers",
                    broker.bootstrapServers(),
                    "model.bundle",
                    "detector," + CAMERA + "=" + bundle,
                    "checkpoint.max-restarts",
                    "0"));
            broker.createTopicsForRecording(job.kafka().topics(), 1);
            publish(broker, job, images);
            run(broker, job, scores, letters);
        }
        assertThat(letters).isEmpty();
        assertThat(scores).hasSize(2 * FRAMES);
        assertScoredBy(ModelBundle.load(bundle), CAMERA, scores);
        assertScoredBy(ModelBundle.named("detector"), DemoFleet.SIMULATED_TYPE, scores);
    }

    private static void assertScoredBy(ModelBundle bundle, String sensorType, List<FrameScore> scores) {
        assertThat(scores)
                .filteredOn(score -> score.getSensorType().equals(sensorType))
                .hasSize(FRAMES)
                .allSatisfy(score -> {
                    assertThat(score.getModelDigest())
                            .isEqualTo(bundle.manifest().digest());
                    assertThat(score.getCalibration().getSource()).isEqualTo(BaselineSource.BUNDLE);
                    assertThat(score.getRobustZ())
                            .as("judged from the first frame on")
                            .isNotNull();
                });
    }

    private static void run(EmbeddedBroker broker, JobParameters job, List<FrameScore> scores, List<DeadLetter> letters)
            throws Exception {
        try (LocalJob running = LocalJob.start(job, 1);
                TopicReader<FrameScore> scoreReader = new TopicReader<>(
                        broker.bootstrapServers(), job.kafka().topics().scores(), FrameScore.class, true);
                TopicReader<DeadLetter> letterReader = new TopicReader<>(
                        broker.bootstrapServers(), job.kafka().topics().deadLetters(), DeadLetter.class, true)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            // The last two seconds of frames wait for the watermark until the job is drained.
            while (scores.size() + letters.size() < 2 * (FRAMES - 6) && System.nanoTime() < deadline) {
                running.requireRunning();
                scores.addAll(scoreReader.poll(Duration.ofMillis(100)));
                letters.addAll(letterReader.poll(Duration.ofMillis(100)));
            }
            running.drain();
            for (int quiet = 0; quiet < 5; quiet++) {
                List<FrameScore> came = scoreReader.poll(Duration.ofMillis(100));
                scores.addAll(came);
                letters.addAll(letterReader.poll(Duration.ofMillis(100)));
                quiet = came.isEmpty() ? quiet : -1;
            }
        }
    }

    private void publish(EmbeddedBroker broker, JobParameters job, List<Path> images) throws IOException {
        SimulatedDrive drive =
                SimulatedDrive.of(DriveConfig.defaults().withVehicles(1).withFrames(FRAMES, 2));
        PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
        SensorIdentity lidar =
                new SensorIdentity("car-1", "lidar-top", DemoFleet.SIMULATED_TYPE, PointEncoding.FLOAT32_XYZI);
        SensorIdentity camera = new SensorIdentity("car-1", "camera-front", CAMERA, PointEncoding.FLOAT32_XYZI);
        try (FramePublisher publisher = new FramePublisher(
                broker.bootstrapServers(), job.kafka().topics().frames())) {
            for (int step = 0; step < FRAMES; step++) {
                Instant time = start.plusMillis(500L * step);
                Object sweep = codec.encode(drive.frame(0, step).sweep().xyzi(), PointEncoding.FLOAT32_XYZI);
                publisher.publish(lidar.frame("sweep-" + step, step, time, null, sweep), time);
                publisher.publish(camera.frame("image-" + step, step, time, null, image(images.get(step))), time);
            }
            publisher.flush();
        }
    }

    private static ImagePayload image(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        CameraImage image = ImageCodec.decode(bytes, file.toString());
        return SensorIdentity.image(bytes, image.width(), image.height());
    }

    /** The six clear images, each twice: enough to calibrate on. */
    private List<Path> images() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        try (Stream<Path> all = Files.list(DATA.resolve("camera/clear"))) {
            for (Path image : all.toList()) {
                Files.copy(image, images.resolve("a-" + image.getFileName()));
                Files.copy(image, images.resolve("b-" + image.getFileName()));
            }
        }
        try (Stream<Path> all = Files.list(images)) {
            return all.sorted().toList();
        }
    }

    private static void succeeds(Object... arguments) {
        Shell run = Shell.run(arguments);
        assertThat(run.status()).as(run.err()).isZero();
    }
}

package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.models.vision.ImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.NamedCondition;
import org.fogbell.topology.SampleCameras.MeanColours;
import org.fogbell.topology.UnnamedException.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stage "naming" of a job that has cameras, and LiDARs beside them. */
@Timeout(60)
class CameraNamingTest {
    @TempDir
    private static Path folder;

    private static VisionFolder network;
    private static PreparedClassifier prepared;
    private static final Map<String, JobClassifiers.Prepared> CLASSIFIERS = new HashMap<>();

    private final SampleAlerts kafka = new SampleAlerts();
    private final SampleModel model = new SampleModel(SampleClassifiers::perception);
    private final MeanColours colours = new MeanColours(network);
    private final NamingHarness naming = new NamingHarness(kafka, CLASSIFIERS);
    private final ByteBudget memory = new ByteBudget(1 << 20);

    @BeforeAll
    static void prepare() {
        network = SampleCameras.network(folder.resolve("network"), 3);
        prepared = SampleCameras.prepared(folder.resolve("images"), network);
        CLASSIFIERS.putAll(SampleCameras.forJob(prepared, network));
        CLASSIFIERS.putAll(SampleClassifiers.forJob(SampleClassifiers.prepared("hdl-64e")));
    }

    private NamingEye eye(ImageFeatures images) {
        return new NamingEye(model, SampleClassifiers.features(), Map.of(network, images));
    }

    private NamedCondition name(Alert alert) throws Exception {
        return new AlertNamer(
                        CLASSIFIERS,
                        kafka,
                        new Payloads(JobParameters.of(Map.of()).perception()),
                        memory)
                .name(alert, eye(colours));
    }

    @Test
    void namesWhatBothImagesShow() throws Exception {
        SampleCameras.put(kafka, 3, SampleCameras.payload(SampleCameras.night(3)));
        SampleCameras.put(kafka, 7, SampleCameras.payload(SampleCameras.night(7)));
        NamedCondition condition = name(SampleCameras.firing(3, 7, 2));
        assertThat(condition.getLabel()).isEqualTo("night");
        assertThat(condition.getLikeliest()).isEqualTo("night");
        assertThat(condition.getRunnerUp()).isEqualTo("day");
        assertThat(condition.getProbability()).isGreaterThan(0.9);
        assertThat(condition.getProbability() + condition.getRunnerUpProbability())
                .isEqualTo(1, within(1e-9));
        assertThat(condition.getCalibrationError())
                .isEqualTo(prepared.classifier().calibrationError());
        assertThat(condition.getClassifierDigest()).isEqualTo(prepared.digest());
        assertThat(condition.getFrameIds()).containsExactly("frame 3", "frame 7");
        assertThat(name(SampleCameras.firing(3, 7, 2))).as("again").isEqualTo(condition);
        assertThat(model.perceived()).as("seen by the vision network alone").isEmpty();
        assertThat(memory.freeBytes()).isEqualTo(1 << 20);
    }

    @Test
    void callsAnImageUnknownThatIsLikeNoReference() throws Exception {
        SampleCameras.put(kafka, 7, SampleCameras.payload(new CameraImage(8, 8, new byte[8 * 8 * 3])));
        NamedCondition condition = name(SampleCameras.firing(7, 7, 2));
        assertThat(condition.getLabel()).isEqualTo("unknown");
        assertThat(condition.getLikeliest()).isEqualTo("night");
    }

    @Test
    void givesNoNameToAnImageThatCannotBeRead() {
        SampleCameras.put(kafka, 7, SampleCameras.payload(new byte[] {1, 2, 3}));
        isUnnamed(SampleCameras.firing(7, 7, 2), Reason.FRAME_GONE, "payload");
        assertThat(memory.freeBytes()).isEqualTo(1 << 20);
    }

    @Test
    void givesNoNameToASweepOfACamera() {
        kafka.with(7, SampleClassifiers.noisy(7));
        isUnnamed(SampleCameras.firing(7, 7, 2), Reason.FAILED, "expected an image of hdl-64e, got a sweep");
    }

    private void isUnnamed(Alert alert, Reason reason, String message) {
        assertThatThrownBy(() -> name(alert))
                .isInstanceOfSatisfying(
                        UnnamedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    @Test
    void namesAlertsOfCamerasAndOfLidarsInOneJob() throws Exception {
        SampleCameras.put(kafka, 1, SampleCameras.payload(SampleCameras.night(1)));
        kafka.with(2, SampleClassifiers.noisy(2));
        SampleCameras.put(kafka, 3, SampleCameras.payload(SampleCameras.day(3)));
        var harness = naming.with(eye(colours));
        harness.open();
        List<Alert> alerts =
                List.of(SampleCameras.firing(1, 1, 0), SampleAlerts.firing(2, 2, 0), SampleCameras.firing(3, 3, 0));
        for (Alert alert : alerts) {
            harness.processElement(alert, 1);
        }
        harness.endInput();
        assertThat(harness.extractOutputValues())
                .extracting(named -> named.getCondition().getLabel())
                .containsExactly("night", "noise", "day");
        assertThat(harness.extractOutputValues())
                .extracting(named -> Alert.newBuilder(named).setCondition(null).build())
                .isEqualTo(alerts);
        assertThat(naming.count("named")).isEqualTo(3);
        harness.close();
        assertThat(model.isClosed()).isTrue();
        assertThat(colours.isClosed()).isTrue();
    }

    @Test
    void anUnreadableImageCostsItsNameAlone() throws Exception {
        SampleCameras.put(kafka, 1, SampleCameras.payload(new byte[] {1, 2, 3}));
        SampleCameras.put(kafka, 2, SampleCameras.payload(SampleCameras.night(2)));
        var harness = naming.with(eye(colours));
        harness.open();
        harness.processElement(SampleCameras.firing(1, 1, 0), 1);
        harness.processElement(SampleCameras.firing(2, 2, 0), 2);
        harness.endInput();
        assertThat(harness.extractOutputValues()).extracting(Alert::getAlertId).containsExactly("a-2");
        assertThat(naming.count(Reason.FRAME_GONE)).isEqualTo(1);
        harness.close();
    }

    @Test
    void givesUpOnAnImageThatTakesTooLong() throws Exception {
        SampleCameras.put(kafka, 1, SampleCameras.payload(SampleCameras.night(1)));
        SampleCameras.put(kafka, 2, SampleCameras.payload(SampleCameras.night(2)));
        Stuck stuck = new Stuck(colours);
        var harness = naming.with(eye(stuck));
        harness.open();
        harness.processElement(SampleCameras.firing(1, 1, 0), 1);
        stuck.atWork.await();
        harness.setProcessingTime(NamingHarness.TIMEOUT.toMillis() + 1);
        assertThat(naming.count(Reason.TIMED_OUT)).isEqualTo(1);
        stuck.mayEnd.countDown();
        harness.processElement(SampleCameras.firing(2, 2, 0), 2);
        harness.endInput();
        assertThat(harness.extractOutputValues()).extracting(Alert::getAlertId).containsExactly("a-2");
        harness.close();
    }

    @Test
    void namesACamerasAlertInFlightAfterARestart() throws Exception {
        SampleCameras.put(kafka, 1, SampleCameras.payload(SampleCameras.night(1)));
        Stuck stuck = new Stuck(colours);
        var before = naming.with(eye(stuck));
        before.open();
        before.processElement(SampleCameras.firing(1, 1, 0), 1);
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        stuck.mayEnd.countDown();
        before.close();
        assertThat(colours.isClosed()).isTrue();

        SampleModel again = new SampleModel(SampleClassifiers::perception);
        var after = naming.with(
                new NamingEye(again, SampleClassifiers.features(), Map.of(network, new MeanColours(network))));
        after.initializeState(checkpoint);
        after.open();
        after.endInput();
        assertThat(after.extractOutputValues())
                .singleElement()
                .extracting(named -> named.getCondition().getLabel())
                .isEqualTo("night");
        after.close();
    }

    /** Features that wait, as a forward pass which no interrupt stops. */
    private static final class Stuck implements ImageFeatures {
        private final MeanColours features;
        private final CountDownLatch atWork = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        Stuck(MeanColours features) {
            this.features = features;
        }

        @Override
        public float[] of(CameraImage image) {
            atWork.countDown();
            boolean interrupted = false;
            while (mayEnd.getCount() > 0) {
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return features.of(image);
        }

        @Override
        public int dimensions() {
            return features.dimensions();
        }

        @Override
        public String source() {
            return features.source();
        }

        @Override
        public void close() {
            features.close();
        }
    }
}

package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.ImageEncoding;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.NamedCondition;
import org.fogbell.topology.UnnamedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AlertNamerTest {
    private static final PreparedClassifier PREPARED = SampleClassifiers.prepared("hdl-64e");

    private final SampleModel model = new SampleModel(SampleClassifiers::perception);
    private final SampleAlerts kafka = new SampleAlerts();
    private final ByteBudget memory = new ByteBudget(1 << 20);

    private AlertNamer namer(AlertNamer.Archive archive) {
        return new AlertNamer(
                SampleClassifiers.forJob(PREPARED),
                archive,
                new Payloads(JobParameters.of(Map.of()).perception()),
                memory);
    }

    private NamedCondition name(Alert alert) throws Exception {
        return namer(kafka).name(alert, SampleClassifiers.eye(model));
    }

    @Test
    void namesWhatBothFramesShow() throws Exception {
        kafka.with(3, SampleClassifiers.noisy(3)).with(7, SampleClassifiers.noisy(7));
        NamedCondition condition = name(SampleAlerts.firing(3, 7, 2));
        assertThat(condition.getLabel()).isEqualTo("noise");
        assertThat(condition.getLikeliest()).isEqualTo("noise");
        assertThat(condition.getRunnerUp()).isEqualTo("clear");
        assertThat(condition.getProbability() + condition.getRunnerUpProbability())
                .isEqualTo(1, within(1e-9));
        assertThat(condition.getProbability()).isGreaterThan(0.5);
        assertThat(condition.getCalibrationError())
                .isEqualTo(PREPARED.classifier().calibrationError());
        assertThat(condition.getClassifierDigest()).isEqualTo(PREPARED.digest());
        assertThat(condition.getFrameIds()).containsExactly("frame 3", "frame 7");
        assertThat(name(SampleAlerts.firing(3, 7, 2))).as("again").isEqualTo(condition);
        assertThat(memory.freeBytes()).isEqualTo(1 << 20);
    }

    @Test
    void namesAFalseAlarmClear() throws Exception {
        kafka.with(3, SampleClassifiers.yard(3)).with(7, SampleClassifiers.yard(7));
        assertThat(name(SampleAlerts.firing(3, 7, 2)).getLabel()).isEqualTo("clear");
    }

    /** Half of the window that opens an alert is from before the fault. */
    @Test
    void asksNoFrameFromBeforeTheEpisode() throws Exception {
        kafka.with(3, SampleClassifiers.yard(3)).with(7, SampleClassifiers.noisy(7));
        NamedCondition condition = name(SampleAlerts.firing(3, 7, 4));
        assertThat(condition.getFrameIds()).containsExactly("frame 7");
        assertThat(condition.getLabel()).isEqualTo("noise");
        assertThat(model.perceived()).hasSize(1);
    }

    @Test
    void asksAFrameOnceThatIsFirstAndLast() throws Exception {
        kafka.with(7, SampleClassifiers.noisy(7));
        assertThat(name(SampleAlerts.firing(7, 7, 2)).getFrameIds()).containsExactly("frame 7");
    }

    @Test
    void looksPastABlindFrameButNotAtBlindOnesAlone() throws Exception {
        kafka.with(3, new PointCloud(new float[0])).with(7, SampleClassifiers.noisy(7));
        assertThat(name(SampleAlerts.firing(3, 7, 2)).getLabel()).isEqualTo("noise");
        kafka.with(7, new PointCloud(new float[0]));
        isUnnamed(SampleAlerts.firing(3, 7, 2), Reason.NOTHING_SEEN, "[frame 3, frame 7] are blind");
    }

    @Test
    void givesNoNameWhereAFrameIsGone() {
        kafka.with(7, SampleClassifiers.noisy(7));
        isUnnamed(SampleAlerts.firing(3, 7, 2), Reason.FRAME_GONE, "fogbell.frames-0@3: gone");
    }

    @Test
    void givesNoNameWhereAnotherFrameStandsInItsPlace() {
        kafka.with(SampleAlerts.origin(7), SampleAlerts.frame(8, SampleFrames.payload(SampleFrames.xyzi(20))));
        isUnnamed(
                SampleAlerts.firing(7, 7, 2),
                Reason.FRAME_GONE,
                "fogbell.frames-0@7: expected frame frame 7 of car-1/lidar-top, got frame frame 8");
    }

    @Test
    void givesNoNameToAnImage() throws Exception {
        byte[] png = ImageCodec.encodePng(SampleFrames.image(4, 4));
        kafka.with(7, new ImagePayload(ImageEncoding.PNG, 4, 4, ByteBuffer.wrap(png)));
        isUnnamed(SampleAlerts.firing(7, 7, 2), Reason.FAILED, "expected a sweep of hdl-64e, got an image");
    }

    @Test
    void givesNoNameWhereNothingWasPreparedForTheType() {
        Alert alert = SampleAlerts.firing(3, 7, 2);
        alert.setSensorType("os1-128");
        isUnnamed(alert, Reason.NO_CLASSIFIER, "naming.classifier has one for [hdl-64e], none for os1-128");
        assertThatThrownBy(() -> namer(kafka).requireClassifier(alert)).isInstanceOf(UnnamedException.class);
    }

    @Test
    void givesNoNameWhereKafkaOrTheNetworkFails() {
        AlertNamer unreachable = namer(origin -> {
            throw new IOException("no broker");
        });
        assertThatThrownBy(() -> unreachable.name(SampleAlerts.firing(3, 7, 2), SampleClassifiers.eye(model)))
                .isInstanceOfSatisfying(
                        UnnamedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
                .hasMessage("no broker");
        kafka.with(7, SampleClassifiers.noisy(7));
        SampleModel broken = new SampleModel(seen -> {
            throw new IllegalStateException("no device");
        });
        assertThatThrownBy(() -> namer(kafka).name(SampleAlerts.firing(7, 7, 2), SampleClassifiers.eye(broken)))
                .isInstanceOf(UnnamedException.class)
                .hasMessage("no device");
        assertThat(memory.freeBytes()).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @EnumSource(AlertState.class)
    void isAboutDeviationsThatOpenOrBecomeCritical(AlertState state) {
        Alert alert = SampleAlerts.firing(3, 7, 2);
        alert.setState(state);
        assertThat(AlertNamer.isAbout(alert)).isEqualTo(state == AlertState.FIRING || state == AlertState.ESCALATED);
        alert.setReminder(true);
        assertThat(AlertNamer.isAbout(alert)).isFalse();
    }

    @Test
    void isNotAboutSilenceNorFramesThatStandNowhere() {
        Alert silence = SampleAlerts.firing(3, 7, 2);
        silence.setKind(AlertKind.SILENCE);
        assertThat(AlertNamer.isAbout(silence)).isFalse();
        Alert nowhere = SampleAlerts.firing(3, 7, 2);
        nowhere.setLastOrigin(null);
        assertThat(AlertNamer.isAbout(nowhere)).isFalse();
    }

    private void isUnnamed(Alert alert, Reason reason, String message) {
        assertThatThrownBy(() -> name(alert))
                .isInstanceOfSatisfying(
                        UnnamedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}

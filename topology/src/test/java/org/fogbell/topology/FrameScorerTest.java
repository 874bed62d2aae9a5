package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.perception.Perception;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ImageEncoding;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.PayloadContent;
import org.fogbell.schemas.PayloadReference;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.schemas.Sha256;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameScorerTest {
    private static final Perception CLEAN = SampleModel.perception(0.02, 3, 2, 1);

    @Test
    void putsWhatTheModelSawIntoTheScore() throws Exception {
        SensorFrame frame = SampleFrames.sweep();
        SampleModel model = new SampleModel(seen -> CLEAN);
        ReceivedFrame received = new ReceivedFrame(frame, SampleFrames.ORIGIN, 5_000_000, 5_000_000, true);
        FrameScore score = attempt(scorer(Map.of(), "profile"), received, model).score();

        assertThat(model.perceived()).hasSize(1);
        assertThat(((PointCloud) model.perceived().get(0)).xyzi()).isEqualTo(SampleFrames.xyzi(20));
        assertThat(score.getFrameId()).isEqualTo("sweep-7");
        assertThat(score.getVehicleId()).isEqualTo("car-1");
        assertThat(score.getSensorId()).isEqualTo("lidar-top");
        assertThat(score.getSensorType()).isEqualTo("hdl-64e");
        assertThat(score.getSequence()).isEqualTo(7);
        assertThat(score.getPosition()).isEqualTo(frame.getPosition());
        assertThat(score.getCapturedAt()).isEqualTo(frame.getCapturedAt());
        assertThat(Micros.of(score.getEventTime())).isEqualTo(5_000_000);
        assertThat(score.getClockClamped()).isTrue();
        assertThat(score.getOrigin()).isEqualTo(SampleFrames.ORIGIN);
        assertThat(score.getStanding()).isEqualTo(ScoreStanding.UNKNOWN);
        assertThat(score.getModelDigest()).isEqualTo(SampleScores.MODEL);
        assertThat(score.getModelUntrained()).isTrue();
        assertThat(score.getNotes()).isEmpty();
        assertThat(score.getEloss()).isEqualTo(0.02);
        assertThat(score.getScores()).containsExactly(Map.entry("eloss.radius", 0.02));
        assertThat(score.getProfile().get(0).getEntropies()).containsExactly(1.5, 1.25, 1.0);
        assertThat(score.getCalibration()).isNull();
        byte[] sha256 = MessageDigest.getInstance("SHA-256")
                .digest(SampleFrames.bytes(((PointCloudPayload) frame.getPayload()).getData()));
        assertThat(score.getPayloadHash().bytes()).isEqualTo(Arrays.copyOf(sha256, 16));
    }

    @Test
    void judgesByElossWhereOnlyThatIsCalibrated() {
        Calibration calibration = new Calibration(160, 0.01, 0.3, null, null);
        FrameScore score = score(Map.of("hdl-64e", calibration), "profile");
        assertThat(score.getJudgedBy()).isEqualTo("eloss");
        assertThat(score.getCalibration())
                .isEqualTo(new BaselineLevel(BaselineSource.BUNDLE, Math.log(0.01), 0.3, 160L));
    }

    @Test
    void judgesByTheProfileWhereThatIsCalibratedUnlessToldOtherwise() {
        ProfileBaseline ranks = ranks();
        Calibration calibration = new Calibration(160, 0.01, 0.3, ranks, null);
        FrameScore byProfile = score(Map.of("hdl-64e", calibration), "profile");
        assertThat(byProfile.getJudgedBy()).isEqualTo("profile");
        assertThat(byProfile.getScores().get("profile"))
                .isCloseTo(ranks.deviationFactor(SampleModel.profile(3, 2, 1)), within(1e-12));
        assertThat(byProfile.getCalibration())
                .isEqualTo(new BaselineLevel(BaselineSource.BUNDLE, 0.0, ranks.lnDistanceSpread(), 160L));

        FrameScore byEloss = score(Map.of("hdl-64e", calibration), "eloss");
        assertThat(byEloss.getJudgedBy()).isEqualTo("eloss");
        assertThat(byEloss.getCalibration().getSpread()).isEqualTo(0.3);
    }

    @Test
    void doesNotTakeTheCalibrationOfAnotherSensorType() {
        assertThat(score(Map.of("vlp-16", new Calibration(160, 0.01, 0.3, ranks(), null)), "profile")
                        .getCalibration())
                .isNull();
    }

    @Test
    void marksAFrameThatShowedNothing() {
        Perception blind = new Perception(CLEAN.profile(), 0, CLEAN.rankProfile(), List.of(), Map.of(), true);
        ReceivedFrame empty = SampleFrames.received(
                SampleFrames.frame(SampleFrames.payload(new float[0])).build());
        FrameScore score = attempt(scorer(Map.of(), "profile"), empty, new SampleModel(seen -> blind))
                .score();
        assertThat(score.getBlind()).isTrue();
        assertThat(score.getEloss()).isZero();
    }

    @Test
    void saysHowManyPointsWereDropped() {
        Perception dropping = new Perception(
                CLEAN.profile(),
                0.02,
                CLEAN.rankProfile(),
                List.of(),
                Map.of(FrameStatistics.DROPPED_POINTS, 3.0),
                false);
        FrameScore score =
                outcome(SampleFrames.sweep(), new SampleModel(seen -> dropping)).score();
        assertThat(score.getNotes()).containsExactly("3 points that are not finite were dropped");
        assertThat(score.getStatistics()).containsExactly(Map.entry("dropped_points", 3.0));
    }

    @Test
    void leavesOpenWhetherTheFrameOrTheModelIsToBlame() {
        SampleModel model = new SampleModel(seen -> {
            throw new IllegalStateException("out of memory on the device");
        });
        ReceivedFrame frame = SampleFrames.received(SampleFrames.sweep());
        assertThatThrownBy(() -> scorer(Map.of(), "profile").score(frame, model))
                .isInstanceOfSatisfying(ScoringException.class, failure -> {
                    DeadLetter letter = failure.deadLetter(frame);
                    assertThat(letter.getStage()).isEqualTo(DeadLetterStage.PERCEPTION);
                    assertThat(letter.getCause()).isEqualTo("out of memory on the device");
                    assertThat(letter.getErrorClass()).isEqualTo(IllegalStateException.class.getName());
                });
        assertThat(model.perceived()).hasSize(1);
    }

    @Test
    void doesNotShowTheModelAPayloadThatLies() {
        PointCloudPayload lie = SampleFrames.payload(SampleFrames.xyzi(20));
        lie.setPointCount(250_000_000);
        SampleModel model = new SampleModel(seen -> CLEAN);
        DeadLetter letter = outcome(SampleFrames.frame(lie).build(), model).failure();
        assertThat(letter.getStage()).isEqualTo(DeadLetterStage.PAYLOAD);
        assertThat(letter.getCause()).contains("got a claim of 250000000");
        assertThat(model.perceived()).isEmpty();
    }

    @Test
    void doesNotShowTheModelAnImageThatLies() throws Exception {
        ByteBuffer png = ByteBuffer.wrap(ImageCodec.encodePng(SampleFrames.image(6, 4)));
        SampleModel model = new SampleModel(seen -> CLEAN);
        SensorFrame lie = SampleFrames.frame(new ImagePayload(ImageEncoding.PNG, 6, 5, png))
                .build();
        assertThat(outcome(lie, model).failure().getCause()).isEqualTo("the image claims 6 x 5 pixels, but has 6 x 4");
        assertThat(model.perceived()).isEmpty();
    }

    @Test
    void doesNotTryAgainWithAFrameOfTheWrongKind() throws Exception {
        ByteBuffer png = ByteBuffer.wrap(ImageCodec.encodePng(SampleFrames.image(6, 4)));
        SampleModel model = new SampleModel(FrameScorerTest::encodedForAGrid);
        SensorFrame image = SampleFrames.frame(new ImagePayload(ImageEncoding.PNG, 6, 4, png))
                .build();
        DeadLetter letter = outcome(image, model).failure();
        assertThat(letter.getStage()).isEqualTo(DeadLetterStage.PERCEPTION);
        assertThat(letter.getCause()).contains("got a CameraImage");
        assertThat(model.perceived()).hasSize(1);
    }

    @Test
    void blamesAFrameWhosePayloadIsNotInTheStore(@TempDir Path root) {
        SampleModel model = new SampleModel(seen -> CLEAN);
        DeadLetter letter = attempt(storing(root), referring(root), model).failure();
        assertThat(model.perceived()).isEmpty();
        assertThat(letter.getStage()).isEqualTo(DeadLetterStage.PAYLOAD);
        assertThat(letter.getCause()).endsWith("gone: expected 5 bytes, got no such file");
    }

    @Test
    void doesNotBlameTheFrameWhereTheWholeStoreIsGone(@TempDir Path folder) {
        Path root = folder.resolve("not mounted");
        ReceivedFrame frame = referring(root);
        assertThatThrownBy(() -> storing(root).score(frame, new SampleModel(seen -> CLEAN)))
                .isInstanceOfSatisfying(ScoringException.class, failure -> assertThat(
                                failure.deadLetter(frame).getStage())
                        .isEqualTo(DeadLetterStage.PAYLOAD))
                .hasCauseInstanceOf(FileNotFoundException.class);
    }

    private static FrameScorer storing(Path root) {
        JobParameters parameters =
                JobParameters.of(Map.of("perception.payload-root", root.toUri().toString()));
        return new FrameScorer(SampleModel.bundle(Map.of(), false), parameters.perception());
    }

    private static ReceivedFrame referring(Path root) {
        PayloadReference gone = new PayloadReference(
                root.resolve("gone").toUri().toString(), 5L, new Sha256(new byte[32]), PayloadContent.PNG);
        return SampleFrames.received(SampleFrames.frame(gone).build());
    }

    private static Perception encodedForAGrid(Frame frame) {
        BirdsEyeGrid grid = BirdsEyeGrid.around();
        grid.newEncoder().encode(frame, new float[grid.size()], 0);
        return CLEAN;
    }

    private static FrameScore score(Map<String, Calibration> calibrations, String choice) {
        return attempt(
                        scorer(calibrations, choice),
                        SampleFrames.received(SampleFrames.sweep()),
                        new SampleModel(seen -> CLEAN))
                .score();
    }

    private static FrameOutcome attempt(FrameScorer scorer, ReceivedFrame frame, SampleModel model) {
        try {
            return scorer.score(frame, model);
        } catch (ScoringException e) {
            throw new AssertionError("expected a score or a bad frame", e);
        }
    }

    private static FrameOutcome outcome(SensorFrame frame, SampleModel model) {
        FrameOutcome outcome = attempt(scorer(Map.of(), "profile"), SampleFrames.received(frame), model);
        assertThat(outcome.score() == null).isNotEqualTo(outcome.failure() == null);
        return outcome;
    }

    private static FrameScorer scorer(Map<String, Calibration> calibrations, String choice) {
        JobParameters parameters = JobParameters.of(Map.of("perception.score", choice));
        return new FrameScorer(SampleModel.bundle(calibrations, false), parameters.perception());
    }

    private static ProfileBaseline ranks() {
        Random random = new Random(4);
        List<EntropyProfile> clean = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clean.add(SampleModel.profile(
                    2 + 0.1 * random.nextGaussian(), 1 + 0.1 * random.nextGaussian(), random.nextGaussian()));
        }
        return ProfileBaseline.of(clean);
    }
}

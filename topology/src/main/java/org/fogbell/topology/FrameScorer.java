package org.fogbell.topology;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.UnsuitableFrameException;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.BlockProfile;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.CalibratedType;
import org.fogbell.verdict.JudgedScore;
import org.fogbell.verdict.Micros;
import org.jspecify.annotations.Nullable;

/** Scores one frame with one model: payload, perception, Eloss. What is wrong with the frame itself becomes its dead letter. */
final class FrameScorer {
    private final BundleManifest bundle;
    private final PerceptionParameters config;
    private final Payloads payloads;
    private final FrameRecall recall;

    FrameScorer(BundleManifest bundle, PerceptionParameters config, FrameRecall recall) {
        this.bundle = bundle;
        this.config = config;
        this.payloads = new Payloads(config);
        this.recall = recall;
    }

    /** For frames that have their payload with them. */
    FrameScorer(BundleManifest bundle, PerceptionParameters config) {
        this(bundle, config, frame -> frame);
    }

    /**
     * One attempt, on a worker's thread, with that worker's model.
     *
     * @throws ScoringException where the frame looks good, but the model or the object store failed
     */
    FrameOutcome score(ReceivedFrame received, PerceptionModel model) throws ScoringException {
        DeadLetterStage stage = DeadLetterStage.PAYLOAD;
        try {
            Payloads.Decoded payload = payloads.decode(recall.whole(received).frame());
            stage = DeadLetterStage.PERCEPTION;
            Perception perception = model.perceive(List.of(payload.frame())).get(0);
            return FrameOutcome.of(score(received, hash(payload.bytes()), perception));
        } catch (MalformedRecordException | UnsuitableFrameException e) {
            return FrameOutcome.of(DeadLetters.unscorable(received, stage, e));
        } catch (IOException | RuntimeException e) {
            throw new ScoringException(stage, e);
        }
    }

    /** No frame may be at work any more. */
    void close() {
        recall.close();
    }

    private FrameScore score(ReceivedFrame received, PayloadHash hash, Perception perception) {
        SensorFrame frame = received.frame();
        @Nullable Calibration calibration = bundle.calibrations().get(frame.getSensorType());
        Map<String, Double> scores = new TreeMap<>();
        scores.put("eloss." + bundle.entropy().name().toLowerCase(Locale.ROOT), perception.eloss());
        if (calibration != null && calibration.ranks() != null) {
            scores.put(JudgedScore.PROFILE.key(), calibration.ranks().deviationFactor(perception.rankProfile()));
        }
        scores.forEach(FrameScorer::requireScore);
        JudgedScore judgedBy = judgedBy(scores);
        return FrameScore.newBuilder()
                .setFrameId(frame.getFrameId())
                .setVehicleId(frame.getVehicleId())
                .setSensorId(frame.getSensorId())
                .setSensorType(frame.getSensorType())
                .setCapturedAt(frame.getCapturedAt())
                .setEventTime(Micros.toInstant(received.eventTimeMicros()))
                .setClockClamped(received.clockClamped())
                .setSequence(frame.getSequence())
                .setPosition(frame.getPosition())
                .setPayloadHash(hash)
                .setOrigin(received.origin())
                .setFirmware(frame.getFirmware())
                .setModelDigest(bundle.digest())
                .setModelUntrained(!bundle.provenance().trained())
                .setEloss(perception.eloss())
                .setScores(scores)
                .setProfile(profile(perception.profile()))
                .setFeatures(FrameFeatures.of(perception, calibration == null ? null : calibration.pooled()))
                .setStatistics(perception.statistics())
                .setStanding(ScoreStanding.UNKNOWN)
                .setJudgedBy(judgedBy.key())
                .setCalibration(calibration == null ? null : level(calibration, judgedBy))
                .setBlind(perception.blind())
                .setNotes(notes(perception))
                .build();
    }

    /** One that is not would teach the sensor's baseline nonsense. */
    private static void requireScore(String name, double score) {
        if (!(score >= 0 && score < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a score " + name + " that is finite, 0 or more, got " + score);
        }
    }

    /** What was asked for; Eloss where the profile was, and the bundle does not know the sensor type's. */
    private JudgedScore judgedBy(Map<String, Double> scores) {
        return switch (config.score()) {
            case COMBINED -> JudgedScore.COMBINED;
            case PROFILE -> scores.containsKey(JudgedScore.PROFILE.key()) ? JudgedScore.PROFILE : JudgedScore.ELOSS;
            case ELOSS -> JudgedScore.ELOSS;
        };
    }

    private static List<String> notes(Perception perception) {
        double dropped = perception.statistics().getOrDefault(FrameStatistics.DROPPED_POINTS, 0.0);
        return dropped > 0
                ? List.of(String.format(Locale.ROOT, "%.0f points that are not finite were dropped", dropped))
                : List.of();
    }

    /** What clean frames of the type score; null where the bundle does not say it of this score. */
    private static @Nullable BaselineLevel level(Calibration clean, JudgedScore judgedBy) {
        long frames = clean.frames();
        @Nullable ProfileBaseline ranks = clean.ranks();
        @Nullable FeatureBaseline features = clean.features();
        return switch (judgedBy) {
            case ELOSS ->
                new BaselineLevel(
                        BaselineSource.BUNDLE, Math.log(clean.standardEloss()), clean.lnElossSpread(), frames);
            // The logarithm of a profile's distance, as a multiple of what is typical, is 0 where it is typical.
            case PROFILE ->
                ranks == null ? null : new BaselineLevel(BaselineSource.BUNDLE, 0.0, ranks.lnDistanceSpread(), frames);
            case COMBINED -> features == null ? null : CalibratedType.level(features);
        };
    }

    private static List<BlockProfile> profile(EntropyProfile profile) {
        List<BlockProfile> blocks = new ArrayList<>();
        for (EntropyProfile.Block block : profile.blocks()) {
            blocks.add(new BlockProfile(block.name(), block.layers(), block.entropies()));
        }
        return blocks;
    }

    private static PayloadHash hash(ByteBuffer payload) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(payload.duplicate());
            return new PayloadHash(Arrays.copyOf(sha256.digest(), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package org.fogbell.bench.detection;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.topology.JobParameters;
import org.fogbell.verdict.BaselineJudge;
import org.fogbell.verdict.CalibratedType;
import org.fogbell.verdict.JudgedSensor;
import org.jspecify.annotations.Nullable;

/** A sensor as the job knows it after its first frames: calibrated for its type, then settled on its own frames. */
final class SettledSensor {
    private static final String MODEL = "benchmark";
    private static final double MICROS_A_SECOND = 1e6;
    private static final long BETWEEN_SCENES_MICROS = TimeUnit.HOURS.toMicros(1);

    private final BaselineJudge judge;
    private final FeatureBaseline calibrated;
    private final Predicate<String> features;
    private @Nullable JudgedSensor sensor;

    private SettledSensor(FeatureBaseline calibrated, Predicate<String> features) {
        this.calibrated = calibrated;
        this.features = features;
        CalibratedType type = CalibratedType.of(calibrated);
        this.judge =
                new BaselineJudge(JobParameters.of(Map.of()).liveRules().of(null), (modelDigest, sensorType) -> type);
    }

    static SettledSensor of(FeatureBaseline calibrated, List<SeenFrame> own, Predicate<String> features) {
        SettledSensor settled = new SettledSensor(calibrated, features);
        for (SeenFrame frame : own) {
            settled.sensor = settled.judge
                    .judge(settled.sensor, score(frame, Instant.EPOCH, settled.calibrated, features))
                    .sensor();
        }
        return settled;
    }

    static FeatureBaseline baseline(List<SeenFrame> calibration, Predicate<String> features) {
        return FeatureBaseline.of(only(calibration, features));
    }

    /** With what is known of steps, as the frames of a scene are so far apart. */
    static FeatureBaseline baseline(List<SeenFrame> calibration, double rate) {
        return FeatureBaseline.of(
                only(calibration, name -> true),
                calibration.stream()
                        .mapToLong(frame -> frame.scene() * BETWEEN_SCENES_MICROS
                                + Math.round(MICROS_A_SECOND * frame.frame() / rate))
                        .toArray());
    }

    private static List<SortedMap<String, Double>> only(List<SeenFrame> frames, Predicate<String> features) {
        return frames.stream()
                .map(frame -> DetectionScore.only(frame, features))
                .toList();
    }

    /** Where it is not known which features go together. */
    static FeatureBaseline byThemselves(List<SeenFrame> calibration) {
        return FeatureBaseline.learnt(
                calibration.stream().map(SeenFrame::features).toList(), null);
    }

    /** What the job would say of a frame that came next; it is not learnt from. */
    double robustZ(SeenFrame frame) {
        FrameScore judged = judge.judge(sensor, score(frame, Instant.EPOCH, calibrated, features))
                .score();
        Double z = judged.getRobustZ();
        if (z == null) {
            throw new IllegalStateException("a calibrated sensor judges every frame, got " + judged.getStanding());
        }
        return z;
    }

    /** The frame as perception would give it to the job's next stage. */
    static FrameScore score(SeenFrame frame, Instant at, FeatureBaseline calibrated, Predicate<String> features) {
        byte[] payload = new byte[16];
        ByteBuffer.wrap(payload)
                .putInt(frame.scene())
                .putInt(frame.frame())
                .putInt(frame.kind().hashCode())
                .putInt(frame.severity());
        return FrameScore.newBuilder()
                .setFrameId(frame.scene() + "/" + frame.frame())
                .setVehicleId("scene-" + frame.scene())
                .setSensorId("lidar")
                .setSensorType("benchmark")
                .setCapturedAt(at)
                .setEventTime(at)
                .setSequence(frame.frame())
                .setPayloadHash(new PayloadHash(payload))
                .setOrigin(new KafkaOrigin("benchmark", 0, (long) frame.frame()))
                .setModelDigest(MODEL)
                .setEloss(frame.eloss())
                .setFeatures(DetectionScore.only(frame, features))
                .setJudgedBy("combined")
                .setBlind(frame.blind())
                .setCalibration(CalibratedType.level(calibrated))
                .build();
    }
}

package org.fogbell.bench.detection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.topology.JobParameters;
import org.fogbell.verdict.AlertRule;
import org.fogbell.verdict.CalibratedType;
import org.fogbell.verdict.SensorReplay;

/**
 * One sensor's frames through baseline, windows and alerts as the job has them, with the default policy but for its threshold; release
 * and critical follow it where they must, and for the size of a frame's deviation.
 */
final class JobReplay {
    private static final AlertRule DEFAULT = parameters(Map.of()).alert();

    /** By which the job alerts if nobody says otherwise. */
    static final double DEFAULT_THRESHOLD = DEFAULT.threshold();

    /** For curves: from one that hears everything to one that hears only what is loud. */
    static final List<Double> THRESHOLDS = List.of(1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 7.0, 10.0, 20.0);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MeasuredBaseline calibrated;
    private final double rate;
    private final JobParameters parameters;

    /** @param rate frames a second */
    JobReplay(MeasuredBaseline calibrated, double rate, double threshold) {
        this.calibrated = calibrated;
        this.rate = rate;
        this.parameters = parameters(Map.of(
                "alert.threshold", Double.toString(threshold),
                "alert.release", Double.toString(Math.min(threshold, DEFAULT.release())),
                "alert.critical", Double.toString(Math.max(threshold, DEFAULT.critical()))));
    }

    private static JobParameters parameters(Map<String, String> policy) {
        return JobParameters.of(policy);
    }

    /** In frames since the first, when alerts were decided to open, in order. */
    List<Double> opened(List<SeenFrame> run) {
        FeatureBaseline features = calibrated.features();
        CalibratedType type = CalibratedType.of(features);
        SensorReplay replay = new SensorReplay(
                        parameters.baseline(),
                        parameters.alertRules(),
                        (modelDigest, sensorType) -> type,
                        parameters.state().retention())
                .judgingBy(calibrated.deviation());
        for (SeenFrame frame : run) {
            replay.see(SettledSensor.score(frame, at(frame.frame()), features, name -> true));
        }
        replay.end();
        return replay.alerts().stream()
                .filter(alert -> alert.getState() == AlertState.FIRING && alert.getTransition() == 0)
                .map(Alert::getDecidedAt)
                .map(decided -> (decided.toEpochMilli() - START.toEpochMilli()) / 1_000.0 * rate)
                .toList();
    }

    private Instant at(int frame) {
        return START.plusMillis(Math.round(1_000 * frame / rate));
    }
}

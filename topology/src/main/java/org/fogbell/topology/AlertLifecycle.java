package org.fogbell.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a sensor's windows, one after the other, when an alert opens and when it resolves: it opens when n of the
 * last m windows are beyond, and resolves when none of the last m is. A window without frames is not seen here at all,
 * so data that vanishes resolves nothing.
 */
final class AlertLifecycle {
    private final JobParameters.AlertRule rule;

    AlertLifecycle(JobParameters.AlertRule rule) {
        this.rule = rule;
    }

    /** A sensor's episode after a window, and the alert to publish, if that changed it. */
    record Step(AlertEpisode episode, @Nullable Alert alert) {}

    Step step(@Nullable AlertEpisode before, Deviation window) {
        AlertEpisode episode = before == null ? AlertEpisode.QUIET : before;
        if (window.getCount() < rule.minFrames()) {
            return new Step(episode, null);
        }
        boolean beyond = window.getShareBeyond() >= rule.share();
        AlertEpisode seen = episode.see(beyond, rule.ofWindows(), window);
        if (!seen.firing() && Long.bitCount(seen.history()) >= rule.windows()) {
            AlertEpisode opened = seen.open();
            return new Step(opened, alert(opened, window, AlertState.FIRING));
        }
        if (seen.firing() && seen.history() == 0) {
            return new Step(AlertEpisode.QUIET, alert(seen, window, AlertState.RESOLVED));
        }
        return new Step(seen, null);
    }

    private Alert alert(AlertEpisode episode, Deviation window, AlertState state) {
        Instant since = Micros.toInstant(episode.sinceMicros());
        boolean critical = episode.peakZ() >= rule.critical() || episode.peakBlindShare() >= rule.share();
        return Alert.newBuilder()
                .setAlertId(id(AlertKind.DEVIATION, window.getVehicleId(), window.getSensorId(), since))
                .setVehicleId(window.getVehicleId())
                .setSensorId(window.getSensorId())
                .setSensorType(window.getSensorType())
                .setKind(AlertKind.DEVIATION)
                .setState(state)
                .setSeverity(critical ? AlertSeverity.CRITICAL : AlertSeverity.WARNING)
                .setJudgedBy(window.getJudgedBy())
                .setDeviation(window.getDeviationFactor())
                .setRobustZ(window.getRobustZ())
                .setShareBeyond(window.getShareBeyond())
                .setStartedAt(since)
                .setDecidedAt(window.getWindowEnd())
                .setEndedAt(state == AlertState.RESOLVED ? Micros.toInstant(episode.lastBeyondMicros()) : null)
                .setReason(AlertReasons.of(window, state))
                .setModelDigest(window.getModelDigest())
                .setModelUntrained(window.getModelUntrained())
                .setBaseline(window.getBaseline())
                .setFirstFrameId(window.getFirstFrameId())
                .setLastFrameId(window.getLastFrameId())
                .setFirstOrigin(window.getFirstOrigin())
                .setLastOrigin(window.getLastOrigin())
                .setPosition(window.getPosition())
                .setTransition(state == AlertState.FIRING ? 0 : 1)
                .build();
    }

    /** The same episode of the same sensor always has the same id, so a consumer can drop what it has seen. */
    static String id(AlertKind kind, String vehicleId, String sensorId, Instant startedAt) {
        String name = String.join("\u0000", kind.name(), vehicleId, sensorId, startedAt.toString());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

package org.fogbell.verdict;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a sensor's windows, one after the other, when an alert opens, becomes critical and resolves. It opens when
 * n of the last m windows are beyond, counted in event time, so that a gap ages what came before it. It resolves when m
 * windows in a row are not beyond, counted as they are seen: a window without frames is not seen here at all, so data
 * that vanishes resolves nothing.
 */
public final class AlertLifecycle {
    private final AlertRule rule;
    private final Duration memory;

    public AlertLifecycle(AlertRule rule, WindowRule windows) {
        this.rule = rule;
        this.memory = windows.slide().multipliedBy(rule.ofWindows());
    }

    /** A sensor's episode after a window, and the alert to publish, if that changed it. */
    public record Step(AlertEpisode episode, @Nullable Alert alert) {}

    public Step step(@Nullable AlertEpisode before, Deviation window) {
        AlertEpisode episode = before == null ? AlertEpisode.QUIET : before;
        if (window.getCount() < rule.minFrames()) {
            return new Step(episode, null);
        }
        AlertEpisode.@Nullable Beyond beyond =
                window.getShareBeyond() >= rule.share() ? AlertEpisode.Beyond.of(window, isCritical(window)) : null;
        AlertEpisode.@Nullable Open open = episode.open();
        return open == null ? watch(episode, beyond, window) : follow(open, beyond, window);
    }

    private Step watch(AlertEpisode episode, AlertEpisode.@Nullable Beyond beyond, Deviation window) {
        AlertEpisode recent = episode.since(Micros.of(window.getWindowEnd().minus(memory)));
        if (beyond == null) {
            return new Step(recent, null);
        }
        AlertEpisode seen = recent.with(beyond);
        if (seen.recent().size() < rule.windows()) {
            return new Step(seen, null);
        }
        AlertEpisode.Open opened = seen.opened();
        return new Step(
                AlertEpisode.follow(opened),
                alert(opened, window, AlertState.FIRING, AlertReasons.of(window, AlertState.FIRING)));
    }

    private Step follow(AlertEpisode.Open open, AlertEpisode.@Nullable Beyond beyond, Deviation window) {
        if (beyond != null) {
            AlertEpisode.Open seen = open.saw(beyond);
            boolean worse = seen.critical() && !open.critical();
            return new Step(
                    AlertEpisode.follow(seen),
                    worse ? alert(seen, window, AlertState.FIRING, AlertReasons.worse(window)) : null);
        }
        AlertEpisode.Open seen = open.sawNormal();
        if (seen.back() < rule.ofWindows()) {
            return new Step(AlertEpisode.follow(seen), null);
        }
        return new Step(
                AlertEpisode.QUIET,
                alert(seen.resolved(), window, AlertState.RESOLVED, AlertReasons.of(window, AlertState.RESOLVED)));
    }

    private boolean isCritical(Deviation window) {
        return Math.abs(window.getRobustZ()) >= rule.critical()
                || Math.max(window.getBlindShare(), window.getRepeatedShare()) >= rule.share();
    }

    private static Alert alert(AlertEpisode.Open episode, Deviation window, AlertState state, String reason) {
        Instant opened = Micros.toInstant(episode.openedMicros());
        return Alert.newBuilder()
                .setAlertId(id(AlertKind.DEVIATION, window.getVehicleId(), window.getSensorId(), opened))
                .setVehicleId(window.getVehicleId())
                .setSensorId(window.getSensorId())
                .setSensorType(window.getSensorType())
                .setKind(AlertKind.DEVIATION)
                .setState(state)
                .setSeverity(episode.critical() ? AlertSeverity.CRITICAL : AlertSeverity.WARNING)
                .setJudgedBy(window.getJudgedBy())
                .setDeviation(window.getDeviationFactor())
                .setRobustZ(window.getRobustZ())
                .setShareBeyond(window.getShareBeyond())
                .setStartedAt(Micros.toInstant(episode.sinceMicros()))
                .setDecidedAt(window.getWindowEnd())
                .setEndedAt(state == AlertState.RESOLVED ? Micros.toInstant(episode.lastBeyondMicros()) : null)
                .setReason(reason)
                .setModelDigest(window.getModelDigest())
                .setModelUntrained(window.getModelUntrained())
                .setBaseline(window.getBaseline())
                .setFirstFrameId(window.getFirstFrameId())
                .setLastFrameId(window.getLastFrameId())
                .setFirstOrigin(window.getFirstOrigin())
                .setLastOrigin(window.getLastOrigin())
                .setPosition(window.getPosition())
                .setTransition(episode.transition())
                .setOutlyingFeatures(window.getOutlyingFeatures())
                .build();
    }

    /**
     * The same episode of the same sensor always has the same id, so a consumer can drop what it has seen.
     *
     * @param moment one that no two episodes of this kind and sensor share
     */
    static String id(AlertKind kind, String vehicleId, String sensorId, Instant moment) {
        String name = String.join("\u0000", kind.name(), vehicleId, sensorId, moment.toString());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

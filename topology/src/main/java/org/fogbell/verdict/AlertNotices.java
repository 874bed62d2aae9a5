package org.fogbell.verdict;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.ThresholdSource;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is published of the alerts that {@link AlertLifecycle} leads through their states: each change once, PENDING
 * only on demand, a reminder now and then if wanted, and nothing under maintenance. What changed under maintenance is
 * published with the first window after it, so that readers neither miss an alert that fires nor keep one that is over.
 */
final class AlertNotices {
    private final AlertRules rules;
    private final MaintenanceSpans maintenance;

    AlertNotices(AlertRules rules) {
        this.rules = rules;
        this.maintenance = MaintenanceSpans.parse(rules.maintenance().spans());
    }

    /** Publishes a resolution that had to wait, if it may be published now. */
    AlertEpisode settle(AlertEpisode episode, Deviation window, AlertThreshold threshold, List<Alert> out) {
        AlertEpisode.@Nullable Course owed = episode.owed();
        if (owed == null || isHeld(window)) {
            return episode;
        }
        out.add(alert(owed, owed.told().transition() + 1, window, threshold, "resolved under maintenance, ", false));
        return episode.owing(null);
    }

    /** Publishes what is new of the episode's course, and lets go of it once it is resolved. */
    AlertEpisode publish(AlertEpisode episode, Deviation window, AlertThreshold threshold, List<Alert> out) {
        AlertEpisode.@Nullable Course course = episode.course();
        if (course == null) {
            return episode;
        }
        boolean resolved = course.state() == AlertState.RESOLVED;
        AlertEpisode.Told told = course.told();
        boolean known = told.state() != AlertState.UNKNOWN;
        boolean held = isHeld(window);
        if (resolved && held) {
            return known ? episode.with(null).owing(course) : episode.with(null);
        }
        long end = Micros.of(window.getWindowEnd());
        boolean wanted = course.state() == AlertState.PENDING ? rules.alert().publishPending() : known || !resolved;
        boolean changed = told.state() != course.state();
        boolean reminds = !changed && isReminderDue(course, window, end);
        if (held || !wanted || !(changed || reminds)) {
            return resolved ? episode.with(null) : episode;
        }
        AlertEpisode.Told now = told.next(course.state(), end);
        out.add(alert(course, now.transition(), window, threshold, reminds ? "still firing: " : "", reminds));
        return episode.with(resolved ? null : course.told(now));
    }

    /** Of windows beyond that opened nothing and no longer count. */
    void passed(AlertEpisode.Course pending, Deviation window, AlertThreshold threshold, List<Alert> out) {
        if (pending.told().state() == AlertState.PENDING && !isHeld(window)) {
            AlertEpisode.Course over = pending.is(AlertState.RESOLVED);
            out.add(alert(over, over.told().transition() + 1, window, threshold, "no alert came of it, ", false));
        }
    }

    private boolean isReminderDue(AlertEpisode.Course course, Deviation window, long end) {
        long every = AlertLifecycle.micros(rules.alert().renotify());
        return every > 0
                && course.isOpen()
                && end - course.told().atMicros() >= every
                && !isAcknowledged(course, window);
    }

    private static boolean isAcknowledged(AlertEpisode.Course course, Deviation window) {
        return window.getPolicy() != null
                && window.getPolicy().getAcknowledgedAlertIds().contains(id(course, window));
    }

    private boolean isHeld(Deviation window) {
        return maintenance.cover(window.getVehicleId(), window.getSensorId(), window.getWindowEnd());
    }

    private Alert alert(
            AlertEpisode.Course course,
            long transition,
            Deviation window,
            AlertThreshold threshold,
            String prefix,
            boolean reminder) {
        AlertState state = course.state();
        long since = course.sinceMicros() == AlertEpisode.NEVER
                ? course.recent().isEmpty()
                        ? course.beganMicros()
                        : course.recent().get(0).firstMicros()
                : course.sinceMicros();
        @Nullable BaselineLevel baseline = window.getBaseline();
        @Nullable Double expected = baseline == null ? null : Math.exp(baseline.getLocation());
        return Alert.newBuilder()
                .setAlertId(id(course, window))
                .setVehicleId(window.getVehicleId())
                .setSensorId(window.getSensorId())
                .setSensorType(window.getSensorType())
                .setKind(AlertKind.DEVIATION)
                .setState(state)
                .setSeverity(course.critical() ? AlertSeverity.CRITICAL : AlertSeverity.WARNING)
                .setReminder(reminder)
                .setFlapping(course.flapping())
                .setJudgedBy(window.getJudgedBy())
                .setExpected(expected)
                .setActual(expected == null ? null : expected * window.getDeviationFactor())
                .setDeviation(window.getDeviationFactor())
                .setRobustZ(window.getRobustZ())
                .setShareBeyond(window.getShareBeyond())
                .setThreshold(threshold.robustZ())
                .setThresholdSource(threshold.source())
                .setThresholdEvidenceHours(threshold.evidenceHours())
                .setTrend(window.getTrend())
                .setEvidence(window.getEvidence())
                .setStartedAt(Micros.toInstant(since))
                .setDecidedAt(window.getWindowEnd())
                .setEndedAt(state == AlertState.RESOLVED ? Micros.toInstant(course.lastBeyondMicros()) : null)
                .setReason(prefix
                        + flapping(course)
                        + reason(state, window, reminder)
                        + WindowReading.offBeat(window, rules)
                        + WindowReading.shift(window, rules)
                        + reached(window, threshold)
                        + threshold.told(rules.alert())
                        + AlertReasons.policies(window.getPolicy()))
                .setModelDigest(window.getModelDigest())
                .setModelUntrained(window.getModelUntrained())
                .setFirmware(window.getFirmware())
                .setBaseline(baseline)
                .setFirstFrameId(window.getFirstFrameId())
                .setLastFrameId(window.getLastFrameId())
                .setFirstOrigin(window.getFirstOrigin())
                .setLastOrigin(window.getLastOrigin())
                .setPosition(window.getPosition())
                .setTransition(transition)
                .setOutlyingFeatures(window.getOutlyingFeatures())
                .setGuardRailsAsked(window.getGuardRailsAsked())
                .setGuardRailsAgreeing(window.getGuardRailsAgreeing())
                .setPolicy(window.getPolicy())
                .setPolicyVersion(
                        window.getPolicy() == null ? null : window.getPolicy().getVersion())
                .build();
    }

    private static String reason(AlertState state, Deviation window, boolean reminder) {
        if (state == AlertState.ESCALATED && !reminder) {
            return AlertReasons.worse(window);
        }
        return AlertReasons.of(window, state);
    }

    /** The frames beyond are counted by the stated threshold; what another one decides by is said in its own terms. */
    private String reached(Deviation window, AlertThreshold threshold) {
        return threshold.source() == ThresholdSource.BUDGET && window.getQuantileZ() != null
                ? String.format(
                        Locale.ROOT,
                        "; %.0f %% of the frames reach %.2f",
                        100 * rules.alert().share(),
                        window.getQuantileZ())
                : "";
    }

    private String flapping(AlertEpisode.Course course) {
        if (!course.flapping() || course.state() == AlertState.RESOLVED) {
            return "";
        }
        return AlertReasons.flapping(rules.flapping());
    }

    static String id(AlertEpisode.Course course, Deviation window) {
        return id(
                AlertKind.DEVIATION,
                window.getVehicleId(),
                window.getSensorId(),
                Micros.toInstant(course.beganMicros()));
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

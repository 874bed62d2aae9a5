package org.fogbell.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.topology.JobParameters;
import org.fogbell.verdict.PolicyBook;
import org.fogbell.verdict.ScoreOrder;
import org.fogbell.verdict.SensorReplay;
import org.jspecify.annotations.Nullable;

/**
 * What one set of parameters makes of recorded scores: the deviation alerts that the job would publish by it. SILENCE and CLOCK
 * alerts follow from when frames come, which a recording of scores does not tell.
 *
 * @param windowsBySensor the windows by which it was decided, by vehicle and sensor
 * @param alerts every record, sensor by sensor, each in order
 */
record WhatIf(
        String policy, JobParameters parameters, Map<String, List<Deviation>> windowsBySensor, List<Alert> alerts) {

    /**
     * One alert from its opening on.
     *
     * @param ended null where it still fires at the recording's end
     */
    record Episode(
            String sensor,
            Instant started,
            Instant opened,
            @Nullable Instant ended,
            boolean critical,
            boolean flapping) {

        Duration delay() {
            return Duration.between(started, opened);
        }

        boolean overlaps(Episode other) {
            return sensor.equals(other.sensor)
                    && (other.ended == null || !started.isAfter(other.ended))
                    && (ended == null || !other.started.isAfter(ended));
        }
    }

    /** By vehicle and sensor, each in the order in which it is judged. */
    static Map<String, List<FrameScore>> bySensor(List<FrameScore> scores) {
        Map<String, List<FrameScore>> sensors = new TreeMap<>();
        for (FrameScore score : scores) {
            sensors.computeIfAbsent(score.getVehicleId() + "/" + score.getSensorId(), any -> new ArrayList<>())
                    .add(score);
        }
        sensors.values().forEach(each -> each.sort(ScoreOrder.OF_A_SENSOR));
        return sensors;
    }

    static WhatIf of(String policy, JobParameters parameters, PolicyBook live, Map<String, List<FrameScore>> sensors) {
        Map<String, List<Deviation>> windows = new TreeMap<>();
        List<Alert> alerts = new ArrayList<>();
        SensorReplay rules = parameters.sensorReplay(live);
        sensors.forEach((sensor, scores) -> {
            SensorReplay replay = rules.another();
            scores.forEach(replay::see);
            replay.end();
            windows.put(sensor, replay.windows());
            alerts.addAll(replay.alerts());
        });
        return new WhatIf(policy, parameters, windows, alerts);
    }

    /** The alerts that opened, by the time at which they did. */
    List<Episode> episodes() {
        Map<String, List<Alert>> byId = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            if (alert.getState() != AlertState.PENDING) {
                byId.computeIfAbsent(alert.getAlertId(), any -> new ArrayList<>())
                        .add(alert);
            }
        }
        return byId.values().stream()
                .filter(records -> records.get(0).getState() != AlertState.RESOLVED)
                .map(WhatIf::episode)
                .sorted(Comparator.comparing(Episode::opened).thenComparing(Episode::sensor))
                .toList();
    }

    private static Episode episode(List<Alert> records) {
        Alert opening = records.get(0);
        Alert last = records.get(records.size() - 1);
        return new Episode(
                opening.getVehicleId() + "/" + opening.getSensorId(),
                opening.getStartedAt(),
                opening.getDecidedAt(),
                last.getEndedAt(),
                last.getSeverity() == AlertSeverity.CRITICAL,
                opening.getFlapping());
    }

    /** The alerts here for which the other has none that overlaps them. */
    List<Episode> without(WhatIf other) {
        List<Episode> others = other.episodes();
        return episodes().stream()
                .filter(mine -> others.stream().noneMatch(mine::overlaps))
                .toList();
    }
}

package org.fogbell.verdict;

import java.util.List;
import java.util.stream.Collectors;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.verdict.Attribution.Finding;

/**
 * Some alerts of one incident as they are now: one alert, or where the whole fleet is concerned those of one bucket together.
 *
 * @param key of the incidents that it may belong to
 * @param source what it replaces the last change of: an alert's id, or a bucket's name
 * @param left whether they have another cause now, which the finding names
 */
public record MemberChange(String key, String source, long millis, boolean left, Finding finding, Part part) {
    /**
     * Alerts, counted; the first of them by name.
     *
     * @param sinceMicros event time at which the first of them began
     * @param endedMicros event time at which the last of them ended; {@link MemberAlert#LASTS} while one lasts
     */
    public record Part(
            long open,
            long total,
            AlertSeverity severity,
            long sinceMicros,
            long endedMicros,
            List<MemberAlert> members) {
        static Part of(List<MemberAlert> alerts, int named) {
            long open = alerts.stream().filter(MemberAlert::lasts).count();
            return new Part(
                    open,
                    alerts.size(),
                    alerts.stream().map(MemberAlert::severity).reduce(AlertSeverity.UNKNOWN, Part::worse),
                    alerts.stream().mapToLong(MemberAlert::startedMicros).min().orElse(Long.MAX_VALUE),
                    open > 0
                            ? MemberAlert.LASTS
                            : alerts.stream()
                                    .mapToLong(MemberAlert::endedMicros)
                                    .max()
                                    .orElse(MemberAlert.LASTS),
                    named(alerts, named));
        }

        static AlertSeverity worse(AlertSeverity one, AlertSeverity other) {
            return one.compareTo(other) >= 0 ? one : other;
        }

        /** Those that last first, the latest first among equals. */
        static List<MemberAlert> named(List<MemberAlert> alerts, int named) {
            return alerts.stream()
                    .sorted((one, other) -> {
                        int byState = Boolean.compare(other.lasts(), one.lasts());
                        int byTime = Long.compare(other.startedMicros(), one.startedMicros());
                        return byState != 0
                                ? byState
                                : byTime != 0 ? byTime : one.alertId().compareTo(other.alertId());
                    })
                    .limit(named)
                    .collect(Collectors.toList());
        }
    }

    /** The key of the incidents that an alert with this finding may belong to. */
    static String key(MemberAlert alert, Finding finding) {
        String cause = finding.cause().name();
        return switch (finding.cause()) {
            case WEATHER -> cause + "/" + Hexagons.name(Hexagons.region(finding.cell()));
            case VEHICLE -> cause + "/" + alert.vehicleId();
            case MODEL -> cause + "/" + finding.rolledOut().word();
            case OUTAGE -> cause;
            case SENSOR_FAULT, UNKNOWN -> cause + "/" + alert.vehicleId() + "/" + alert.sensorId();
        };
    }

    static boolean isFleetWide(IncidentCause cause) {
        return cause == IncidentCause.MODEL || cause == IncidentCause.OUTAGE;
    }
}

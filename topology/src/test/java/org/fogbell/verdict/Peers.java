package org.fogbell.verdict;

import java.util.List;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Position;

/** Vehicles of an imaginary fleet and what they say, second by second. */
final class Peers {
    static final IncidentRule RULE = new IncidentRule(
            8,
            3,
            0.5,
            0.8,
            3,
            java.time.Duration.ofSeconds(10),
            java.time.Duration.ofSeconds(60),
            java.time.Duration.ofHours(1),
            3);
    static final long RETENTION = 7L * 24 * 3_600_000;
    static final long HERE = Hexagons.cell(new Position(48.78, 9.18), 8);
    static final long NEXT = Hexagons.around(HERE, 1).stream()
            .filter(cell -> cell != HERE)
            .findFirst()
            .orElseThrow();

    private Peers() {}

    static long at(int second) {
        return SampleScores.START.toEpochMilli() + 1_000L * second;
    }

    static SensorView view(String sensor, String type, double robustZ, int second) {
        return new SensorView(
                sensor,
                type,
                Software.of(SampleScores.MODEL, type, null),
                Math.abs(robustZ) > 3,
                false,
                false,
                robustZ,
                Math.abs(robustZ),
                at(second));
    }

    /** A vehicle with one LiDAR. */
    static Testimony lidar(String vehicle, long cell, double robustZ, int second) {
        return said(vehicle, cell, second, view("lidar", "hdl-64e", robustZ, second));
    }

    static Testimony said(String vehicle, long cell, int second, SensorView... sensors) {
        return new Testimony(vehicle, at(second), cell, List.of(sensors), List.of());
    }

    static MemberAlert firing(String vehicle, String sensor, AlertKind kind, int second) {
        return new MemberAlert(
                kind + " of " + vehicle + "/" + sensor + " at " + second,
                vehicle,
                sensor,
                kind,
                AlertState.FIRING,
                AlertSeverity.WARNING,
                kind == AlertKind.DEVIATION ? Software.of(SampleScores.MODEL, "hdl-64e", null) : Software.NONE,
                MemberAlert.NO_BUDGET,
                0,
                at(second - 2) * 1_000,
                MemberAlert.LASTS,
                at(second),
                false);
    }

    static MemberAlert reminded(MemberAlert alert, int second) {
        return new MemberAlert(
                alert.alertId(),
                alert.vehicleId(),
                alert.sensorId(),
                alert.kind(),
                alert.state(),
                alert.severity(),
                alert.software(),
                alert.budgetZ(),
                alert.transition() + 1,
                alert.startedMicros(),
                alert.endedMicros(),
                at(second),
                false);
    }

    static MemberAlert resolved(MemberAlert alert, int second) {
        return new MemberAlert(
                alert.alertId(),
                alert.vehicleId(),
                alert.sensorId(),
                alert.kind(),
                AlertState.RESOLVED,
                alert.severity(),
                alert.software(),
                alert.budgetZ(),
                alert.transition() + 1,
                alert.startedMicros(),
                at(second - 3) * 1_000,
                at(second),
                false);
    }
}

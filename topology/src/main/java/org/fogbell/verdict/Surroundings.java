package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.verdict.Attribution.Finding;
import org.jspecify.annotations.Nullable;

/** What is known around a vehicle's alerts at one moment, and the cause that follows for each of them. */
final class Surroundings {
    private final long millis;
    private final long memoryMillis;
    private final @Nullable Testimony testimony;
    private final List<SensorView> views;
    private final Map<String, PlaceOpinion> opinions;
    private final List<CauseJudge.Case> cases;

    Surroundings(
            long millis,
            long memoryMillis,
            @Nullable Testimony testimony,
            Map<String, PlaceOpinion> opinions,
            List<CauseJudge.Case> cases) {
        this.millis = millis;
        this.memoryMillis = memoryMillis;
        this.testimony = testimony;
        this.views = testimony == null
                ? List.of()
                : testimony.sensors().stream()
                        .filter(view -> view.millis() + memoryMillis > millis)
                        .toList();
        this.opinions = opinions;
        this.cases = cases;
    }

    /** Whether there is something to be learned of this alert now: its sensor deviates, or it is no matter of scores. */
    boolean tells(MemberAlert alert, boolean opens) {
        return opens
                || alert.kind() != AlertKind.DEVIATION
                || views.stream()
                        .anyMatch(view ->
                                view.sensorId().equals(alert.sensorId()) && view.isBeyond() && view.millis() == millis);
    }

    Finding finding(MemberAlert alert) {
        return alert.kind() == AlertKind.DEVIATION ? deviation(alert) : ofTheSameKind(alert);
    }

    /** Vehicles that came later may show what an alert was about that has ended by now; null where they do not. */
    @Nullable
    Finding laterWeather(MemberAlert alert) {
        PlaceOpinion opinion = opinions.get(alert.sensorId());
        return alert.kind() == AlertKind.DEVIATION && opinion != null && opinion.weather() && opinion.millis() == millis
                ? weather(opinion)
                : null;
    }

    private Finding deviation(MemberAlert alert) {
        @Nullable PlaceOpinion place = opinions.get(alert.sensorId());
        if (place != null && place.weather()) {
            return weather(place);
        }
        List<String> deviating = new ArrayList<>();
        List<String> normal = new ArrayList<>();
        for (SensorView view : views) {
            if (!view.sensorId().equals(alert.sensorId())) {
                (view.isBeyond() ? deviating : normal).add(alert.vehicleId() + "/" + view.sensorId());
            }
        }
        Evidence siblings = Evidence.of(deviating, normal);
        if (!deviating.isEmpty() && normal.isEmpty()) {
            return new Finding(IncidentCause.VEHICLE, Hexagons.NOWHERE, siblings);
        }
        Evidence all = place == null ? siblings : siblings.plus(place.evidence());
        if (place != null && place.apart()) {
            return new Finding(
                    IncidentCause.SENSOR_FAULT,
                    Hexagons.NOWHERE,
                    all,
                    "its peers here deviate too, but not like this",
                    Software.NONE);
        }
        if (all.disagreeing() > 0) {
            return new Finding(IncidentCause.SENSOR_FAULT, Hexagons.NOWHERE, all);
        }
        return new Finding(IncidentCause.UNKNOWN, Hexagons.NOWHERE, all, whyUnknown(place), Software.NONE);
    }

    private static Finding weather(PlaceOpinion place) {
        return new Finding(IncidentCause.WEATHER, place.cell(), place.evidence());
    }

    private String whyUnknown(@Nullable PlaceOpinion place) {
        String alone = views.size() > 1 ? "" : "the vehicle has no other sensor, and ";
        if (testimony == null || testimony.cell() == Hexagons.NOWHERE) {
            return alone + "it sends no position";
        }
        return alone
                + (place == null || place.evidence().agreeing() == 0
                        ? "no other vehicle was near"
                        : "too few vehicles were near");
    }

    /** Silence, and a wrong clock: who of the vehicle has the same alert. */
    private Finding ofTheSameKind(MemberAlert alert) {
        List<String> same = new ArrayList<>();
        List<String> well = new ArrayList<>();
        for (SensorView view : testimony == null ? List.<SensorView>of() : testimony.sensors()) {
            if (!view.sensorId().equals(alert.sensorId())) {
                (has(view, alert.kind()) ? same : well).add(alert.vehicleId() + "/" + view.sensorId());
            }
        }
        IncidentCause cause = !well.isEmpty()
                ? IncidentCause.SENSOR_FAULT
                : same.isEmpty() ? IncidentCause.UNKNOWN : IncidentCause.VEHICLE;
        String note = cause == IncidentCause.UNKNOWN ? "the vehicle has no other sensor" : "";
        return new Finding(cause, Hexagons.NOWHERE, Evidence.of(same, well), note, Software.NONE);
    }

    private boolean has(SensorView view, AlertKind kind) {
        return cases.stream()
                .anyMatch(known -> known.alert().lasts()
                        && known.alert().kind() == kind
                        && known.alert().sensorId().equals(view.sensorId())
                        && !(kind == AlertKind.SILENCE
                                && view.sendsDespiteSilence(known.openedMillis(), memoryMillis, millis)));
    }
}

package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.schemas.IncidentState;
import org.fogbell.verdict.Attribution.Finding;
import org.fogbell.verdict.MemberChange.Part;
import org.jspecify.annotations.Nullable;

/**
 * An incident that is not closed. A value.
 *
 * @param parts its alerts by where they came from; those that ended and are named no more are only counted
 * @param foldedTotal number of the alerts that are only counted
 * @param transition number of the last published change; -1 before the first
 * @param changedMillis event time of the last change
 * @param rolledOut the model or the firmware that is new, where that is the cause
 * @param finding what its latest alert's peers say; after all have left, their new cause
 */
public record OpenIncident(
        String id,
        IncidentCause cause,
        long openedMillis,
        long changedMillis,
        long transition,
        Map<String, Part> parts,
        long foldedTotal,
        AlertSeverity severity,
        long sinceMicros,
        List<Long> cells,
        MemberAlert first,
        Software rolledOut,
        Finding finding) {
    static OpenIncident of(String id, MemberChange change, long millis) {
        return new OpenIncident(
                id,
                change.finding().cause(),
                millis,
                millis,
                -1,
                Map.of(),
                0,
                change.part().severity(),
                change.part().sinceMicros(),
                List.of(),
                change.part().members().get(0),
                change.finding().rolledOut(),
                change.finding());
    }

    boolean has(String source) {
        return parts.containsKey(source);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    private long open() {
        return parts.values().stream().mapToLong(Part::open).sum();
    }

    /** The moment at which it closes if nothing comes; {@link MomentJudge#NEVER} while an alert lasts. */
    long overAt(long memoryMillis) {
        return open() > 0 ? MomentJudge.NEVER : changedMillis + memoryMillis;
    }

    boolean isOver(long millis, long memoryMillis) {
        return open() == 0 && millis >= changedMillis + memoryMillis;
    }

    OpenIncident with(MemberChange change, int named) {
        Map<String, Part> joined = new TreeMap<>(parts);
        joined.put(change.source(), change.part());
        TreeSet<Long> places = new TreeSet<>(cells);
        if (change.finding().cell() != Hexagons.NOWHERE) {
            places.add(change.finding().cell());
        }
        long folded = foldedTotal + fold(joined, named);
        return copy(joined, folded, change.part(), List.copyOf(places), change.finding());
    }

    OpenIncident without(MemberChange change) {
        Map<String, Part> left = new TreeMap<>(parts);
        left.remove(change.source());
        return new OpenIncident(
                id,
                cause,
                openedMillis,
                changedMillis,
                transition,
                left,
                foldedTotal,
                severity,
                sinceMicros,
                cells,
                first,
                rolledOut,
                left.isEmpty() ? change.finding() : finding);
    }

    /** With all alerts of a younger one that turned out to be the same. */
    OpenIncident absorb(OpenIncident younger) {
        Map<String, Part> joined = new TreeMap<>(younger.parts);
        joined.putAll(parts);
        TreeSet<Long> places = new TreeSet<>(cells);
        places.addAll(younger.cells);
        return new OpenIncident(
                id,
                cause,
                openedMillis,
                changedMillis,
                transition,
                joined,
                foldedTotal + younger.foldedTotal,
                Part.worse(severity, younger.severity),
                Math.min(sinceMicros, younger.sinceMicros),
                List.copyOf(places),
                first,
                rolledOut,
                finding);
    }

    OpenIncident changedAt(long millis) {
        return new OpenIncident(
                id,
                cause,
                openedMillis,
                millis,
                transition + 1,
                parts,
                foldedTotal,
                severity,
                sinceMicros,
                cells,
                first,
                rolledOut,
                finding);
    }

    private OpenIncident copy(Map<String, Part> joined, long folded, Part part, List<Long> places, Finding last) {
        return new OpenIncident(
                id,
                cause,
                openedMillis,
                changedMillis,
                transition,
                joined,
                folded,
                Part.worse(severity, part.severity()),
                Math.min(sinceMicros, part.sinceMicros()),
                places,
                first,
                rolledOut,
                last);
    }

    /** Leaves no more parts that ended than are named: a flapping sensor must not grow its incident for ever. */
    private static long fold(Map<String, Part> parts, int named) {
        List<String> ended = new ArrayList<>(parts.entrySet().stream()
                .filter(entry -> entry.getValue().open() == 0)
                .sorted(Map.Entry.<String, Part>comparingByValue(
                                (one, other) -> Long.compare(one.endedMicros(), other.endedMicros()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList());
        long folded = 0;
        for (String source : ended.subList(0, Math.max(0, ended.size() - named))) {
            folded += Objects.requireNonNull(parts.remove(source)).total();
        }
        return folded;
    }

    /** The record to publish. A closing one counts as one more change. */
    Incident record(IncidentState state, long millis, @Nullable String mergedInto, int named) {
        List<MemberAlert> alerts =
                parts.values().stream().flatMap(part -> part.members().stream()).toList();
        boolean ofSensor = cause == IncidentCause.SENSOR_FAULT || cause == IncidentCause.UNKNOWN;
        long total =
                foldedTotal + parts.values().stream().mapToLong(Part::total).sum();
        long ended = parts.values().stream().mapToLong(Part::endedMicros).max().orElse(millis * 1_000);
        boolean closed = state == IncidentState.CLOSED;
        boolean counted = closed && changedMillis != millis;
        return Incident.newBuilder()
                .setIncidentId(id)
                .setCause(cause)
                .setState(state)
                .setSeverity(severity)
                .setTransition(counted ? transition + 1 : transition)
                .setSubject(subject())
                .setVehicleId(ofSensor || cause == IncidentCause.VEHICLE ? first.vehicleId() : null)
                .setSensorId(ofSensor ? first.sensorId() : null)
                .setModelDigest(rolledOut.modelDigest().isEmpty() ? null : rolledOut.modelDigest())
                .setFirmware(rolledOut.hasFirmware() ? rolledOut.firmwareWord() : null)
                .setCells(cells.stream().map(Hexagons::name).toList())
                .setStartedAt(Micros.toInstant(sinceMicros))
                .setDecidedAt(Micros.toInstant(millis * 1_000))
                .setEndedAt(closed && ended != MemberAlert.LASTS ? Micros.toInstant(ended) : null)
                .setMembers(Part.named(alerts, named).stream()
                        .map(MemberAlert::member)
                        .toList())
                .setMemberCount(total)
                .setOpenCount(open())
                .setAgreeing(finding.evidence().agreeing())
                .setDisagreeing(finding.evidence().disagreeing())
                .setAgreeingExamples(finding.evidence().agreed())
                .setDisagreeingExamples(finding.evidence().disagreed())
                .setMergedInto(mergedInto)
                .setReason(IncidentReasons.of(this, state, total, open(), mergedInto))
                .build();
    }

    String subject() {
        return switch (cause) {
            case WEATHER -> cells.isEmpty() ? "a place" : "the place around cell " + Hexagons.name(cells.get(0));
            case VEHICLE -> first.vehicleId();
            case MODEL -> rolledOut.word();
            case OUTAGE -> "the fleet";
            case SENSOR_FAULT, UNKNOWN -> first.vehicleId() + "/" + first.sensorId();
        };
    }
}

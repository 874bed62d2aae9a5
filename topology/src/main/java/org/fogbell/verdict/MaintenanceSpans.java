package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;

import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The spans of event time in which a sensor is worked on, as {@link MaintenanceRule} states them. */
final class MaintenanceSpans implements Serializable {
    private static final String KEY = "maintenance.spans";
    private static final String FORM =
            "VEHICLE/SENSOR FROM/TO, as in car-7/* 2026-03-01T10:00:00Z/2026-03-01T12:00:00Z";

    private final List<Span> spans;

    /** One span: from inclusive, to exclusive. */
    private record Span(Pattern sensor, long fromMicros, long toMicros) implements Serializable {
        boolean covers(String name, long micros) {
            return fromMicros <= micros
                    && micros < toMicros
                    && sensor.matcher(name).matches();
        }
    }

    private MaintenanceSpans(List<Span> spans) {
        this.spans = spans;
    }

    /** Reads them; an {@link IllegalArgumentException} names the parameter. */
    static MaintenanceSpans parse(String text) {
        List<Span> spans = new ArrayList<>();
        for (String entry : text.split(";", -1)) {
            if (!entry.isBlank()) {
                spans.add(span(entry.strip()));
            }
        }
        return new MaintenanceSpans(spans);
    }

    private static Span span(String entry) {
        // Names may have blanks in them; times have none.
        String[] parts = entry.split("\\s+(?=\\S+$)", -1);
        String[] times = parts[parts.length - 1].split("/", -1);
        require(parts.length == 2 && parts[0].contains("/") && times.length == 2, KEY, entry, FORM);
        try {
            long from = Micros.of(Instant.parse(times[0]));
            long to = Micros.of(Instant.parse(times[1]));
            require(from < to, KEY, entry, "an end after the beginning");
            return new Span(glob(parts[0]), from, to);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(KEY + ": expected " + FORM + ", got '" + entry + "'", e);
        }
    }

    private static Pattern glob(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> pattern.append(".*");
                case '?' -> pattern.append('.');
                default -> pattern.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    boolean cover(String vehicleId, String sensorId, Instant time) {
        long micros = Micros.of(time);
        String name = name(vehicleId, sensorId);
        return spans.stream().anyMatch(span -> span.covers(name, micros));
    }

    /** The first moment from this one on at which nobody works on the sensor. */
    Instant over(String vehicleId, String sensorId, Instant time) {
        String name = name(vehicleId, sensorId);
        long micros = Micros.of(time);
        long before;
        do {
            before = micros;
            for (Span span : spans) {
                micros = span.covers(name, micros) ? span.toMicros : micros;
            }
        } while (micros != before);
        return micros == Micros.of(time) ? time : Micros.toInstant(micros);
    }

    private static String name(String vehicleId, String sensorId) {
        return vehicleId + "/" + sensorId;
    }
}

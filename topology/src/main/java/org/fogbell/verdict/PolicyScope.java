package org.fogbell.verdict;

import java.util.Locale;

/**
 * Whom a policy is for, from the whole fleet to one sensor: {@code fleet}, {@code sensor-type:TYPE}, {@code vehicle:VEHICLE} or
 * {@code sensor:VEHICLE/SENSOR}. Where several say something of one parameter, the most specific decides.
 *
 * @param name empty for the fleet
 */
public record PolicyScope(Kind kind, String name) {
    /** Least specific first. */
    public enum Kind {
        FLEET,
        SENSOR_TYPE,
        VEHICLE,
        SENSOR;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final PolicyScope FLEET = new PolicyScope(Kind.FLEET, "");

    public static PolicyScope sensor(String vehicleId, String sensorId) {
        return new PolicyScope(Kind.SENSOR, vehicleId + "/" + sensorId);
    }

    /** Reads it; an {@link IllegalArgumentException} says what was expected. */
    public static PolicyScope parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String name = colon < 0 ? "" : text.substring(colon + 1);
        for (Kind kind : Kind.values()) {
            boolean named = kind == Kind.FLEET ? colon < 0 : !name.isBlank();
            boolean whole = kind != Kind.SENSOR || name.matches("(?s).+/.+");
            if (kind.word().equals(word) && named && whole) {
                return new PolicyScope(kind, name);
            }
        }
        throw new IllegalArgumentException(
                "scope: expected fleet, sensor-type:TYPE, vehicle:VEHICLE or sensor:VEHICLE/SENSOR, got '" + text
                        + "'");
    }

    /** Whether a sensor may be in both. */
    boolean meets(PolicyScope other) {
        if (kind == other.kind) {
            return equals(other);
        }
        if (kind == Kind.SENSOR && other.kind == Kind.VEHICLE) {
            return name.startsWith(other.name + "/");
        }
        return !(kind == Kind.VEHICLE && other.kind == Kind.SENSOR) || other.meets(this);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return kind == Kind.FLEET ? kind.word() : kind.word() + ":" + name;
    }
}

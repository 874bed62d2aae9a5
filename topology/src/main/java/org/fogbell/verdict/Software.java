package org.fogbell.verdict;

import org.jspecify.annotations.Nullable;

/**
 * What a sensor's scores come from: another model or another firmware, and they may be others though nothing is wrong with the
 * sensor or the road.
 *
 * @param modelDigest empty where no model was asked, or none is meant
 * @param firmware sensor type and version, as in hdl-64e 4.07; empty where the vehicle does not say, or none is meant
 */
public record Software(String modelDigest, String firmware) {
    static final Software NONE = new Software("", "");

    private static final char BESIDE = '/';

    static Software of(@Nullable String modelDigest, String sensorType, @Nullable String firmware) {
        return new Software(
                modelDigest == null ? "" : modelDigest, firmware == null ? "" : sensorType + " " + firmware);
    }

    /** The name of those who run the same. */
    String group() {
        return firmware.isEmpty() ? modelDigest : modelDigest + BESIDE + firmware;
    }

    /** Those who run the same, by their name. A digest has no slash. */
    static Software ofGroup(String group) {
        int beside = group.indexOf(BESIDE);
        return beside < 0
                ? new Software(group, "")
                : new Software(group.substring(0, beside), group.substring(beside + 1));
    }

    Software modelAlone() {
        return new Software(modelDigest, "");
    }

    Software firmwareAlone() {
        return new Software("", firmware);
    }

    /** Whether this is another version for the same type of sensor. */
    boolean isOtherFirmwareThan(Software other) {
        return !firmware.isEmpty()
                && !other.firmware.isEmpty()
                && !firmware.equals(other.firmware)
                && sensorType(firmware).equals(sensorType(other.firmware));
    }

    private static String sensorType(String firmware) {
        return firmware.substring(0, firmware.indexOf(' '));
    }

    boolean isFirmwareAlone() {
        return modelDigest.isEmpty() && !firmware.isEmpty();
    }

    /** For a person, where it is one of both. */
    String word() {
        return isFirmwareAlone() ? "firmware " + firmware : "model " + modelDigest;
    }
}

package org.fogbell.verdict;

import org.jspecify.annotations.Nullable;

/**
 * What a sensor's scores come from: another model or another firmware, and they may be others though nothing is wrong with the
 * sensor or the road.
 *
 * @param modelDigest empty where no model was asked, or none is meant
 * @param sensorType empty where none is meant
 * @param firmware version of the sensor type's; empty where the vehicle does not say, or none is meant
 */
public record Software(String modelDigest, String sensorType, String firmware) {
    static final Software NONE = new Software("", "", "");

    private static final char BESIDE = '/';

    static Software of(@Nullable String modelDigest, String sensorType, @Nullable String firmware) {
        return new Software(modelDigest == null ? "" : modelDigest, sensorType, firmware == null ? "" : firmware);
    }

    /** The name of those who run the same, as in c0ffee/7/hdl-64e/4.07: types are free text, so it says how long theirs is. */
    String group() {
        return modelDigest + BESIDE + sensorType.length() + BESIDE + sensorType + BESIDE + firmware;
    }

    /** Those who run the same, by their name. A digest has no slash. */
    static Software ofGroup(String group) {
        int model = group.indexOf(BESIDE);
        int length = group.indexOf(BESIDE, model + 1);
        int type = length + 1 + Integer.parseInt(group.substring(model + 1, length));
        return new Software(group.substring(0, model), group.substring(length + 1, type), group.substring(type + 1));
    }

    Software modelAlone() {
        return new Software(modelDigest, "", "");
    }

    /** The model in sensors of one type. */
    Software modelOfType() {
        return new Software(modelDigest, sensorType, "");
    }

    Software firmwareAlone() {
        return new Software("", sensorType, firmware);
    }

    boolean hasModel() {
        return !modelDigest.isEmpty();
    }

    boolean hasFirmware() {
        return !firmware.isEmpty();
    }

    /** Whether this is another version for the same type of sensor. */
    boolean isOtherFirmwareThan(Software other) {
        return hasFirmware()
                && other.hasFirmware()
                && !firmware.equals(other.firmware)
                && sensorType.equals(other.sensorType);
    }

    boolean isFirmwareAlone() {
        return !hasModel() && hasFirmware();
    }

    /** Sensor type and version, as in hdl-64e 4.07. */
    String firmwareWord() {
        return sensorType + " " + firmware;
    }

    /** For a person, where it is one of both. */
    String word() {
        return isFirmwareAlone() ? "firmware " + firmwareWord() : "model " + modelDigest;
    }
}

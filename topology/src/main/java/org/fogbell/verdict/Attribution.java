package org.fogbell.verdict;

import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.IncidentCause;

/**
 * An alert with the cause that its vehicle and its place know of.
 *
 * @param openedMillis event time at which the alert was seen first
 */
public record Attribution(MemberAlert alert, long millis, long openedMillis, Finding finding) {
    /**
     * A cause, and who says so.
     *
     * @param cell where; {@link Hexagons#NOWHERE} where the cause is no place's
     * @param note what a person should know of the evidence; may be empty
     * @param rolledOut the model or the firmware that is new, where that is the cause
     */
    public record Finding(IncidentCause cause, long cell, Evidence evidence, String note, Software rolledOut) {
        /** Where there is nothing to note, and nothing new. */
        Finding(IncidentCause cause, long cell, Evidence evidence) {
            this(cause, cell, evidence, "", Software.NONE);
        }
    }

    /** The question of the fleet that may be about this alert. */
    String group() {
        if (alert.kind() == AlertKind.DEVIATION) {
            return alert.software().group();
        }
        return alert.kind() == AlertKind.SILENCE
                ? FleetWord.SILENCE
                : alert.kind().name();
    }

    int bucket() {
        return FleetWord.bucket(alert.vehicleId());
    }
}

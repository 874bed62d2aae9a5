package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;

import java.io.Serializable;

/** When a shift that is too small for the threshold, but lasts, counts. */
public record ShiftRule(
        @Parameter(
                value = "1",
                unit = "robust z",
                meaning = "the lasting shift that is looked for; larger ones are found too")
        double size,

        @Parameter(
                value = "0",
                unit = "frames",
                meaning =
                        "mean frames of a clean sensor between two false alarms, at least: 6000000 is a week at 10 frames/s; 0: shifts are not looked for")
        double falseAlarmFrames)
        implements Serializable {
    public ShiftRule {
        require(size > 0 && Double.isFinite(size), "shift.size", size, "above 0");
        require(
                falseAlarmFrames == 0 || (falseAlarmFrames >= 100 && Double.isFinite(falseAlarmFrames)),
                "shift.false-alarm-frames",
                falseAlarmFrames,
                "0, or at least 100");
    }

    boolean isOff() {
        return falseAlarmFrames == 0;
    }

    /** The evidence from which on a shift counts, in nats. A score that a fault moves either way has two chances to err. */
    double limit(boolean twoSided) {
        return isOff() ? Double.POSITIVE_INFINITY : Math.log(falseAlarmFrames * (twoSided ? 2 : 1));
    }
}

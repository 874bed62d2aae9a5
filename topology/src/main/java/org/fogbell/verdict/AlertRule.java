package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;
import static org.fogbell.verdict.Requirements.requirePositive;

import java.io.Serializable;
import java.time.Duration;

/** When deviating windows become an alert. */
public record AlertRule(
        @Parameter(
                value = "4",
                unit = "robust z",
                meaning = "a frame is beyond when its score is further from the baseline; Eloss either way")
        double threshold,

        @Parameter(
                value = "2",
                unit = "robust z",
                meaning = "a window is back only below this, by the median of its frames; in between nothing changes")
        double release,

        @Parameter(value = "0.5", unit = "0..1", meaning = "a window is beyond when this share of its frames is")
        double share,

        @Parameter(value = "3", unit = "frames", meaning = "windows with fewer frames decide nothing")
        int minFrames,

        @Parameter(
                value = "2",
                unit = "windows",
                meaning = "n: windows beyond, of the last m in event time, that open an alert")
        int windows,

        @Parameter(
                value = "3",
                unit = "windows",
                meaning = "m: the alert resolves when m windows with enough frames in a row are back")
        int ofWindows,

        @Parameter(value = "6", unit = "robust z", meaning = "from here on an alert is critical")
        double critical,

        @Parameter(value = "0ms", meaning = "how long frames must have been beyond before an alert opens")
        Duration minDuration,

        @Parameter(value = "0ms", meaning = "how long after the last window beyond an alert fires on at least")
        Duration keepFiring,

        @Parameter(value = "0ms", meaning = "an alert that still fires is published again after this long; 0: never")
        Duration renotify,

        @Parameter(
                value = "false",
                meaning = "whether windows beyond that have opened no alert yet are published too, as PENDING")
        boolean publishPending,

        @Parameter(
                value = "0",
                unit = "alerts",
                meaning =
                        "false alarms of a sensor in alert.budget-period, at most: its threshold follows from its own clean windows;"
                                + " 0: alert.threshold")
        double budget,

        @Parameter(value = "168h", meaning = "time of clean windows for which the budget is")
        Duration budgetPeriod)
        implements Serializable {
    private static final Duration LEAST_RENOTIFY = Duration.ofSeconds(1);

    public AlertRule {
        require(threshold > 0 && Double.isFinite(threshold), "alert.threshold", threshold, "above 0");
        require(
                release > 0 && release <= threshold,
                "alert.release",
                release,
                "above 0, at most alert.threshold (" + threshold + ")");
        require(share > 0 && share <= 1, "alert.share", share, "above 0, at most 1");
        require(minFrames >= 1, "alert.min-frames", minFrames, "at least 1");
        require(ofWindows >= 1 && ofWindows <= 62, "alert.of-windows", ofWindows, "1 to 62");
        require(
                windows >= 1 && windows <= ofWindows,
                "alert.windows",
                windows,
                "1 to alert.of-windows (" + ofWindows + ")");
        // A silence of a week is repeated as often as it was due, all at once where the watermark leaps.
        require(
                renotify.isZero() || renotify.compareTo(LEAST_RENOTIFY) >= 0,
                "alert.renotify",
                Durations.format(renotify),
                "0s, or at least " + Durations.format(LEAST_RENOTIFY));
        requirePositive(budgetPeriod, "alert.budget-period");
        double mostAlerts = budgetPeriod.toMillis() / 3.6e6;
        require(
                budget >= 0 && budget <= mostAlerts,
                "alert.budget",
                budget,
                "0 to one an hour (" + mostAlerts + " in alert.budget-period)");
        require(critical >= threshold, "alert.critical", critical, "at least alert.threshold (" + threshold + ")");
    }
}

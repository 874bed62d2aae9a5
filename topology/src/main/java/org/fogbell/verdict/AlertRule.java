package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;

import java.io.Serializable;

/** When deviating windows become an alert. */
public record AlertRule(
        @Parameter(
                value = "3",
                unit = "robust z",
                meaning = "a frame is beyond when its score is further from the baseline; Eloss either way")
        double threshold,

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
        double critical)
        implements Serializable {
    public AlertRule {
        require(threshold > 0 && Double.isFinite(threshold), "alert.threshold", threshold, "above 0");
        require(share > 0 && share <= 1, "alert.share", share, "above 0, at most 1");
        require(minFrames >= 1, "alert.min-frames", minFrames, "at least 1");
        require(ofWindows >= 1 && ofWindows <= 62, "alert.of-windows", ofWindows, "1 to 62");
        require(
                windows >= 1 && windows <= ofWindows,
                "alert.windows",
                windows,
                "1 to alert.of-windows (" + ofWindows + ")");
        require(critical >= threshold, "alert.critical", critical, "at least alert.threshold (" + threshold + ")");
    }
}

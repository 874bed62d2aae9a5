package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a sensor's normal is. */
public record BaselineRule(
        @Parameter(
                value = "20",
                unit = "frames",
                meaning = "frames a sensor learns from when the bundle is not calibrated for its type")
        int learningFrames,

        @Parameter(
                value = "5",
                unit = "frames",
                meaning = "what a bundle's calibration counts as; as many frames of the sensor itself weigh the same")
        int priorFrames,

        @Parameter(
                value = "0.08",
                unit = "ln score",
                meaning = "smallest spread of a baseline, so that a very steady sensor does not alert on trifles")
        double minSpread,

        @Parameter(value = "300", unit = "frames", meaning = "half-life of a baseline while its sensor is normal")
        int halfLifeFrames,

        @Parameter(
                value = "true",
                meaning =
                        "whether a sudden step of a sensor's features counts beside where they lie, if the bundle knows what clean frames do")
        boolean steps,

        @Parameter(
                value = "0s",
                meaning = "a sensor whose every frame was beyond for this long learns what is normal anew; 0 is never")
        Duration adoptAfter,

        @Parameter(
                value = "0.5",
                unit = "share",
                meaning =
                        "a frame is off its sensor's beat when the time since the frame before is off by more than this;"
                                + " 0: never")
        double jitter)
        implements Serializable {
    public BaselineRule {
        require(learningFrames >= 3, "baseline.learning-frames", learningFrames, "at least 3");
        require(priorFrames >= 1, "baseline.prior-frames", priorFrames, "at least 1");
        require(minSpread > 0 && Double.isFinite(minSpread), "baseline.min-spread", minSpread, "above 0");
        require(halfLifeFrames >= 1, "baseline.half-life-frames", halfLifeFrames, "at least 1");
        require(!adoptAfter.isNegative(), "baseline.adopt-after", Durations.format(adoptAfter), "0 or more");
        require(jitter >= 0 && Double.isFinite(jitter), "baseline.jitter", jitter, "0 or more");
    }

    /** Whether a frame with this {@code capture_jitter} is off its sensor's beat; never where there is none. */
    boolean isOffBeat(@Nullable Double captureJitter) {
        return jitter > 0 && captureJitter != null && captureJitter > jitter;
    }

    /** Whether what was beyond for so long is the new normal. */
    boolean adoptsAfter(long micros) {
        return !adoptAfter.isZero() && TimeUnit.MICROSECONDS.toMillis(micros) >= adoptAfter.toMillis();
    }
}

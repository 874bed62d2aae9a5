package org.fogbell.verdict;

import java.time.Instant;
import java.util.Locale;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.ThresholdSource;
import org.jspecify.annotations.Nullable;

/** What one window says of its sensor: two thresholds, so that what lies between them changes nothing. */
enum WindowReading {
    BEYOND,
    BETWEEN,
    BACK;

    static WindowReading of(Deviation window, AlertRules rules, AlertThreshold threshold) {
        if (isBeyond(window, rules.alert(), threshold)
                || isOffBeat(window, rules.alert())
                || isShift(window, rules.shift())) {
            return BEYOND;
        }
        boolean between =
                judgedBy(window).isBeyond(window.getRobustZ(), rules.alert().release())
                        || isShift(window, rules.shift(), ShiftEvidence.RELEASE);
        return between ? BETWEEN : BACK;
    }

    /** By the stated threshold its frames were counted already; by any other, the window says how far so many reach. */
    private static boolean isBeyond(Deviation window, AlertRule rule, AlertThreshold threshold) {
        @Nullable Double reached = window.getQuantileZ();
        if (reached == null || threshold.source() != ThresholdSource.BUDGET) {
            return window.getShareBeyond() >= rule.share();
        }
        return reached > threshold.robustZ();
    }

    /** Whether as many of its frames as make a window beyond came when none was due, or with others missing in between. */
    private static boolean isOffBeat(Deviation window, AlertRule rule) {
        return window.getJitterShare() >= rule.share();
    }

    /** Whether there is a small lasting shift. */
    static boolean isShift(Deviation window, ShiftRule rule) {
        return isShift(window, rule, 1);
    }

    /** Whether there is this multiple of the evidence from which on a small lasting shift counts. */
    private static boolean isShift(Deviation window, ShiftRule rule, double multiple) {
        return Math.abs(window.getEvidence())
                >= multiple * rule.limit(judgedBy(window).isTwoSided());
    }

    private static JudgedScore judgedBy(Deviation window) {
        return JudgedScore.of(window.getJudgedBy());
    }

    /** The window as one beyond: from the likeliest begin of what is beyond, or of the shift. */
    static AlertEpisode.Beyond beyond(Deviation window, AlertRules rules, AlertThreshold threshold) {
        AlertRule rule = rules.alert();
        boolean critical = Math.abs(window.getRobustZ()) >= rule.critical()
                || Math.max(window.getBlindShare(), window.getRepeatedShare()) >= rule.share();
        boolean onlyShift = !isBeyond(window, rule, threshold) && !isOffBeat(window, rule);
        return new AlertEpisode.Beyond(
                Micros.of(window.getWindowEnd()),
                micros(onlyShift ? window.getEvidenceBeganAt() : began(window), window.getWindowStart()),
                micros(onlyShift ? null : window.getLastBeyondAt(), window.getWindowEnd()),
                critical);
    }

    private static @Nullable Instant began(Deviation window) {
        return window.getBeganAt() == null ? window.getFirstBeyondAt() : window.getBeganAt();
    }

    private static long micros(@Nullable Instant time, Instant otherwise) {
        return Micros.of(time == null ? otherwise : time);
    }

    /** What frames off the beat add to the reason; empty where they are too few to count. */
    static String offBeat(Deviation window, AlertRules rules) {
        return isOffBeat(window, rules.alert())
                ? String.format(
                        Locale.ROOT,
                        "; %.0f %% of the frames are off the sensor's beat: frames are missing, or come irregularly",
                        100 * window.getJitterShare())
                : "";
    }

    /** What a small lasting shift adds to the reason; empty where there is none. */
    static String shift(Deviation window, AlertRules rules) {
        return isShift(window, rules.shift())
                ? String.format(
                        Locale.ROOT,
                        "; small lasting shift %s since %s (evidence %.0f nats of %.0f)",
                        window.getEvidence() > 0 ? "up" : "down",
                        window.getEvidenceBeganAt(),
                        Math.abs(window.getEvidence()),
                        rules.shift().limit(judgedBy(window).isTwoSided()))
                : "";
    }
}

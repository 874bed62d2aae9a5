package org.fogbell.verdict;

import java.time.Duration;
import java.util.Arrays;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.ThresholdSource;
import org.jspecify.annotations.Nullable;

/**
 * Derives a sensor's threshold from how far its windows lie out while nothing fires, so that a clean sensor's alerts stay
 * within {@code alert.budget}.
 */
final class AlertBudget {
    /*
     * What opens an alert is that n of the last m windows are beyond, for alert.min-duration: that the n-th greatest of what their
     * frames reached passes the threshold, and the least of it over as many windows as the duration takes at least. The maxima
     * of that over blocks of clean windows, each several times as long as what it looks back on, are nearly independent
     * although windows overlap; an excursion is one peak, as it is one alert. The greatest of them are fitted (TailFit), and
     * with k of them in clean time E the threshold is what one in k / (E rate) of them passes.
     *
     * Windows of an alert teach nothing, so the greatest peaks are missing: each alert that was no more than an excursion, over
     * soon and never critical, or that a person called a false alarm, counts as a peak of which it is known that it passed the
     * threshold. What lasts is taken for a fault and left out, and so is what a person acknowledged; the last alerts are remembered, in
     * case a person says so when they are over. What was opened by something else than the score says nothing of its tail.
     */
    static final int LEAST_BLOCKS = 64;
    static final double FURTHEST_EXTRAPOLATION = 10;
    private static final Duration LEAST_BLOCK = Duration.ofMinutes(1);
    private static final int BLOCK_LOOK_BACKS = 4;
    private static final int EXCURSION_BLOCKS = 10;
    private static final int LEAST_PEAKS = 16;
    private static final int LEAST_EXACT = 12;
    private static final int PEAKS_OF_BLOCKS = 8;
    private static final int MOST_WINDOWS = 64;
    private static final double KEPT_BUDGETS = 8;
    private static final int KEPT_BLOCKS = 1_024;

    /** Of an alert that no threshold of the score opened. */
    private static final double NO_THRESHOLD = Double.NaN;

    private final AlertRule rule;
    private final MaintenanceSpans maintenance;
    private final long slideMicros;
    private final int runWindows;
    private final long blockMicros;
    private final double microsOfOne;
    private final String fingerprint;

    AlertBudget(AlertRules rules) {
        this.rule = rules.alert();
        this.maintenance = MaintenanceSpans.parse(rules.maintenance().spans());
        this.slideMicros = AlertLifecycle.micros(rules.window().slide());
        long lookBack = AlertLifecycle.micros(rules.window().size()) + (rule.ofWindows() - 1) * slideMicros;
        long longer = Math.max(0, AlertLifecycle.micros(rule.minDuration()) - lookBack);
        long run = 1 + (longer + slideMicros - 1) / slideMicros;
        this.runWindows = (int) Math.min(run, MOST_WINDOWS - rule.ofWindows() + 1);
        this.blockMicros = Math.max(
                AlertLifecycle.micros(LEAST_BLOCK), BLOCK_LOOK_BACKS * (lookBack + (runWindows - 1) * slideMicros));
        this.microsOfOne = AlertLifecycle.micros(rule.budgetPeriod()) / rule.budget();
        this.fingerprint = String.join(
                "/",
                String.valueOf(rule.share()),
                String.valueOf(rule.minFrames()),
                rule.windows() + " of " + rule.ofWindows(),
                Durations.format(rule.minDuration()),
                Durations.format(rules.window().size()),
                Durations.format(rules.window().slide()));
    }

    boolean isOff() {
        return rule.budget() == 0;
    }

    /** What this window is measured by, after what is known of the sensor before it. */
    AlertThreshold threshold(@Nullable ScoreTail before, Deviation window) {
        if (isOff()) {
            return AlertThreshold.fixed(rule);
        }
        ScoreTail tail = of(before, window);
        double hours = tail.cleanMicros() / 3.6e9;
        boolean supported = supported(tail) <= 1;
        boolean derived = !Double.isNaN(tail.threshold()) && (supported || tail.threshold() > rule.threshold());
        double robustZ = derived ? tail.threshold() : rule.threshold();
        return new AlertThreshold(robustZ, derived ? ThresholdSource.BUDGET : ThresholdSource.FIXED, hours, supported);
    }

    /** What is known of the sensor after this window, which led its alert from one state to the next. */
    @Nullable
    ScoreTail after(@Nullable ScoreTail before, @Nullable AlertEpisode was, AlertEpisode is, Deviation window) {
        if (isOff()) {
            return null;
        }
        ScoreTail known = of(before, window);
        ScoreTail tail = derived(known, told(known, window));
        boolean wasOpen = was != null && isOpen(was);
        if (is.course() != null && isOpen(is)) {
            ScoreTail rest = tail.withoutBlock();
            return wasOpen || isBeyond(window, threshold(tail, window))
                    ? rest
                    : rest.after(AlertNotices.id(is.course(), window), NO_THRESHOLD, false);
        }
        if (was != null && was.course() != null && wasOpen) {
            long lasted = Micros.of(window.getWindowEnd()) - was.course().beganMicros();
            boolean excursion =
                    lasted <= EXCURSION_BLOCKS * blockMicros && !was.course().critical();
            ScoreTail rest = tail.withoutBlock();
            String alertId = AlertNotices.id(was.course(), window);
            return rest.knows(alertId)
                    ? rest
                    : derived(
                            rest,
                            told(rest.after(alertId, threshold(rest, window).robustZ(), excursion), window));
        }
        boolean cleans = window.getQuantileZ() != null
                && !maintenance.cover(window.getVehicleId(), window.getSensorId(), window.getWindowEnd());
        return cleans ? learn(tail, window.getQuantileZ(), Micros.of(window.getWindowEnd())) : tail;
    }

    /** What a person says of an alert goes before what was taken for granted of it. */
    private static ScoreTail told(ScoreTail tail, Deviation window) {
        @Nullable AppliedPolicy policy = window.getPolicy();
        ScoreTail next = tail;
        if (policy != null) {
            for (ScoreTail.Ended alert : tail.ended()) {
                if (policy.getFalseAlarmIds().contains(alert.alertId())) {
                    next = next.counting(alert, true);
                } else if (policy.getAcknowledgedAlertIds().contains(alert.alertId())) {
                    next = next.counting(alert, false);
                }
            }
        }
        return next;
    }

    private ScoreTail derived(ScoreTail before, ScoreTail after) {
        return before.openings() == after.openings() ? after : derive(after);
    }

    /** Whether the score itself says so: frames off the beat and small lasting shifts open alerts below any threshold. */
    private boolean isBeyond(Deviation window, AlertThreshold threshold) {
        return window.getQuantileZ() == null
                ? window.getShareBeyond() >= rule.share()
                : window.getQuantileZ() > threshold.robustZ();
    }

    private ScoreTail learn(ScoreTail tail, double quantileZ, long endMicros) {
        int looksBack = rule.ofWindows() + runWindows - 1;
        float[] recent = new float[looksBack];
        Arrays.fill(recent, Float.NaN);
        recent[looksBack - 1] = (float) quantileZ;
        if (tail.lastEndMicros() != AlertEpisode.NEVER) {
            long slides = (endMicros - tail.lastEndMicros()) / slideMicros;
            for (int i = looksBack - 1; i >= slides; i--) {
                recent[(int) (i - slides)] = tail.recent()[i];
            }
        }
        ScoreTail seen = tail.saw(recent, endMicros, slideMicros, reached(recent));
        return seen.blockMicros() < blockMicros ? seen : derive(seen.completesBlock());
    }

    /** The threshold below which these windows, the newest of them last, open an alert; at least 0. */
    private float reached(float[] recent) {
        float least = Float.POSITIVE_INFINITY;
        for (int last = recent.length - 1; last >= rule.ofWindows() - 1; last--) {
            if (!Float.isNaN(recent[last])) {
                least = Math.min(least, nthGreatest(Arrays.copyOfRange(recent, last + 1 - rule.ofWindows(), last + 1)));
            }
        }
        return Math.max(0, least);
    }

    private float nthGreatest(float[] windows) {
        for (int i = 0; i < windows.length; i++) {
            windows[i] = Float.isNaN(windows[i]) ? Float.NEGATIVE_INFINITY : windows[i];
        }
        Arrays.sort(windows);
        return windows[windows.length - rule.windows()];
    }

    /** With the threshold that follows from it, once there is enough; with half of it where there is more than enough. */
    private ScoreTail derive(ScoreTail all) {
        boolean tooMuch = all.openings().length > ScoreTail.MOST_OPENINGS
                || (all.cleanMicros() >= KEPT_BUDGETS * microsOfOne && all.blocks() >= KEPT_BLOCKS);
        ScoreTail tail = tooMuch ? all.halved() : all;
        int openings = tail.openings().length;
        long blocks = tail.blocks() + openings;
        long wanted = Math.max(LEAST_PEAKS, blocks / PEAKS_OF_BLOCKS) - openings;
        int exact = (int) Math.min(Math.max(wanted, LEAST_EXACT), tail.peaks().length - 1);
        if (blocks < LEAST_BLOCKS || exact < LEAST_EXACT) {
            return tail;
        }
        double level = tail.peaks()[exact];
        double[] peaks = new double[exact];
        Arrays.setAll(peaks, i -> tail.peaks()[i]);
        double[] atLeast = new double[openings];
        Arrays.setAll(atLeast, i -> Math.max(level, tail.openings()[i]));
        double oneIn = (exact + openings) * microsOfOne / tail.cleanMicros() / Math.max(1, supported(tail));
        double passed = TailFit.of(level, peaks, atLeast).passedByOneIn(Math.max(1, oneIn));
        return tail.withThreshold(Math.max(rule.release(), Math.min(rule.critical(), passed)));
    }

    /** By how much the budget is smaller than what the evidence supports; up to 1 where it supports it. */
    private double supported(ScoreTail tail) {
        return microsOfOne / (FURTHEST_EXTRAPOLATION * Math.max(1, tail.cleanMicros()));
    }

    private ScoreTail of(@Nullable ScoreTail before, Deviation window) {
        String belongsTo = window.getModelDigest() + "/" + window.getJudgedBy() + "/" + fingerprint;
        return before != null && before.belongsTo().equals(belongsTo) ? before : ScoreTail.none(belongsTo);
    }

    private static boolean isOpen(AlertEpisode episode) {
        return episode.course() != null
                && (episode.course().state() == AlertState.FIRING
                        || episode.course().state() == AlertState.ESCALATED);
    }
}

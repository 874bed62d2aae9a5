package org.fogbell.verdict;

import java.util.Locale;
import org.fogbell.schemas.ThresholdSource;

/**
 * What a window of one sensor is measured by, and why.
 *
 * @param robustZ a window is beyond when alert.share of its frames are further from the baseline
 * @param evidenceHours clean windows of the sensor that it follows from, or that do not suffice yet; 0 where there is no budget
 * @param supported whether these suffice for the budget
 */
record AlertThreshold(double robustZ, ThresholdSource source, double evidenceHours, boolean supported) {
    static AlertThreshold fixed(AlertRule rule) {
        return new AlertThreshold(rule.threshold(), ThresholdSource.FIXED, 0, false);
    }

    /** What a person should know of it; empty where there is no budget. */
    String told(AlertRule rule) {
        if (rule.budget() == 0) {
            return "";
        }
        boolean derived = source == ThresholdSource.BUDGET;
        String budget =
                String.format(Locale.ROOT, "%s in %s", number(rule.budget()), Durations.format(rule.budgetPeriod()));
        return String.format(
                Locale.ROOT,
                "; threshold %.2f %s, from %.1f h of clean windows%s%s",
                robustZ,
                derived ? "by the budget of " + budget + " instead of " + number(rule.threshold()) : "as stated",
                evidenceHours,
                supported ? "" : ", too few for the budget of " + budget,
                derived && robustZ >= rule.critical() ? ", held at alert.critical: the budget is not kept" : "");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}

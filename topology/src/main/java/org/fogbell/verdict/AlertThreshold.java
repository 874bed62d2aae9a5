package org.fogbell.verdict;

import org.fogbell.schemas.ThresholdSource;

/**
 * What a window of one sensor is measured by, and why.
 *
 * @param robustZ a window is beyond when alert.share of its frames are further from the baseline
 * @param evidenceHours clean windows of the sensor that it follows from, or that do not suffice yet; 0 where there is no budget
 * @param told what a person should know of it; empty where there is no budget
 */
record AlertThreshold(double robustZ, ThresholdSource source, double evidenceHours, String told) {
    static AlertThreshold fixed(AlertRule rule) {
        return new AlertThreshold(rule.threshold(), ThresholdSource.FIXED, 0, "");
    }
}

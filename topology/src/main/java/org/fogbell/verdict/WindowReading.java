package org.fogbell.verdict;

import java.util.Locale;
import org.fogbell.schemas.Deviation;

/** What one window says of its sensor: two thresholds, so that what lies between them changes nothing. */
enum WindowReading {
    BEYOND,
    BETWEEN,
    BACK;

    static WindowReading of(Deviation window, AlertRule rule) {
        if (window.getShareBeyond() >= rule.share()) {
            return BEYOND;
        }
        JudgedScore judgedBy = JudgedScore.valueOf(window.getJudgedBy().toUpperCase(Locale.ROOT));
        return judgedBy.isBeyond(window.getRobustZ(), rule.release()) ? BETWEEN : BACK;
    }

    static boolean isCritical(Deviation window, AlertRule rule) {
        return Math.abs(window.getRobustZ()) >= rule.critical()
                || Math.max(window.getBlindShare(), window.getRepeatedShare()) >= rule.share();
    }
}

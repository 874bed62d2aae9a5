package org.fogbell.verdict;

import java.util.Locale;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/** Says in one sentence, for the person on call, why an alert changed. */
final class AlertReasons {
    private AlertReasons() {}

    static String of(Deviation window, AlertState state) {
        String seen = window.getBlindShare() > 0.5
                ? String.format(
                        Locale.ROOT,
                        "the sensor sees nothing: %.0f %% of %d frames have no usable points",
                        100 * window.getBlindShare(),
                        window.getCount())
                : String.format(
                        Locale.ROOT,
                        "%s is %s times its baseline (robust z %+.1f), %.0f %% of %d frames beyond the threshold",
                        window.getJudgedBy().equals("eloss") ? "Eloss" : "the entropy profile's distance",
                        factor(window.getDeviationFactor()),
                        window.getRobustZ(),
                        100 * window.getShareBeyond(),
                        window.getCount());
        String ending = state == AlertState.RESOLVED ? "back to normal: " : "";
        String caveat = window.getModelUntrained() ? "; untrained backbone" : "";
        return ending + seen + baseline(window.getBaseline()) + caveat;
    }

    /** Of an alert that became critical while it fires. */
    static String worse(Deviation window) {
        return "now critical: " + of(window, AlertState.FIRING);
    }

    private static String factor(double factor) {
        return String.format(Locale.ROOT, factor < 0.1 ? "%.2g" : "%.2f", factor);
    }

    private static String baseline(@Nullable BaselineLevel level) {
        if (level == null) {
            return "; the sensor has no baseline yet";
        }
        return level.getSource() == BaselineSource.BUNDLE
                ? "; baseline: the bundle's calibration for this sensor type"
                : "; baseline: the sensor's own " + level.getFrames() + " normal frames";
    }
}

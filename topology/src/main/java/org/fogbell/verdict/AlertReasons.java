package org.fogbell.verdict;

import java.util.Locale;
import java.util.stream.Collectors;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/** Says in one sentence, for the person on call, why an alert changed. */
final class AlertReasons {
    private static final int MOST_OUTLYING = 3;

    private AlertReasons() {}

    static String of(Deviation window, AlertState state) {
        String seen = seen(window);
        String ending = state == AlertState.RESOLVED ? "back to normal: " : "";
        String caveat = window.getModelUntrained() ? "; untrained backbone" : "";
        String rails = state == AlertState.RESOLVED ? "" : guardRails(window);
        return ending + seen + outlying(window) + rails + baseline(window.getBaseline()) + caveat;
    }

    private static String seen(Deviation window) {
        if (window.getBlindShare() > 0.5) {
            return String.format(
                    Locale.ROOT,
                    "the sensor sees nothing: %.0f %% of %d frames have no usable points",
                    100 * window.getBlindShare(),
                    window.getCount());
        }
        if (window.getRepeatedShare() > 0.5) {
            return String.format(
                    Locale.ROOT,
                    "the sensor is frozen: %.0f %% of %d frames repeat the one before, bit for bit",
                    100 * window.getRepeatedShare(),
                    window.getCount());
        }
        return String.format(
                Locale.ROOT,
                "%s is %s times its baseline (robust z %+.1f), %.0f %% of %d frames beyond the threshold",
                score(window.getJudgedBy()),
                factor(window.getDeviationFactor()),
                window.getRobustZ(),
                100 * window.getShareBeyond(),
                window.getCount());
    }

    private static String score(String judgedBy) {
        return switch (judgedBy) {
            case "eloss" -> "Eloss";
            case "profile" -> "the entropy profile's distance";
            default -> "the deviation of the frames' features";
        };
    }

    /** The strongest few, in the units a person knows. */
    private static String outlying(Deviation window) {
        if (window.getOutlyingFeatures().isEmpty() || window.getBlindShare() > 0.5 || window.getRepeatedShare() > 0.5) {
            return "";
        }
        return window.getOutlyingFeatures().stream()
                .limit(MOST_OUTLYING)
                .map(each -> String.format(
                        Locale.ROOT,
                        "%s %s, expected %s",
                        each.getFeature(),
                        number(each.getActual()),
                        number(each.getExpected())))
                .collect(Collectors.joining("; ", ": ", ""));
    }

    /** Whether what needs no network agrees; empty where nothing was asked. */
    private static String guardRails(Deviation window) {
        int agreeing = window.getGuardRailsAgreeing().size();
        int asked = window.getGuardRailsAsked();
        boolean onlyOfEverySensor = asked <= SensorWindows.RAILS_OF_FRAMES;
        return agreeing == 0 && onlyOfEverySensor
                ? ""
                : "; " + (agreeing == 0 ? "none" : agreeing) + " of " + asked + " guard rails agree"
                        + (agreeing > 1 ? "" : "s");
    }

    private static String number(double value) {
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    /** Of an alert that became critical while it fires. */
    static String worse(Deviation window) {
        return "now critical: " + of(window, AlertState.FIRING);
    }

    /** Of an alert that holds since its sensor flaps. */
    static String flapping(FlappingRule rule) {
        String within = Durations.format(rule.within());
        return "flapping, opened " + rule.openings() + " times within " + within + " and held until it is quiet for "
                + within + ": ";
    }

    /** The live policies that decided; empty where the job's own parameters did. */
    static String policies(@Nullable AppliedPolicy policy) {
        return policy == null || policy.getPolicies().isEmpty()
                ? ""
                : "; by policy " + String.join(", ", policy.getPolicies());
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

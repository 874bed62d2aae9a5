package org.fogbell.models.simulation;

import java.util.Locale;

/**
 * What the severities 1 to 5 of a corruption mean: the parameter's name with its unit, and its value at each; one value
 * where all severities are the same.
 */
record Scale(String parameter, double... strengths) {
    Scale {
        if (strengths.length != 1 && strengths.length != Corruption.MAX_SEVERITY) {
            throw new IllegalArgumentException("a scale has 1 or 5 strengths, got " + strengths.length);
        }
    }

    double at(int severity) {
        return strengths[Math.min(severity, strengths.length) - 1];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(parameter);
        for (double strength : strengths) {
            text.append(' ').append(String.format(Locale.ROOT, "%s", strength).replaceFirst("\\.0$", ""));
        }
        return text.toString();
    }
}

package org.fogbell.verdict;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them: {@code 250ms}, {@code 10s}, {@code 1.5m}, {@code 2h}; a bare number is seconds. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h)?");

    private Durations() {}

    /** Parses; an {@link IllegalArgumentException} says what was expected. */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a duration such as 10s, 250ms or 2m, got '" + text + "'");
        }
        String unit = form.group(2) == null ? "s" : form.group(2);
        BigDecimal millis =
                switch (unit) {
                    case "ms" -> BigDecimal.ONE;
                    case "m" -> BigDecimal.valueOf(60_000);
                    case "h" -> BigDecimal.valueOf(3_600_000);
                    default -> BigDecimal.valueOf(1_000);
                };
        return Duration.ofMillis(new BigDecimal(form.group(1)).multiply(millis).longValue());
    }

    /** A whole number of the largest unit that holds it; {@link #parse} reads it back. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0 || millis == 0) {
            return millis + "ms";
        }
        if (millis % 60_000 != 0) {
            return millis / 1_000 + "s";
        }
        return millis % 3_600_000 == 0 ? millis / 3_600_000 + "h" : millis / 60_000 + "m";
    }
}

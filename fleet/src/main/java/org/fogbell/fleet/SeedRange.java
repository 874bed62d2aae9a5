package org.fogbell.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds of simulated worlds that follow each other. */
record SeedRange(int first, int last) {
    /** All views are rendered before the first image, and kept. */
    private static final int MOST = 1_000;

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,8})\\.\\.([0-9]{1,8})");

    /** @param option what errors call it */
    static SeedRange parse(String option, String text) {
        Matcher range = RANGE.matcher(text);
        int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        int last = range.matches() ? Integer.parseInt(range.group(2)) : -1;
        if (last < first || last - first >= MOST) {
            throw new IllegalArgumentException(option + ": expected the first and the last of at most " + MOST
                    + " seeds, such as 0..19, got '" + text + "'");
        }
        return new SeedRange(first, last);
    }

    int count() {
        return last - first + 1;
    }
}

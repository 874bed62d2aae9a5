package org.fogbell.verdict;

import java.time.Duration;

/** What a parameter's value must be; the error names the key, what was expected and what came. */
public final class Requirements {
    private Requirements() {}

    public static void requirePositive(Duration value, String key) {
        require(!value.isNegative() && !value.isZero(), key, Durations.format(value), "a duration above 0, as in 10s");
    }

    public static void require(boolean holds, String key, Object came, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": expected " + expected + ", got '" + came + "'");
        }
    }
}

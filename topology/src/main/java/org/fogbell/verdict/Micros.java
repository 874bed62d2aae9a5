package org.fogbell.verdict;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Microseconds since the epoch, the resolution of every time on the wire. */
public final class Micros {
    private Micros() {}

    /** Of any moment that the wire can name; {@code Instant.until} overflows three centuries away from the epoch. */
    public static long of(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The millisecond that Flink's timers and watermarks know this moment by. */
    public static long toMillis(Instant instant) {
        return instant.toEpochMilli();
    }
}

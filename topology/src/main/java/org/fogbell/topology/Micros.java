package org.fogbell.topology;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the epoch, the resolution of every time on the wire. */
final class Micros {
    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The millisecond that Flink's timers and watermarks know this moment by. */
    static long toMillis(Instant instant) {
        return instant.toEpochMilli();
    }
}

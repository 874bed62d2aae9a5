package org.fogbell.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.fogbell.verdict.Durations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The event time from which on something counts, as people say it: now, +5m, or 2026-03-01T10:00:00Z.
 *
 * @param at null where it is said from now on
 */
record EffectiveTime(@Nullable Instant at, Duration fromNow) {
    static final EffectiveTime NOW = new EffectiveTime(null, Duration.ZERO);

    /** To a microsecond, as on the wire. */
    Instant from(Instant now) {
        return (at == null ? now.plus(fromNow) : at).truncatedTo(ChronoUnit.MICROS);
    }

    /** On the command line. */
    static final class Option implements ITypeConverter<EffectiveTime> {
        @Override
        public EffectiveTime convert(String text) {
            try {
                return text.equals("now")
                        ? NOW
                        : text.startsWith("+")
                                ? new EffectiveTime(null, Durations.parse(text.substring(1)))
                                : new EffectiveTime(Instant.parse(text), Duration.ZERO);
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw new TypeConversionException(
                        "expected now, a span such as +5m or a time such as 2026-03-01T10:00:00Z, got '" + text + "'");
            }
        }
    }
}

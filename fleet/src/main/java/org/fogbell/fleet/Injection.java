package org.fogbell.fleet;

import java.time.Duration;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.verdict.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A corruption that lasts for a span of stream time, the time since the stream's first frame. Written {@code
 * KIND:SEVERITY@FROM-TO}, as {@code gaussian:5@25s-40s}; a bare number is seconds.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Injection(Corruption corruption, Duration from, Duration to) {
    private static final String FORM = "KIND:SEVERITY@FROM-TO such as gaussian:5@25s-40s";

    Injection {
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("expected a span whose end is after its beginning, got "
                    + Durations.format(from) + "-" + Durations.format(to));
        }
    }

    /** Parses; an {@link IllegalArgumentException} says what was expected and what came. */
    static Injection parse(String text) {
        int at = text.lastIndexOf('@');
        int dash = text.indexOf('-', Math.max(at, 0));
        if (at < 1 || dash < 0) {
            throw new IllegalArgumentException("expected " + FORM + ", got '" + text + "'");
        }
        try {
            return new Injection(
                    Corruption.parse(text.substring(0, at)),
                    Durations.parse(text.substring(at + 1, dash)),
                    Durations.parse(text.substring(dash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no " + FORM + ": " + e.getMessage(), e);
        }
    }

    boolean covers(Duration streamTime) {
        return streamTime.compareTo(from) >= 0 && streamTime.compareTo(to) < 0;
    }

    @Override
    public String toString() {
        return corruption + "@" + Durations.format(from) + "-" + Durations.format(to);
    }

    /** Reads {@code --inject} on the command line; picocli puts the option's name before the message. */
    static final class Option implements ITypeConverter<Injection> {
        @Override
        public Injection convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}

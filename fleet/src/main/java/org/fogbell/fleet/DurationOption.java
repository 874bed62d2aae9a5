package org.fogbell.fleet;

import java.time.Duration;
import org.fogbell.verdict.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, such as {@code 60s}, {@code 1500ms} or {@code 2m}; a bare number is seconds. */
final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}

package org.fogbell.fleet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.fogbell.models.frame.Recording;
import org.jspecify.annotations.Nullable;

/** When the clean frames that calibrate were captured, as event times in microseconds. */
final class CleanTimes {
    private static final double MICROS_A_SECOND = 1e6;

    /** No frame of one drive has anything to do with those of the drive before. */
    private static final long BETWEEN_DRIVES_MICROS = TimeUnit.HOURS.toMicros(1);

    private CleanTimes() {}

    /**
     * @param taken frames of the recording, by their numbers
     * @param rate frames a second; null: as the recording says
     * @param driveFrames frames of one drive; null: all
     * @return a time for each of them; empty where nobody knows
     */
    static long[] of(Recording recording, int[] taken, @Nullable Double rate, @Nullable Integer driveFrames) {
        if (rate != null) {
            int drive = driveFrames == null ? Integer.MAX_VALUE : driveFrames;
            return IntStream.of(taken)
                    .mapToLong(i -> Math.round(i * MICROS_A_SECOND / rate) + i / drive * BETWEEN_DRIVES_MICROS)
                    .toArray();
        }
        List<Instant> captured = recording.captureTimes();
        return captured.isEmpty()
                ? new long[0]
                : IntStream.of(taken)
                        .mapToLong(i -> ChronoUnit.MICROS.between(Instant.EPOCH, captured.get(i)))
                        .toArray();
    }
}

package org.fogbell.bench.verdict;

import java.util.Arrays;
import java.util.Map;
import org.fogbell.bench.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to judge a stream.
 *
 * @param who judges
 * @param sensors of the stream
 * @param nanos processor time a score, section by section
 * @param allocated bytes on the heap a score, section by section
 * @param bytes of serialised state a sensor, by part; empty where it was not measured
 * @param note what a reader should know; null where nothing
 */
record Cost(
        String who,
        int sensors,
        Spread nanos,
        Spread allocated,
        Map<String, Double> bytes,
        @Nullable String note) {
    /** @param sections what each has used a score */
    static Cost of(String who, int sensors, Use[] sections, Map<String, Double> bytes, @Nullable String note) {
        return new Cost(
                who,
                sensors,
                Spread.of(Arrays.stream(sections).mapToDouble(Use::nanos).toArray()),
                Spread.of(Arrays.stream(sections).mapToDouble(Use::bytes).toArray()),
                bytes,
                note);
    }

    double scoresPerSecond() {
        return 1e9 / nanos.median();
    }

    double bytesASensor() {
        return bytes.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}

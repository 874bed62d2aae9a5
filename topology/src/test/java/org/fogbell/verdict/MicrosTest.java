package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:00.000001Z, 1",
        "1969-12-31T23:59:59.999999Z, -1",
        "2026-03-01T10:00:00.123456Z, 1772359200123456",
        "+294247-01-10T04:00:54.775807Z, 9223372036854775807"
    })
    void countsMicrosecondsSinceTheEpoch(Instant instant, long micros) {
        assertThat(Micros.of(instant)).isEqualTo(micros);
        assertThat(Micros.toInstant(micros)).isEqualTo(instant);
    }

    /** A vehicle may send any number as its capture time. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 3, -9_223_372_036_854_000_000L, -5})
    void readsBackWhateverTheWireHolds(long micros) {
        assertThat(Micros.of(Micros.toInstant(micros))).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({"1999, 1", "2000, 2", "-1, -1"})
    void truncatesToTheMillisecondBefore(long micros, long millis) {
        assertThat(Micros.toMillis(Micros.toInstant(micros))).isEqualTo(millis);
    }
}

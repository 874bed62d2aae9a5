package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "250ms, 250",
        "10s, 10000",
        "60, 60000",
        "1.5m, 90000",
        "2h, 7200000",
        "0.5s, 500",
        "' 10 s ', 10000",
        "0, 0"
    })
    void readsWhatPeopleType(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "10 minutes", "1e3s", "10d", "1.s", "PT10S", "1s2s"})
    void saysWhatItExpected(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a duration such as 10s, 250ms or 2m, got '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"0, 0ms", "1, 1ms", "1500, 1500ms", "90000, 90s", "120000, 2m", "7200000, 2h", "5400000, 90m"})
    void writesTheLargestUnitThatFits(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void readsBackWhatItWrites() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 39)));
            assertThat(Durations.parse(Durations.format(duration)))
                    .as("seed %d", seed)
                    .isEqualTo(duration);
        }
    }
}

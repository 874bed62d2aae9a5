package org.fogbell.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
    @Test
    void givesEachCoreAThreadOfItsOwn() {
        EngineOptions derived = options(0, 0, 0).on("cpu", 8);
        assertThat(derived.device()).isEqualTo("cpu");
        assertThat(derived.workers()).isEqualTo(8);
        assertThat(derived.intraOpThreads()).isEqualTo(1);
        assertThat(derived.batchFrames()).isEqualTo(1);
    }

    @Test
    void dividesTheCoresAmongFewerWorkers() {
        assertThat(options(2, 0, 0).on("cpu", 8).intraOpThreads()).isEqualTo(4);
        assertThat(options(3, 0, 0).on("cpu", 8).intraOpThreads()).isEqualTo(2);
        assertThat(options(16, 0, 0).on("cpu", 8).intraOpThreads()).isEqualTo(1);
    }

    @Test
    void feedsAGpuWithBatchesFromAFewThreads() {
        EngineOptions derived = options(0, 0, 0).on("gpu:1", 16);
        assertThat(derived.device()).isEqualTo("gpu:1");
        assertThat(derived.workers()).isEqualTo(4);
        assertThat(derived.intraOpThreads()).isEqualTo(1);
        assertThat(derived.batchFrames()).isEqualTo(8);
        assertThat(options(0, 0, 0).on("gpu:0", 2).workers()).isEqualTo(2);
    }

    @Test
    void keepsWhatWasAskedFor() {
        EngineOptions asked = options(3, 2, 5);
        assertThat(asked.on("cpu", 8))
                .isEqualTo(
                        new EngineOptions("cpu", 3, 2, 5, 1_000, Duration.ofMillis(5), 2_000, Duration.ofMinutes(1)));
        assertThat(asked.on("gpu:0", 8).workers()).isEqualTo(3);
    }

    @Test
    void refusesNegativeCounts() {
        assertThatThrownBy(() -> options(-1, 0, 0)).hasMessageContaining("-1 workers");
    }

    private static EngineOptions options(int workers, int intraOpThreads, int batchFrames) {
        return new EngineOptions(
                "auto",
                workers,
                intraOpThreads,
                batchFrames,
                1_000,
                Duration.ofMillis(5),
                2_000,
                Duration.ofMinutes(1));
    }
}

package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.fogbell.bench.ProcessorTime.Part;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void comparesRoundByRoundAndJudgesByTheMedian() {
        Summary summary = Summary.of(List.of(round(100, 98, 20, 20), round(50, 30, 20, 20), round(80, 76, 20, 20)), 2);
        assertThat(summary.ratio()).isEqualTo(new Spread(0.6, 0.95, 0.98));
        assertThat(summary.bare()).isEqualTo(new Spread(50, 80, 100));
        assertThat(summary.meetsTarget()).isTrue();
        assertThat(Summary.of(List.of(round(100, 80, 20, 20)), 2).meetsTarget()).isFalse();
    }

    @Test
    void perceptionSharesTheProcessorWithAllElseButTheCompiler() {
        Summary summary = Summary.of(List.of(round(100, 80, 20, 20)), 2);
        // For a frame the job spends 20 ms on perception, 5 ms on Flink and 40 ms on compilation.
        assertThat(summary.perceptionShare().median()).isCloseTo(0.8, within(1e-12));
        assertThat(summary.jobMillis()).containsEntry(Part.FLINK, 5.0).containsEntry(Part.COMPILER, 40.0);
    }

    @Test
    void namesTheProcessorThePredictorsOrNeitherAsTheLimit() {
        assertThat(Summary.of(List.of(round(100, 80, 20, 20)), 2).limit()).startsWith("the processor");
        assertThat(Summary.of(List.of(round(100, 49, 20, 20)), 4).limit()).startsWith("neither");
        assertThat(Summary.of(List.of(round(100, 98, 20, 20)), 4).limit()).startsWith("the predictors");
    }

    /** Two predictors; frames/s of both, and processor milliseconds per frame of perception in both. */
    private static Round round(double bareRate, double jobRate, double bareMillis, double perceptionMillis) {
        Measurement bare =
                new Measurement(bareRate, bareRate * bareMillis / 1_000, Map.of(Part.PERCEPTION, bareMillis));
        Measurement job = new Measurement(
                jobRate,
                jobRate * (perceptionMillis + 5) / 1_000,
                Map.of(Part.PERCEPTION, perceptionMillis, Part.FLINK, 5.0, Part.COMPILER, 40.0));
        return new Round(1, 2, bare, job);
    }
}

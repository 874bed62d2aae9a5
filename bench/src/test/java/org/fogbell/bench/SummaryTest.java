package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void comparesRoundByRoundAndJudgesByTheMedian() {
        Summary summary = Summary.of(
                List.of(round(100, 95, 20, 20), round(50, 30, 20, 20), round(80, 74, 20, 20)), 2);
        assertThat(summary.ratio()).isEqualTo(new Spread(0.6, 0.925, 0.95));
        assertThat(summary.bare()).isEqualTo(new Spread(50, 80, 100));
        assertThat(summary.meetsTarget()).isTrue();
        assertThat(Summary.of(List.of(round(100, 80, 20, 20)), 2).meetsTarget()).isFalse();
    }

    @Test
    void processorTimeCountsEverythingThatTheJobDoesForAFrame() {
        Summary summary = Summary.of(List.of(round(100, 80, 20, 20)), 2);
        // The job spends 20 ms on perception and 5 ms on the rest of a frame.
        assertThat(summary.processorRatio().median()).isCloseTo(0.8, within(1e-12));
        assertThat(summary.jobMillis()).containsEntry(ProcessorTime.Part.FLINK, 5.0);
    }

    @Test
    void namesTheProcessorThePredictorsOrNeitherAsTheLimit() {
        assertThat(Summary.of(List.of(round(100, 80, 20, 20)), 2).limit()).startsWith("the processor");
        assertThat(Summary.of(List.of(round(100, 49, 20, 20)), 4).limit()).startsWith("neither");
        assertThat(Summary.of(List.of(round(100, 98, 20, 20)), 4).limit()).startsWith("the predictors");
    }

    /** Two predictors; frames/s of both, and processor milliseconds per frame of perception in both. */
    private static Round round(double bareRate, double jobRate, double bareMillis, double perceptionMillis) {
        Measurement bare = new Measurement(
                bareRate, bareRate * bareMillis / 1_000, Map.of(ProcessorTime.Part.PERCEPTION, bareMillis));
        Measurement job = new Measurement(
                jobRate,
                jobRate * (perceptionMillis + 5) / 1_000,
                Map.of(ProcessorTime.Part.PERCEPTION, perceptionMillis, ProcessorTime.Part.FLINK, 5.0));
        return new Round(1, 2, bare, job);
    }
}

package org.fogbell.topology;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.FrameScore;

/** Stage "outcome": splits what perception gave into scores and, on the side output, dead letters. */
final class OutcomeFunction extends ProcessFunction<FrameOutcome, FrameScore> {
    @Override
    public void processElement(FrameOutcome outcome, Context context, Collector<FrameScore> out) {
        if (outcome.score() != null) {
            out.collect(outcome.score());
        }
        if (outcome.failure() != null) {
            context.output(Streams.DEAD_LETTERS, outcome.failure());
        }
    }
}

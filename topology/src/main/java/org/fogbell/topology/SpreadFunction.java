package org.fogbell.topology;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns a value into those that the next stages' keys are to hear, without state. */
final class SpreadFunction<I, O> extends ProcessFunction<I, O> {
    private final Spread<I, O> spread;

    SpreadFunction(Spread<I, O> spread) {
        this.spread = spread;
    }

    /** What becomes of a value. */
    @FunctionalInterface
    interface Spread<I, O> extends Serializable {
        /** @param whileTimeStood whether it came of a heartbeat, and so has no timestamp */
        List<O> of(I value, boolean whileTimeStood);
    }

    @Override
    public void processElement(I value, Context context, Collector<O> out) {
        spread.of(value, context.timestamp() == null).forEach(out::collect);
    }
}

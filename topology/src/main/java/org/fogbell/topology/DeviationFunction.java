package org.fogbell.topology;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.ShiftEvidence;
import org.fogbell.verdict.ShiftRule;
import org.fogbell.verdict.WindowRule;
import org.fogbell.verdict.WindowStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Stage "deviation": closes a window of one sensor's scores with its statistics, and carries the evidence of a small lasting
 * shift from window to window. That is kept while windows of the sensor close one after the other, and no longer.
 */
final class DeviationFunction extends ProcessWindowFunction<WindowStatistics, Deviation, SensorKey, TimeWindow> {
    private static final ValueStateDescriptor<ShiftEvidence> EVIDENCE =
            new ValueStateDescriptor<>("evidence", TypeInformation.of(ShiftEvidence.class));

    private final WindowRule windows;
    private final ShiftRule shift;

    DeviationFunction(JobParameters parameters) {
        this.windows = parameters.window();
        this.shift = parameters.shift();
    }

    @Override
    public void process(SensorKey key, Context context, Iterable<WindowStatistics> closed, Collector<Deviation> out)
            throws Exception {
        ValueState<ShiftEvidence> kept = context.globalState().getState(EVIDENCE);
        long start = context.window().getStart();
        long end = context.window().getEnd();
        for (WindowStatistics window : closed) {
            @Nullable ShiftEvidence evidence = window.evidence(kept.value(), start, end, windows, shift);
            if (evidence == null) {
                kept.clear();
            } else {
                kept.update(evidence);
            }
            Deviation deviation = window.deviation(start, end, evidence);
            if (deviation != null) {
                out.collect(deviation);
            }
        }
    }

    /** Adds frames to a window as they come. */
    static final class Accumulate implements AggregateFunction<FrameScore, WindowStatistics, WindowStatistics> {
        private final double threshold;

        Accumulate(double threshold) {
            this.threshold = threshold;
        }

        @Override
        public WindowStatistics createAccumulator() {
            return new WindowStatistics();
        }

        @Override
        public WindowStatistics add(FrameScore score, WindowStatistics window) {
            return window.add(score, threshold);
        }

        @Override
        public WindowStatistics getResult(WindowStatistics window) {
            return window;
        }

        @Override
        public WindowStatistics merge(WindowStatistics one, WindowStatistics other) {
            throw new UnsupportedOperationException("sliding windows are never merged; expected no session windows");
        }
    }
}

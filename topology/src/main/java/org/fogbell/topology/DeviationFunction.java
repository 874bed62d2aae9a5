package org.fogbell.topology;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.WindowStatistics;

/** Stage "deviation": closes a window of one sensor's scores with its statistics. */
final class DeviationFunction extends ProcessWindowFunction<WindowStatistics, Deviation, SensorKey, TimeWindow> {
    @Override
    public void process(SensorKey key, Context context, Iterable<WindowStatistics> windows, Collector<Deviation> out) {
        for (WindowStatistics window : windows) {
            Deviation deviation = window.deviation(
                    context.window().getStart(), context.window().getEnd());
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

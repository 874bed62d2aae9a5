package org.fogbell.topology;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.SensorWindows;
import org.jspecify.annotations.Nullable;

/**
 * Stage "deviation": closes a window of one sensor's scores with its statistics, when a frame of the sensor or the watermark is
 * past its end. A sensor with open windows has one timer.
 */
final class DeviationFunction extends KeyedProcessFunction<SensorKey, FrameScore, Deviation> {
    private final LiveRules rules;
    private transient ValueState<SensorWindows> windows;

    @SuppressWarnings("NullAway.Init")
    DeviationFunction(JobParameters parameters) {
        this.rules = parameters.liveRules();
    }

    @Override
    public void open(OpenContext context) {
        windows = getRuntimeContext().getState(new ValueStateDescriptor<>("windows", new SensorWindowsSerializer()));
    }

    @Override
    public void processElement(FrameScore score, Context context, Collector<Deviation> out) throws Exception {
        @Nullable SensorWindows before = windows.value();
        SensorWindows open = before == null ? new SensorWindows() : before;
        open.add(score, rules, out::collect);
        windows.update(open);
        if (before == null) {
            lookAtTheNextEnd(open, context.timerService());
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Deviation> out) throws Exception {
        @Nullable SensorWindows open = windows.value();
        if (open != null) {
            open.closeUpTo(time + 1, rules, out::collect);
        }
        if (open == null || open.isEmpty()) {
            windows.clear();
        } else {
            windows.update(open);
            lookAtTheNextEnd(open, context.timerService());
        }
    }

    private static void lookAtTheNextEnd(SensorWindows open, TimerService timers) {
        timers.registerEventTimeTimer(open.nextEndMillis - 1);
    }
}

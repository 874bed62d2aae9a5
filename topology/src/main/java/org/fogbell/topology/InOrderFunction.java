package org.fogbell.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.verdict.MomentJudge;
import org.jspecify.annotations.Nullable;

/**
 * A stage behind the alerts: keeps what comes until the watermark has passed its moment, then lets a {@link MomentJudge}
 * decide. What came of a heartbeat has no timestamp, since event time stands still: it waits for a second by the wall's
 * clock instead, so that what comes together is decided together.
 */
final class InOrderFunction<K, I, S, O> extends KeyedProcessFunction<K, I, O> {
    private static final long TOGETHER_MILLIS = Duration.ofSeconds(1).toMillis();

    private final MomentJudge<I, S, O> judge;
    private final TypeInformation<I> inputType;
    private final TypeInformation<S> stateType;
    private transient MapState<Long, List<I>> waiting;
    private transient ValueState<S> state;
    private transient ValueState<Long> lookAt;

    @SuppressWarnings("NullAway.Init")
    InOrderFunction(MomentJudge<I, S, O> judge, Class<I> inputType, Class<S> stateType) {
        this.judge = judge;
        this.inputType = TypeInformation.of(inputType);
        this.stateType = TypeInformation.of(stateType);
    }

    @Override
    public void open(OpenContext context) {
        waiting =
                getRuntimeContext().getMapState(new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(inputType)));
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("state", stateType));
        lookAt = getRuntimeContext().getState(new ValueStateDescriptor<>("look-at", Types.LONG));
    }

    @Override
    public void processElement(I input, Context context, Collector<O> out) throws Exception {
        TimerService timers = context.timerService();
        long due = Math.max(judge.millisOf(input), timers.currentWatermark() + 1);
        @Nullable List<I> sameMoment = waiting.get(due);
        List<I> joined = sameMoment == null ? new ArrayList<>() : new ArrayList<>(sameMoment);
        joined.add(input);
        waiting.put(due, joined);
        timers.registerEventTimeTimer(due);
        if (context.timestamp() == null) {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + TOGETHER_MILLIS);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<O> out) throws Exception {
        TimerService timers = context.timerService();
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            TreeSet<Long> moments = new TreeSet<>();
            waiting.keys().forEach(moments::add);
            for (long moment : moments) {
                decide(moment, timers, out);
            }
        } else if (waiting.contains(time)) {
            decide(time, timers, out);
        } else if (isLook(time) && timers.currentWatermark() != Long.MAX_VALUE) {
            // At the end of all input nothing more is concluded from what did not come.
            decide(time, timers, out);
        }
    }

    private boolean isLook(long time) throws Exception {
        @Nullable Long set = lookAt.value();
        return set != null && set == time;
    }

    private void decide(long moment, TimerService timers, Collector<O> out) throws Exception {
        @Nullable List<I> came = waiting.get(moment);
        waiting.remove(moment);
        MomentJudge.Outcome<S, O> outcome = judge.at(moment, state.value(), came == null ? List.of() : came);
        @Nullable Long before = lookAt.value();
        if (before != null && before != outcome.lookAtMillis() && !waiting.contains(before)) {
            timers.deleteEventTimeTimer(before);
        }
        if (outcome.state() == null) {
            state.clear();
        } else {
            state.update(outcome.state());
        }
        if (outcome.lookAtMillis() == MomentJudge.NEVER) {
            lookAt.clear();
        } else {
            lookAt.update(outcome.lookAtMillis());
            timers.registerEventTimeTimer(outcome.lookAtMillis());
        }
        outcome.output().forEach(out::collect);
    }
}

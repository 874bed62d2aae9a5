package org.fogbell.topology;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.verdict.AlertEpisode;
import org.fogbell.verdict.AlertLifecycle;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.ScoreTail;
import org.jspecify.annotations.Nullable;

/**
 * Stage "alert": follows a sensor's windows and publishes what becomes of its alert. An alert that is open is remembered until it
 * resolves, however long its sensor is away.
 */
final class AlertFunction extends KeyedProcessFunction<SensorKey, Deviation, Alert> {
    private final LiveRules rules;
    private final StateRule state;
    private transient ValueState<AlertEpisode> episode;
    private transient ValueState<ScoreTail> tail;
    private transient Retention retention;

    @SuppressWarnings("NullAway.Init")
    AlertFunction(JobParameters parameters) {
        this.rules = parameters.liveRules();
        this.state = parameters.state();
    }

    @Override
    public void open(OpenContext context) {
        episode = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("episode", TypeInformation.of(AlertEpisode.class)));
        tail = getRuntimeContext().getState(new ValueStateDescriptor<>("tail", TypeInformation.of(ScoreTail.class)));
        retention = new Retention(getRuntimeContext(), state);
    }

    @Override
    public void processElement(Deviation window, Context context, Collector<Alert> out) throws Exception {
        long end = Micros.toMillis(window.getWindowEnd());
        boolean anew = retention.isOver(end);
        @Nullable AlertEpisode before = episode.value();
        if (before != null && !before.mustStay() && anew) {
            before = null;
        }
        AlertLifecycle.Step step = rules.lifecycle(window.getPolicy()).step(before, anew ? null : tail.value(), window);
        boolean quiet = step.episode().equals(AlertEpisode.QUIET);
        episode.update(quiet ? null : step.episode());
        tail.update(step.tail());
        if (quiet && step.tail() == null) {
            retention.forget(context.timerService());
        } else {
            retention.saw(end, context.timerService());
        }
        step.alerts().forEach(out::collect);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
        if (!retention.isGone(time, context.timerService())) {
            return;
        }
        tail.clear();
        @Nullable AlertEpisode last = episode.value();
        if (last != null && !last.mustStay()) {
            episode.clear();
        }
    }
}

package org.fogbell.topology;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;

/** Stage "alert": follows a sensor's windows and publishes each opening and each resolution. */
final class AlertFunction extends KeyedProcessFunction<SensorKey, Deviation, Alert> {
    private final JobParameters.AlertRule rule;
    private transient AlertLifecycle lifecycle;
    private transient ValueState<AlertEpisode> episode;

    @SuppressWarnings("NullAway.Init")
    AlertFunction(JobParameters.AlertRule rule) {
        this.rule = rule;
    }

    @Override
    public void open(OpenContext context) {
        lifecycle = new AlertLifecycle(rule);
        episode = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("episode", TypeInformation.of(AlertEpisode.class)));
    }

    @Override
    public void processElement(Deviation window, Context context, Collector<Alert> out) throws Exception {
        AlertLifecycle.Step step = lifecycle.step(episode.value(), window);
        if (step.episode().equals(AlertEpisode.QUIET)) {
            episode.clear();
        } else {
            episode.update(step.episode());
        }
        if (step.alert() != null) {
            out.collect(step.alert());
        }
    }
}

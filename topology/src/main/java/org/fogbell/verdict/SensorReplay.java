package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.jspecify.annotations.Nullable;

/**
 * One sensor's recorded scores through everything that decides: baseline, windows and alert, as the job's stages call them, but
 * as fast as they come. Scores come in the order of event time, without duplicates.
 */
public final class SensorReplay {
    private final BaselineJudge judge;
    private final AlertLifecycle lifecycle;
    private final AlertRules rules;
    private final long sizeMillis;
    private final long slideMillis;
    private final TreeMap<Long, WindowStatistics> windows = new TreeMap<>();
    private @Nullable JudgedSensor sensor;
    private @Nullable ShiftEvidence evidence;
    private @Nullable AlertEpisode episode;

    public SensorReplay(BaselineRule baseline, AlertRules rules, BaselineJudge.FeatureCalibrations calibrations) {
        this.judge = new BaselineJudge(baseline, rules.alert().threshold(), calibrations);
        this.lifecycle = new AlertLifecycle(rules);
        this.rules = rules;
        this.sizeMillis = rules.window().size().toMillis();
        this.slideMillis = rules.window().slide().toMillis();
    }

    /** What one more score led to: itself, judged, and the alerts of the windows that its time closed before it. */
    public record Seen(FrameScore score, List<Alert> alerts) {}

    public Seen see(FrameScore score) {
        long at = Micros.toMillis(score.getEventTime());
        List<Alert> alerts = close(at);
        BaselineJudge.Verdict verdict = judge.judge(sensor, score);
        sensor = verdict.sensor();
        long last = at - Math.floorMod(at, slideMillis);
        for (long start = last; start > at - sizeMillis; start -= slideMillis) {
            windows.computeIfAbsent(start, none -> new WindowStatistics())
                    .add(verdict.score(), rules.alert().threshold());
        }
        return new Seen(verdict.score(), alerts);
    }

    /** The alerts of the windows that are still open, as at the end of all input. */
    public List<Alert> end() {
        return close(Long.MAX_VALUE);
    }

    private List<Alert> close(long watermark) {
        List<Alert> alerts = new ArrayList<>();
        while (!windows.isEmpty() && windows.firstKey() <= watermark - sizeMillis) {
            Map.Entry<Long, WindowStatistics> first = windows.pollFirstEntry();
            long start = first.getKey();
            long end = start + sizeMillis;
            evidence = first.getValue().evidence(evidence, start, end, rules.window(), rules.shift());
            @Nullable Deviation window = first.getValue().deviation(start, end, evidence);
            if (window != null) {
                AlertLifecycle.Step step = lifecycle.step(episode, window);
                episode = step.episode();
                alerts.addAll(step.alerts());
            }
        }
        return alerts;
    }
}

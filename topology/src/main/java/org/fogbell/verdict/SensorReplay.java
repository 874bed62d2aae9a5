package org.fogbell.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * One sensor's recorded scores, led once more through baseline, windows and alert, without Flink: what the job's stages call
 * is called here, in the order in which they call it. Scores of frames that came late take no part, as in the job, nor do
 * those that a topic holds twice, as after a restart of a job that publishes at least once. One thread.
 */
public final class SensorReplay {
    private final LiveRules rules;
    private final PolicyBook policies;
    private final BaselineJudge.FeatureCalibrations calibrations;
    private final long keptMillis;
    private final FeatureDeviation deviation;
    private final SensorWindows open = new SensorWindows();
    private final List<Deviation> windows = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private RecentFrames recent = RecentFrames.NONE;
    private @Nullable JudgedSensor sensor;
    private @Nullable AlertEpisode episode;
    private @Nullable ScoreTail tail;
    private long lastFrameMillis = Long.MAX_VALUE;
    private long lastWindowMillis = Long.MAX_VALUE;

    /** By the same rules at all times. */
    public SensorReplay(
            BaselineRule baselineRule,
            AlertRules rules,
            BaselineJudge.FeatureCalibrations calibrations,
            Duration retention) {
        this(new LiveRules(none -> new SensorRules(baselineRule, rules)), new PolicyBook(), calibrations, retention);
    }

    /**
     * @param policies live policies and orders, instead of those that the recorded scores were judged by
     * @param calibrations what the bundle says of clean frames
     * @param retention after which a sensor that was away starts anew
     */
    public SensorReplay(
            LiveRules rules, PolicyBook policies, BaselineJudge.FeatureCalibrations calibrations, Duration retention) {
        this(rules, policies, calibrations, retention.toMillis(), FeatureDeviation.FURTHEST);
    }

    private SensorReplay(
            LiveRules rules,
            PolicyBook policies,
            BaselineJudge.FeatureCalibrations calibrations,
            long keptMillis,
            FeatureDeviation deviation) {
        this.rules = rules;
        this.policies = policies;
        this.calibrations = calibrations;
        this.keptMillis = keptMillis;
        this.deviation = deviation;
    }

    /** The same rules for another sensor. */
    public SensorReplay another() {
        return judgingBy(deviation);
    }

    /** The same rules for another sensor, with this for the size of a frame's deviation. */
    public SensorReplay judgingBy(FeatureDeviation other) {
        return new SensorReplay(rules, policies, calibrations, keptMillis, other);
    }

    /** The next score, in {@link ScoreOrder}. */
    public void see(FrameScore recorded) {
        if (recorded.getStanding() == ScoreStanding.LATE || recent.contains(recorded)) {
            return;
        }
        recent = recent.with(recorded);
        long millis = Micros.toMillis(recorded.getEventTime());
        if (isOver(millis, lastFrameMillis)) {
            sensor = null;
        }
        lastFrameMillis = millis;
        FrameScore stamped = policies.stamp(recorded);
        SensorRules inForce = rules.of(stamped.getPolicy());
        BaselineJudge.Verdict verdict = new BaselineJudge(inForce, calibrations, deviation).judge(sensor, stamped);
        sensor = verdict.sensor();
        open.add(verdict.score(), rules, this::close);
    }

    /** Closes the windows that are open: no further score comes. */
    public void end() {
        open.closeUpTo(Long.MAX_VALUE, rules, this::close);
    }

    /** The windows that closed, in the order of their ends. */
    public List<Deviation> windows() {
        return windows;
    }

    /** What was published, in order. */
    public List<Alert> alerts() {
        return alerts;
    }

    private void close(Deviation window) {
        long endMillis = Micros.toMillis(window.getWindowEnd());
        windows.add(window);
        if (isOver(endMillis, lastWindowMillis)) {
            tail = null;
            episode = episode != null && episode.mustStay() ? episode : null;
        }
        lastWindowMillis = endMillis;
        AlertLifecycle.Step step = rules.lifecycle(window.getPolicy()).step(episode, tail, window);
        episode = step.episode();
        tail = step.tail();
        alerts.addAll(step.alerts());
    }

    /** The greatest number there is stands for a sensor that was never there. */
    private boolean isOver(long millis, long lastMillis) {
        return lastMillis != Long.MAX_VALUE && millis > lastMillis + keptMillis;
    }
}

package org.fogbell.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a sensor's windows, one after the other, what its alert goes through: PENDING from the first window beyond;
 * FIRING when n of the last m windows are beyond, counted in event time, so that a gap ages what came before it, and have
 * been for long enough; ESCALATED when a firing one becomes critical; RESOLVED when m windows in a row are back, counted as
 * they are seen: a window without frames is not seen here at all, so data that vanishes resolves nothing. A window that is
 * neither beyond nor back leaves things as they are. {@link AlertNotices} decides what of it is published.
 */
public final class AlertLifecycle {
    private final AlertRules rules;
    private final AlertRule rule;
    private final FlappingRule flapping;
    private final AlertNotices notices;
    private final AlertBudget budget;
    private final long memoryMicros;

    public AlertLifecycle(AlertRules rules) {
        this.rules = rules;
        this.rule = rules.alert();
        this.flapping = rules.flapping();
        this.notices = new AlertNotices(rules);
        this.budget = new AlertBudget(rules);
        this.memoryMicros = micros(rules.window().slide().multipliedBy(rule.ofWindows()));
    }

    /**
     * A sensor's episode after a window, how far its clean windows lie out, and what to publish, in this order; mostly nothing.
     *
     * @param tail null where there is no budget
     */
    public record Step(AlertEpisode episode, @Nullable ScoreTail tail, List<Alert> alerts) {}

    /** Of a sensor without a budget, or of whose clean windows nothing is known. */
    public Step step(@Nullable AlertEpisode before, Deviation window) {
        return step(before, null, window);
    }

    public Step step(@Nullable AlertEpisode before, @Nullable ScoreTail tail, Deviation window) {
        AlertEpisode episode = before == null ? AlertEpisode.QUIET : before;
        if (window.getCount() < rule.minFrames()) {
            return new Step(episode, tail, List.of());
        }
        AlertThreshold threshold = budget.threshold(tail, window);
        long end = Micros.of(window.getWindowEnd());
        List<Alert> alerts = new ArrayList<>();
        AlertEpisode known =
                notices.settle(episode.openedAfter(end - micros(flapping.within())), window, threshold, alerts);
        WindowReading reading = WindowReading.of(window, rules, threshold);
        AlertEpisode.@Nullable Course course = known.course();
        AlertEpisode next = course != null && course.isOpen()
                ? follow(known, course, reading, window, threshold)
                : watch(known, course, reading, window, threshold, alerts);
        AlertEpisode after = notices.publish(next, window, threshold, alerts);
        return new Step(after, budget.after(tail, before, after, window), alerts);
    }

    private AlertEpisode watch(
            AlertEpisode known,
            AlertEpisode.@Nullable Course course,
            WindowReading reading,
            Deviation window,
            AlertThreshold threshold,
            List<Alert> alerts) {
        long end = Micros.of(window.getWindowEnd());
        AlertEpisode.@Nullable Course pending = course == null ? null : course.since(end - memoryMicros);
        if (pending != null && pending.recent().isEmpty()) {
            notices.passed(pending, window, threshold, alerts);
            pending = null;
        }
        if (reading != WindowReading.BEYOND) {
            boolean fewer = pending != null && pending.recent().size() < rule.windows();
            return known.with(pending != null && fewer ? pending.startsAnew() : pending);
        }
        AlertEpisode.Beyond beyond = WindowReading.beyond(window, rules, threshold);
        AlertEpisode.Course gathered = pending == null
                ? AlertEpisode.Course.pending(beyond, rule.windows())
                : pending.gathers(beyond, rule.windows());
        return isDue(gathered) ? open(known, gathered, end) : known.with(gathered);
    }

    /** Whether n of m windows are beyond, and have been for long enough. */
    private boolean isDue(AlertEpisode.Course pending) {
        return pending.sinceMicros() != AlertEpisode.NEVER
                && pending.lastBeyondMicros() - pending.sinceMicros() >= micros(rule.minDuration());
    }

    private AlertEpisode open(AlertEpisode known, AlertEpisode.Course due, long end) {
        if (flapping.openings() == 0) {
            return known.with(due.opens(false));
        }
        return known.opened(end, due.opens(known.openings().size() + 1 >= flapping.openings()));
    }

    private AlertEpisode follow(
            AlertEpisode known,
            AlertEpisode.Course open,
            WindowReading reading,
            Deviation window,
            AlertThreshold threshold) {
        return known.with(
                switch (reading) {
                    case BEYOND -> open.fires(WindowReading.beyond(window, rules, threshold));
                    case BETWEEN -> open.back(0);
                    case BACK -> cameBack(open.back(open.back() + 1), Micros.of(window.getWindowEnd()));
                });
    }

    private AlertEpisode.Course cameBack(AlertEpisode.Course open, long end) {
        long held = micros(rule.keepFiring());
        long atLeast = open.flapping() ? Math.max(held, micros(flapping.within())) : held;
        boolean over = open.back() >= rule.ofWindows() && end - open.lastWindowMicros() >= atLeast;
        return over ? open.is(AlertState.RESOLVED) : open;
    }

    static long micros(Duration duration) {
        return TimeUnit.MILLISECONDS.toMicros(duration.toMillis());
    }
}

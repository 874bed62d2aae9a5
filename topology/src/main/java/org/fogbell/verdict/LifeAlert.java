package org.fogbell.verdict;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fogbell.schemas.AlertState;

/**
 * The alerts of one kind that tell of one sensor's life, its SILENCE or its CLOCK: the one that is open, and when those before it opened.
 * The one that is the {@code flapping.openings}-th to open within {@code flapping.within} holds until what it is about has not been for
 * as long; what would have opened meanwhile is part of it. A value.
 *
 * @param openings when alerts opened lately, oldest first, in microseconds of event time
 * @param startedMicros event time at which what the open one is about began; {@link AlertEpisode#NEVER} where none is open
 * @param flapping whether the open one holds
 * @param transition number of its latest record
 * @param toldMicros when that was published, or left out as it was not to be
 * @param noticedMicros when it was noticed that what it is about lasts; no meaning where it does not
 * @param calmSinceMicros when what it is about was over, while it holds all the same; {@link AlertEpisode#NEVER} while it lasts
 */
public record LifeAlert(
        List<Long> openings,
        long startedMicros,
        boolean flapping,
        long transition,
        long toldMicros,
        long noticedMicros,
        long calmSinceMicros) {
    static final LifeAlert NONE = new LifeAlert(
            List.of(), AlertEpisode.NEVER, false, 0, AlertEpisode.NEVER, AlertEpisode.NEVER, AlertEpisode.NEVER);

    /**
     * What is published of it.
     *
     * @param decidedMicros event time
     * @param endedMicros event time; {@link AlertEpisode#NEVER} while it is open
     */
    record Notice(
            AlertState state,
            long startedMicros,
            long transition,
            boolean reminder,
            boolean flapping,
            long decidedMicros,
            long endedMicros) {}

    boolean isOpen() {
        return startedMicros != AlertEpisode.NEVER;
    }

    /** Whether what the open one is about goes on. */
    boolean lasts() {
        return isOpen() && calmSinceMicros == AlertEpisode.NEVER;
    }

    /** What it is about began then, which is noticed now: another alert opens, unless one holds. */
    LifeAlert begins(long startMicros, long now, FlappingRule rule, Consumer<Notice> out) {
        if (isOpen()) {
            return new LifeAlert(openings, startedMicros, flapping, transition, toldMicros, now, AlertEpisode.NEVER);
        }
        List<Long> counted = rule.openings() == 0
                ? List.of()
                : Stream.concat(lately(now, rule).stream(), Stream.of(now)).toList();
        boolean flaps = rule.openings() > 0 && counted.size() >= rule.openings();
        LifeAlert opened = new LifeAlert(counted, startMicros, flaps, 0, now, now, AlertEpisode.NEVER);
        out.accept(opened.notice(AlertState.FIRING, false, now, AlertEpisode.NEVER));
        return opened;
    }

    /** What it is about is over. */
    LifeAlert ends(long now, FlappingRule rule, Consumer<Notice> out) {
        return flapping
                ? new LifeAlert(openings, startedMicros, true, transition, toldMicros, noticedMicros, now)
                : resolves(now, now, rule, out);
    }

    /** What it is about is still over: it resolves, if it held for as long as it has to. */
    LifeAlert staysCalm(long now, FlappingRule rule, Consumer<Notice> out) {
        boolean held = isOpen() && !lasts();
        return held && now - calmSinceMicros >= AlertLifecycle.micros(rule.within())
                ? resolves(now, calmSinceMicros, rule, out)
                : this;
    }

    /** It is closed now, whatever it is about. */
    LifeAlert resolves(long now, long endMicros, FlappingRule rule, Consumer<Notice> out) {
        out.accept(next(now).notice(AlertState.RESOLVED, false, now, endMicros));
        return new LifeAlert(
                lately(now, rule),
                AlertEpisode.NEVER,
                false,
                0,
                AlertEpisode.NEVER,
                AlertEpisode.NEVER,
                AlertEpisode.NEVER);
    }

    /**
     * When it is due to be published again; the greatest number there is where it never is. One that holds says so once, whatever reminders
     * there are, when what it is about has lasted for as long as it would have to be calm: that is no flapping any more.
     */
    long remindMicros(AlertRules rules) {
        long every = AlertLifecycle.micros(rules.alert().renotify());
        long again = every > 0 ? toldMicros + every : Long.MAX_VALUE;
        if (lasts()) {
            long stays = noticedMicros + AlertLifecycle.micros(rules.flapping().within());
            return Math.max(noticedMicros, flapping && toldMicros < stays ? Math.min(again, stays) : again);
        }
        return isOpen() ? again : Long.MAX_VALUE;
    }

    /** It is published again. */
    LifeAlert reminds(long now, Consumer<Notice> out) {
        LifeAlert reminded = next(now);
        out.accept(reminded.notice(AlertState.FIRING, true, now, AlertEpisode.NEVER));
        return reminded;
    }

    /** It would be published again, and is not to be. */
    LifeAlert staysUntold(long now) {
        return new LifeAlert(openings, startedMicros, flapping, transition, now, noticedMicros, calmSinceMicros);
    }

    private LifeAlert next(long now) {
        return new LifeAlert(openings, startedMicros, flapping, transition + 1, now, noticedMicros, calmSinceMicros);
    }

    private List<Long> lately(long now, FlappingRule rule) {
        long since = now - AlertLifecycle.micros(rule.within());
        return openings.stream().filter(opening -> opening > since).toList();
    }

    private Notice notice(AlertState state, boolean reminder, long now, long endMicros) {
        return new Notice(state, startedMicros, transition, reminder, flapping, now, endMicros);
    }
}

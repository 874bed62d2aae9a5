package org.fogbell.verdict;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one key, moment by moment in event time. All that is known of a moment comes at once, in any order: what is
 * decided must not depend on it. A moment may lie before an earlier one after a restart; then it is decided all the same.
 *
 * @param <I> what comes in
 * @param <S> what is remembered between moments; a value
 * @param <O> what comes out
 */
public interface MomentJudge<I, S, O> extends Serializable {
    /** Where there is nothing to look at again. */
    long NEVER = Long.MAX_VALUE;

    /**
     * What a moment leads to.
     *
     * @param state null where nothing needs to be remembered
     * @param lookAtMillis the moment at which to decide again though nothing may have come; {@link #NEVER} where none is
     */
    record Outcome<S, O>(@Nullable S state, List<O> output, long lookAtMillis) {}

    /** The moment that an input belongs to, in milliseconds since the epoch. */
    long millisOf(I input);

    /**
     * Decides.
     *
     * @param inputs everything that came of this moment; empty where it is one to look at again
     */
    Outcome<S, O> at(long millis, @Nullable S before, List<I> inputs);
}

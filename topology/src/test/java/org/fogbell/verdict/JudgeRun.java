package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One key's judge through a stream of moments, with the looks that it asks for, as the job's stages call it. */
final class JudgeRun<I, S, O> {
    private final MomentJudge<I, S, O> judge;
    private final Random order;
    private final List<O> output = new ArrayList<>();
    private @Nullable S state;
    private long look = MomentJudge.NEVER;

    JudgeRun(MomentJudge<I, S, O> judge, long seed) {
        this.judge = judge;
        this.order = new Random(seed);
    }

    /** Everything up to this moment; what belongs to one moment comes in any order. */
    List<O> upTo(long lastMillis, List<? extends I> inputs) {
        TreeMap<Long, List<I>> moments = new TreeMap<>();
        inputs.forEach(input -> moments.computeIfAbsent(judge.millisOf(input), any -> new ArrayList<>())
                .add(input));
        while (true) {
            Map.@Nullable Entry<Long, List<I>> next = moments.firstEntry();
            long millis = Math.min(look, next == null ? MomentJudge.NEVER : next.getKey());
            if (millis > lastMillis) {
                return output;
            }
            List<I> came = moments.getOrDefault(millis, new ArrayList<>());
            moments.remove(millis);
            Collections.shuffle(came, order);
            MomentJudge.Outcome<S, O> outcome = judge.at(millis, state, came);
            state = outcome.state();
            output.addAll(outcome.output());
            look = outcome.lookAtMillis();
        }
    }

    /** What is remembered; null where nothing is. */
    @Nullable
    S state() {
        return state;
    }
}

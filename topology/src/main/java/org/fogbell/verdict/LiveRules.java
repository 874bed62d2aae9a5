package org.fogbell.verdict;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.fogbell.schemas.AppliedPolicy;
import org.jspecify.annotations.Nullable;

/** The rules in force where live policies override the job's own. What was worked out once is kept. One thread. */
public final class LiveRules implements Serializable {
    private static final int MOST_KEPT = 1_000;

    private final Binder binder;
    private transient @Nullable Map<Map<String, String>, Bound> kept;

    /** Reads overrides as the job reads its parameters. */
    @FunctionalInterface
    public interface Binder extends Serializable {
        /**
         * The rules that overrides, key to text, make.
         *
         * @throws IllegalArgumentException naming the key that is wrong
         */
        SensorRules bind(Map<String, String> overrides);
    }

    private record Bound(SensorRules rules, AlertLifecycle lifecycle, SilenceWatch watch) {}

    public LiveRules(Binder binder) {
        this.binder = binder;
    }

    /** By a policy, as the frame or the window carries it; null where the job's own rules hold. */
    public SensorRules of(@Nullable AppliedPolicy policy) {
        return bound(policy).rules;
    }

    /** The same rules, as they lead alerts through their states. */
    public AlertLifecycle lifecycle(@Nullable AppliedPolicy policy) {
        return bound(policy).lifecycle;
    }

    /** The same rules, as they tell silence. */
    SilenceWatch watch(@Nullable AppliedPolicy policy) {
        return bound(policy).watch;
    }

    private Bound bound(@Nullable AppliedPolicy policy) {
        if (kept == null || kept.size() > MOST_KEPT) {
            kept = new HashMap<>();
        }
        Map<String, String> overrides = policy == null ? Map.of() : policy.getOverrides();
        @Nullable Bound known = kept.get(overrides);
        if (known == null) {
            SensorRules rules = binder.bind(overrides);
            known = new Bound(rules, new AlertLifecycle(rules.alerts()), new SilenceWatch(rules.alerts()));
            kept.put(overrides, known);
        }
        return known;
    }
}

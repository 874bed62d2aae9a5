package org.fogbell.verdict;

import java.time.Instant;
import java.util.Map;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;

/** Policies and orders of imaginary operators; seconds count from {@link SampleScores#START}. */
public final class Policies {
    private Policies() {}

    public static Policy override(String scope, long version, long second, Map<String, String> overrides) {
        return policy(PolicyAction.OVERRIDE, scope, second)
                .setVersion(version)
                .setOverrides(overrides)
                .build();
    }

    public static Policy reset(String sensor, long second) {
        return policy(PolicyAction.RESET_BASELINE, "sensor:" + sensor, second).build();
    }

    public static Policy about(PolicyAction action, String sensor, String alertId, long second) {
        return policy(action, "sensor:" + sensor, second).setAlertId(alertId).build();
    }

    private static Policy.Builder policy(PolicyAction action, String scope, long second) {
        return Policy.newBuilder()
                .setPolicyId(action + " " + scope + " " + second)
                .setAction(action)
                .setScope(scope)
                .setAuthor("night shift")
                .setReason("")
                .setEffectiveAt(at(second));
    }

    public static PolicyAck accepted(Policy policy) {
        return PolicyAck.newBuilder()
                .setPolicy(policy)
                .setAccepted(true)
                .setEffectiveAt(policy.getEffectiveAt())
                .build();
    }

    public static Instant at(long second) {
        return SampleScores.START.plusSeconds(second);
    }

    public static long micros(long second) {
        return Micros.of(at(second));
    }
}

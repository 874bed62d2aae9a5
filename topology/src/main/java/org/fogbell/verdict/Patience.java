package org.fogbell.verdict;

import org.fogbell.schemas.AppliedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * By what it is told that a sensor is silent, or its clock wrong: the job's rules, and what live policies and orders make of them at each
 * moment. A silent sensor sends no frame that a policy could be stamped on.
 *
 * @param policies all that may be in force at the moments that are asked about
 */
public record Patience(LiveRules rules, PolicyBook policies) {
    /** By the job's rules alone. */
    static Patience of(LiveRules rules) {
        return new Patience(rules, new PolicyBook());
    }

    /**
     * What holds for one sensor at one moment.
     *
     * @param policy null where there is none
     * @param untilMicros when something else may hold; the greatest number there is where nothing is known of that
     */
    record Holding(@Nullable AppliedPolicy policy, AlertRules rules, SilenceWatch watch, long untilMicros) {
        boolean isAcknowledged(String alertId) {
            return policy != null && policy.getAcknowledgedAlertIds().contains(alertId);
        }
    }

    Holding at(Liveness sensor, long micros) {
        PolicyBook.Holds holds = policies.holds(sensor.vehicleId(), sensor.sensorId(), sensor.sensorType(), micros);
        @Nullable AppliedPolicy policy = holds.policy();
        return new Holding(policy, rules.of(policy).alerts(), rules.watch(policy), holds.untilMicros());
    }
}

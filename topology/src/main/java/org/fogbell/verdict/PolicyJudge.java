package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a policy or an order is accepted, and from which event time on it counts: from the one that it asks for, or
 * where that was judged already, from the first that was not. A policy must be right together with every other that may meet it in
 * one sensor, at every moment from then on.
 */
public final class PolicyJudge implements Serializable {
    private static final List<String> OVERRIDABLE =
            List.of("alert.", "baseline.", "flapping.", "maintenance.", "shift.", "silence.");

    private final LiveRules.Binder binder;

    /** @param binder reads overrides as the job reads its parameters */
    public PolicyJudge(LiveRules.Binder binder) {
        this.binder = binder;
    }

    /**
     * The answer; the same again where this very policy was accepted before.
     *
     * @param judgedMillis event time up to which frames were judged; the least number there is before the first
     */
    public PolicyAck judge(PolicyBook book, Policy policy, long judgedMillis) {
        @Nullable PolicyAck before = book.answerTo(policy);
        if (before != null) {
            return before;
        }
        PolicyAck.Builder answer = PolicyAck.newBuilder().setPolicy(policy);
        try {
            PolicyAck accepted = accepted(answer, judgedMillis);
            check(book, policy, accepted);
            return accepted;
        } catch (IllegalArgumentException wrong) {
            return answer.setAccepted(false)
                    .setEffectiveAt(null)
                    .setReason(String.valueOf(wrong.getMessage()))
                    .build();
        }
    }

    /** Throws where policies that were accepted under other parameters of the job contradict those of this one. */
    public void requireSound(PolicyBook book) {
        for (PolicyAck ack : book.accepted()) {
            try {
                if (ack.getPolicy().getAction() == PolicyAction.OVERRIDE) {
                    PolicyScope scope = PolicyScope.parse(ack.getPolicy().getScope());
                    checkMeetings(book.meeting(scope), scope, PolicyBook.fromMicros(ack));
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "the job's parameters contradict policy " + PolicyBook.named(ack)
                                + ", which was accepted under others: " + wrong.getMessage(),
                        wrong);
            }
        }
    }

    private static PolicyAck accepted(PolicyAck.Builder answer, long judgedMillis) {
        long asked = Micros.of(answer.getPolicy().getEffectiveAt());
        boolean judgedAny = judgedMillis != Long.MIN_VALUE && judgedMillis != Long.MAX_VALUE;
        long from = judgedAny ? Math.max(asked, (judgedMillis + 1) * 1_000) : asked;
        return answer.setAccepted(true)
                .setEffectiveAt(Micros.toInstant(from))
                .setReason(
                        from == asked
                                ? ""
                                : "counts later than asked for: frames before " + Micros.toInstant(from)
                                        + " were judged already")
                .build();
    }

    private void check(PolicyBook book, Policy policy, PolicyAck accepted) {
        PolicyScope scope = PolicyScope.parse(policy.getScope());
        if (policy.getAction() == PolicyAction.OVERRIDE) {
            long newest = book.newestVersion(scope);
            require(
                    policy.getVersion() > newest,
                    "version",
                    policy.getVersion(),
                    "more than " + newest + ", the newest of " + scope);
            require(policy.getAlertId() == null, "alert_id", String.valueOf(policy.getAlertId()), "none");
            requireOverridable(policy.getOverrides());
            PolicyBook met = book.meeting(scope);
            met.take(accepted);
            checkMeetings(met, scope, PolicyBook.fromMicros(accepted));
        } else {
            checkOrder(policy, scope);
        }
    }

    private static void checkOrder(Policy policy, PolicyScope scope) {
        require(
                policy.getAction() != PolicyAction.UNKNOWN,
                "action",
                policy.getAction(),
                "one that this job knows (" + policy.getReason() + ")");
        require(scope.kind() == PolicyScope.Kind.SENSOR, "scope", scope, "sensor:VEHICLE/SENSOR, as of every order");
        require(policy.getVersion() == 0, "version", policy.getVersion(), "0, as of every order");
        require(policy.getOverrides().isEmpty(), "overrides", policy.getOverrides(), "none, as in every order");
        boolean ofAnAlert = policy.getAction() != PolicyAction.RESET_BASELINE;
        require(
                ofAnAlert == (policy.getAlertId() != null),
                "alert_id",
                String.valueOf(policy.getAlertId()),
                ofAnAlert ? "the alert's id" : "none");
    }

    private void requireOverridable(Map<String, String> overrides) {
        for (String key : new TreeMap<>(overrides).keySet()) {
            if (OVERRIDABLE.stream().noneMatch(key::startsWith)) {
                // A key that nobody knows is told so, with the nearest that there is.
                binder.bind(Map.of(key, overrides.get(key)));
                throw new IllegalArgumentException(key + ": expected a parameter that a policy may override ("
                        + String.join(", ", OVERRIDABLE) + "), got '" + key + "'");
            }
        }
    }

    /** Every sensor that the scope may have, by the scopes that it is in, at every moment from then on. */
    private void checkMeetings(PolicyBook book, PolicyScope scope, long fromMicros) {
        Set<Map<String, String>> sound = new HashSet<>();
        List<PolicyScope> met = book.scopes();
        List<List<PolicyScope>> types = options(met, PolicyScope.Kind.SENSOR_TYPE, scope);
        for (List<PolicyScope> place : places(met, scope)) {
            for (List<PolicyScope> type : types) {
                List<PolicyScope> all = new ArrayList<>(List.of(PolicyScope.FLEET));
                all.addAll(type);
                all.addAll(place);
                for (long moment : book.changesFrom(fromMicros, all)) {
                    checkTogether(book, all, moment, sound);
                }
            }
        }
    }

    /** Scopes of a kind that a sensor may be in; it may be in none too, unless the policy is for one. */
    private static List<List<PolicyScope>> options(List<PolicyScope> met, PolicyScope.Kind kind, PolicyScope scope) {
        List<List<PolicyScope>> options = new ArrayList<>();
        if (scope.kind() != kind) {
            options.add(List.of());
        }
        met.stream().filter(each -> each.kind() == kind).forEach(each -> options.add(List.of(each)));
        return options;
    }

    /** Vehicles alone, and sensors with their vehicles, the less specific first. */
    private static List<List<PolicyScope>> places(List<PolicyScope> met, PolicyScope scope) {
        List<List<PolicyScope>> places = new ArrayList<>();
        if (scope.kind() != PolicyScope.Kind.SENSOR) {
            places.addAll(options(met, PolicyScope.Kind.VEHICLE, scope));
        }
        for (PolicyScope sensor : met) {
            if (sensor.kind() == PolicyScope.Kind.SENSOR) {
                List<PolicyScope> place = new ArrayList<>(met.stream()
                        .filter(each -> each.kind() == PolicyScope.Kind.VEHICLE && each.meets(sensor))
                        .toList());
                place.add(sensor);
                places.add(place);
            }
        }
        return places;
    }

    private void checkTogether(PolicyBook book, List<PolicyScope> scopes, long moment, Set<Map<String, String>> sound) {
        Map<String, String> merged = new TreeMap<>();
        List<String> policies = new ArrayList<>();
        for (PolicyScope scope : scopes) {
            @Nullable PolicyAck inForce = book.inForce(scope, moment);
            if (inForce != null) {
                merged.putAll(inForce.getPolicy().getOverrides());
                policies.add(PolicyBook.named(inForce));
            }
        }
        if (sound.add(merged)) {
            try {
                binder.bind(merged);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        wrong.getMessage() + (policies.size() > 1 ? "; by " + String.join(" and ", policies) : ""),
                        wrong);
            }
        }
    }
}

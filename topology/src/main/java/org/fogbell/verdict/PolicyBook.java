package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.schemas.PolicyKey;
import org.jspecify.annotations.Nullable;

/**
 * The policies and orders that were accepted, and what they say of a sensor at a moment of event time. Of a scope's versions the
 * newest whose time has come is in force; of a parameter, the most specific scope's value. The job and a replay that is
 * given the same answers stamp the same frames alike, whatever the order in which they came, as long as no sensor has more orders of a
 * kind than are kept. One thread.
 */
public final class PolicyBook {
    private static final Comparator<PolicyAck> IN_TIME = Comparator.comparingLong(PolicyBook::fromMicros)
            .thenComparing(ack -> ack.getPolicy().getPolicyId());
    private static final Comparator<PolicyAck> NEWEST_FIRST =
            Comparator.comparingLong(PolicyBook::version).reversed();

    private static final int ORDERS_OF_A_KIND = 8;
    private static final int SENSORS_KEPT = 10_000;

    /** By {@link PolicyKey}, in the order in which they came. */
    private final Map<String, PolicyAck> accepted = new LinkedHashMap<>();

    /** By scope, the newest version first. */
    private final Map<PolicyScope, List<PolicyAck>> overrides = new HashMap<>();

    /** By sensor, in order of time. */
    private final Map<PolicyScope, List<PolicyAck>> orders = new HashMap<>();

    /** What was worked out lately, by sensor; of no worth once there is another answer. */
    private final Map<Sensor, Holds> lately = new HashMap<>();

    private record Sensor(String vehicleId, String sensorId, String sensorType) {}

    /**
     * What holds for a sensor in a span of event time, in microseconds.
     *
     * @param untilMicros exclusive; the greatest number there is where it holds for good
     * @param policy null where nothing was ever said of it
     */
    record Holds(
            long fromMicros, long untilMicros, @Nullable AppliedPolicy policy) {
        static final Holds NOTHING = new Holds(Long.MIN_VALUE, Long.MAX_VALUE, null);

        private boolean covers(long micros) {
            return fromMicros <= micros && micros < untilMicros;
        }
    }

    /** Of the job's answers; those that refuse are left out. */
    public static PolicyBook of(Collection<PolicyAck> answers) {
        PolicyBook book = new PolicyBook();
        answers.forEach(book::take);
        return book;
    }

    /** What was accepted, in the order in which it came. */
    public List<PolicyAck> accepted() {
        return List.copyOf(accepted.values());
    }

    /**
     * One more answer; one that refuses changes nothing. An answer to the same policy as before takes that one's place.
     *
     * @return what is kept no longer because of it: the versions that will never be in force, and all but the latest eight of a
     *     sensor's orders of a kind
     */
    public List<PolicyAck> take(PolicyAck ack) {
        if (!ack.getAccepted()) {
            return List.of();
        }
        lately.clear();
        PolicyScope scope = PolicyScope.parse(ack.getPolicy().getScope());
        List<PolicyAck> beside =
                (isOverride(ack) ? overrides : orders).computeIfAbsent(scope, any -> new ArrayList<>());
        @Nullable PolicyAck before = accepted.put(PolicyKey.of(ack.getPolicy()), ack);
        if (before != null) {
            beside.remove(before);
        }
        List<PolicyAck> overtaken = isOverride(ack) ? neverInForceBecauseOf(ack, beside) : tooManyWith(ack, beside);
        beside.add(ack);
        beside.sort(isOverride(ack) ? NEWEST_FIRST : IN_TIME);
        beside.removeAll(overtaken);
        overtaken.forEach(each -> accepted.remove(PolicyKey.of(each.getPolicy())));
        return overtaken;
    }

    private static List<PolicyAck> neverInForceBecauseOf(PolicyAck ack, List<PolicyAck> versions) {
        return versions.stream()
                .filter(known -> version(known) < version(ack) && fromMicros(known) >= fromMicros(ack))
                .toList();
    }

    private static List<PolicyAck> tooManyWith(PolicyAck ack, List<PolicyAck> ofSensor) {
        List<PolicyAck> alike = Stream.concat(ofSensor.stream(), Stream.of(ack))
                .filter(known ->
                        known.getPolicy().getAction() == ack.getPolicy().getAction())
                .sorted(IN_TIME)
                .toList();
        return alike.subList(0, Math.max(0, alike.size() - ORDERS_OF_A_KIND));
    }

    /** The policies, without orders, that a sensor of the scope may meet. */
    PolicyBook meeting(PolicyScope scope) {
        PolicyBook met = new PolicyBook();
        overrides.forEach((other, versions) -> {
            if (scope.meets(other)) {
                versions.forEach(met::take);
            }
        });
        return met;
    }

    /** The answer to this very policy, where it was accepted. */
    @Nullable
    PolicyAck answerTo(Policy policy) {
        return accepted.get(PolicyKey.of(policy));
    }

    /** The scope's newest version, in force or not yet; 0 where there is none. */
    public long newestVersion(PolicyScope scope) {
        List<PolicyAck> versions = overrides.getOrDefault(scope, List.of());
        return versions.isEmpty() ? 0 : version(versions.get(0));
    }

    /** The scopes that have a policy. */
    List<PolicyScope> scopes() {
        return List.copyOf(overrides.keySet());
    }

    /** The scope's policy in force at a moment; null where there is none yet. */
    @Nullable
    PolicyAck inForce(PolicyScope scope, long micros) {
        for (PolicyAck version : overrides.getOrDefault(scope, List.of())) {
            if (fromMicros(version) <= micros) {
                return version;
            }
        }
        return null;
    }

    /** The score with what holds at its event time, instead of what it had before. */
    public FrameScore stamp(FrameScore score) {
        @Nullable
        AppliedPolicy policy =
                at(score.getVehicleId(), score.getSensorId(), score.getSensorType(), Micros.of(score.getEventTime()));
        if (policy == null && score.getPolicy() == null) {
            return score;
        }
        FrameScore stamped = ShallowCopy.of(score);
        stamped.setPolicy(policy);
        return stamped;
    }

    /** What holds for a sensor; null where nothing was ever said of it. */
    public @Nullable AppliedPolicy at(String vehicleId, String sensorId, String sensorType, long micros) {
        return holds(vehicleId, sensorId, sensorType, micros).policy();
    }

    /** What holds for a sensor at this moment, and for how long before and after it. */
    Holds holds(String vehicleId, String sensorId, String sensorType, long micros) {
        if (accepted.isEmpty()) {
            return Holds.NOTHING;
        }
        Sensor sensor = new Sensor(vehicleId, sensorId, sensorType);
        @Nullable Holds known = lately.get(sensor);
        if (known != null && known.covers(micros)) {
            return known;
        }
        if (lately.size() >= SENSORS_KEPT) {
            lately.clear();
        }
        Holds found = find(sensor, micros);
        lately.put(sensor, found);
        return found;
    }

    private Holds find(Sensor asked, long micros) {
        PolicyScope sensor = PolicyScope.sensor(asked.vehicleId, asked.sensorId);
        List<PolicyScope> scopes = scopesOf(asked, sensor);
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        List<PolicyAck> said = new ArrayList<>(orders.getOrDefault(sensor, List.of()));
        scopes.forEach(scope -> said.addAll(overrides.getOrDefault(scope, List.of())));
        for (PolicyAck ack : said) {
            long counts = fromMicros(ack);
            if (counts <= micros) {
                from = Math.max(from, counts);
            } else {
                until = Math.min(until, counts);
            }
        }
        return new Holds(from, until, applied(sensor, scopes, micros));
    }

    private @Nullable AppliedPolicy applied(PolicyScope sensor, List<PolicyScope> scopes, long micros) {
        AppliedPolicy.Builder applied = AppliedPolicy.newBuilder();
        boolean any = order(applied, sensor, micros);
        List<String> policies = new ArrayList<>();
        Map<String, String> merged = new TreeMap<>();
        for (PolicyScope scope : scopes) {
            @Nullable PolicyAck inForce = inForce(scope, micros);
            if (inForce != null) {
                if (policies.isEmpty()) {
                    applied.setVersion(version(inForce));
                }
                policies.add(named(inForce));
                inForce.getPolicy().getOverrides().forEach(merged::putIfAbsent);
            }
        }
        return policies.isEmpty() && !any
                ? null
                : applied.setPolicies(policies).setOverrides(merged).build();
    }

    /** The most specific first. */
    private static List<PolicyScope> scopesOf(Sensor asked, PolicyScope sensor) {
        return List.of(
                sensor,
                new PolicyScope(PolicyScope.Kind.VEHICLE, asked.vehicleId),
                new PolicyScope(PolicyScope.Kind.SENSOR_TYPE, asked.sensorType),
                PolicyScope.FLEET);
    }

    /** Whether an order for the sensor counts by now. */
    private boolean order(AppliedPolicy.Builder applied, PolicyScope sensor, long micros) {
        List<PolicyAck> counting = orders.getOrDefault(sensor, List.of()).stream()
                .filter(order -> fromMicros(order) <= micros)
                .toList();
        LinkedHashSet<String> acknowledged = new LinkedHashSet<>();
        LinkedHashSet<String> falseAlarms = new LinkedHashSet<>();
        for (int i = counting.size() - 1; i >= 0; i--) {
            PolicyAck order = counting.get(i);
            String alertId = String.valueOf(order.getPolicy().getAlertId());
            switch (order.getPolicy().getAction()) {
                case RESET_BASELINE -> {
                    if (applied.getBaselineResetAt() == null) {
                        applied.setBaselineResetAt(order.getEffectiveAt());
                    }
                }
                // The newest word on an alert counts.
                case ACKNOWLEDGE_ALERT -> {
                    if (!falseAlarms.contains(alertId)) {
                        acknowledged.add(alertId);
                    }
                }
                case FALSE_ALARM -> {
                    if (acknowledged.contains(alertId)) {
                        continue;
                    }
                    if (applied.getFalseAlarmAt() == null && order.getPolicy().getDeviationGoesOn()) {
                        applied.setFalseAlarmAt(order.getEffectiveAt());
                    }
                    falseAlarms.add(alertId);
                }
                default -> {}
            }
        }
        applied.setAcknowledgedAlertIds(List.copyOf(acknowledged));
        applied.setFalseAlarms(falseAlarms.size()).setFalseAlarmIds(List.copyOf(falseAlarms));
        return !counting.isEmpty();
    }

    /** This moment, and those after it at which a scope's policies change. */
    List<Long> changesFrom(long micros, List<PolicyScope> scopes) {
        return Stream.concat(
                        Stream.of(micros),
                        scopes.stream()
                                .flatMap(scope -> overrides.getOrDefault(scope, List.of()).stream())
                                .map(PolicyBook::fromMicros)
                                .filter(from -> from > micros))
                .distinct()
                .sorted()
                .toList();
    }

    /** As in vehicle:car-7@3. */
    public static String named(PolicyAck ack) {
        return ack.getPolicy().getScope() + "@" + version(ack);
    }

    static long fromMicros(PolicyAck accepted) {
        if (accepted.getEffectiveAt() == null) {
            throw new IllegalArgumentException(named(accepted) + ": expected the time from which it counts, got none");
        }
        return Micros.of(accepted.getEffectiveAt());
    }

    private static long version(PolicyAck ack) {
        return ack.getPolicy().getVersion();
    }

    private static boolean isOverride(PolicyAck ack) {
        return ack.getPolicy().getAction() == PolicyAction.OVERRIDE;
    }
}

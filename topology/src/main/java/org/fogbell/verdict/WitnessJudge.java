package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.schemas.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * Puts a vehicle's windows together, so that its peers hear of the vehicle and not of every sensor and window: when
 * something changed, while something deviates, and else four times in {@code incident.memory}. What a sensor's budget found
 * deviates for its peers too, while that alert is open: how far out that is, the windows do not know.
 */
public final class WitnessJudge implements MomentJudge<VehicleNews, WitnessJudge.Roster, Testimony> {
    private static final int TIMES_IN_MEMORY = 4;

    private final long memoryMillis;
    private final long retentionMillis;

    public WitnessJudge(IncidentRule rule, long retentionMillis) {
        this.memoryMillis = rule.memory().toMillis();
        this.retentionMillis = retentionMillis;
    }

    /**
     * The sensors of a vehicle.
     *
     * @param silences when an open SILENCE was first told of, in milliseconds, by sensor id
     * @param budgets open alerts whose threshold a budget set, by alert id
     * @param said what its peers heard last
     */
    public record Roster(
            Map<String, SensorView> sensors,
            Map<String, Long> silences,
            Map<String, MemberAlert> budgets,
            long cell,
            Testimony said) {}

    @Override
    public long millisOf(VehicleNews news) {
        return news.millis();
    }

    @Override
    public Outcome<Roster, Testimony> at(long millis, @Nullable Roster before, List<VehicleNews> inputs) {
        Map<String, SensorView> sensors = new TreeMap<>(before == null ? Map.of() : before.sensors());
        Map<String, Long> silences = new TreeMap<>(before == null ? Map.of() : before.silences());
        Map<String, MemberAlert> budgets = new TreeMap<>(before == null ? Map.of() : before.budgets());
        long cell = before == null ? Hexagons.NOWHERE : before.cell();
        String vehicleId = before == null ? "" : before.said().vehicleId();
        List<VehicleNews> sorted = new ArrayList<>(inputs);
        sorted.sort(Comparator.comparing(VehicleNews::order));
        for (VehicleNews news : sorted) {
            vehicleId = news.vehicleId();
            SensorView window = news.window();
            MemberAlert alert = news.alert();
            if (window != null) {
                sensors.put(window.sensorId(), window);
                cell = news.cell();
            } else if (alert != null && alert.kind() == AlertKind.SILENCE) {
                if (alert.lasts()) {
                    silences.putIfAbsent(alert.sensorId(), alert.millis());
                } else {
                    silences.remove(alert.sensorId());
                }
            } else if (alert != null && alert.isOpen() && alert.budgetZ() < MemberAlert.NO_BUDGET) {
                budgets.put(alert.alertId(), alert);
            } else if (alert != null) {
                budgets.remove(alert.alertId());
            }
        }
        sensors.values().removeIf(view -> view.millis() + retentionMillis <= millis);
        silences.keySet().retainAll(sensors.keySet());
        budgets.values().removeIf(alert -> !sensors.containsKey(alert.sensorId()));
        budgets.values()
                .forEach(alert ->
                        sensors.computeIfPresent(alert.sensorId(), (sensor, view) -> view.measuredBy(alert.budgetZ())));
        if (sensors.isEmpty()) {
            return new Outcome<>(null, List.of(), NEVER);
        }
        Testimony now = new Testimony(
                vehicleId, millis, cell, List.copyOf(sensors.values()), silent(sensors, silences, millis));
        boolean speaks = before == null
                || now.anyDeviatesNow()
                || !now.saysTheSameAs(before.said())
                || millis - before.said().millis() >= memoryMillis / TIMES_IN_MEMORY;
        Roster after = new Roster(sensors, silences, budgets, cell, speaks || before == null ? now : before.said());
        long goneAt = retentionMillis
                + sensors.values().stream().mapToLong(SensorView::millis).max().orElse(millis);
        // Nothing may come any more that would let anybody look when one that sends despite its alert has stopped.
        long stopsAt = sensors.values().stream()
                .filter(view ->
                        silences.containsKey(view.sensorId()) && !now.silent().contains(view.sensorId()))
                .mapToLong(view -> view.millis() + memoryMillis)
                .min()
                .orElse(goneAt);
        return new Outcome<>(after, speaks ? List.of(now) : List.of(), Math.min(goneAt, stopsAt));
    }

    private List<String> silent(Map<String, SensorView> sensors, Map<String, Long> silences, long millis) {
        return sensors.values().stream()
                .filter(view -> {
                    @Nullable Long told = silences.get(view.sensorId());
                    return told != null && !view.sendsDespiteSilence(told, memoryMillis, millis);
                })
                .map(SensorView::sensorId)
                .toList();
    }
}

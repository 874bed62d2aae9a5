package org.fogbell.verdict;

import java.util.List;

/**
 * What a vehicle has to tell its peers at one moment.
 *
 * @param cell where it is; {@link Hexagons#NOWHERE} where it does not say
 * @param sensors the latest view of each of its sensors, by sensor id; silent ones too
 * @param silent the ids of sensors with an open SILENCE alert, in order
 */
public record Testimony(String vehicleId, long millis, long cell, List<SensorView> sensors, List<String> silent) {
    boolean anyDeviatesNow() {
        return sensors.stream().anyMatch(view -> view.deviates() && view.millis() == millis);
    }

    boolean saysTheSameAs(Testimony other) {
        if (cell != other.cell || !silent.equals(other.silent) || sensors.size() != other.sensors.size()) {
            return false;
        }
        for (int i = 0; i < sensors.size(); i++) {
            if (!sensors.get(i).saysTheSameAs(other.sensors.get(i))) {
                return false;
            }
        }
        return true;
    }
}

package org.fogbell.verdict;

import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * What comes in of one vehicle, in the order in which it is taken at one moment: a window of a sensor, what the place says
 * of a sensor, the vehicle's own testimony, a change of an alert. One of them is there.
 *
 * @param cell where the vehicle was in the window
 */
public record VehicleNews(
        String vehicleId,
        long millis,
        @Nullable SensorView window,
        long cell,
        @Nullable Testimony testimony,
        @Nullable PlaceOpinion opinion,
        @Nullable MemberAlert alert) {
    /** @param rules in force for the window, by which it deviates or not */
    public static VehicleNews of(Deviation window, AlertRules rules, int resolution) {
        SensorView view = SensorView.of(window, rules);
        long cell = Hexagons.cell(window.getPosition(), resolution);
        return new VehicleNews(window.getVehicleId(), view.millis(), view, cell, null, null, null);
    }

    public static VehicleNews of(Testimony testimony) {
        return new VehicleNews(
                testimony.vehicleId(), testimony.millis(), null, Hexagons.NOWHERE, testimony, null, null);
    }

    public static VehicleNews of(PlaceOpinion opinion) {
        return new VehicleNews(opinion.vehicleId(), opinion.millis(), null, Hexagons.NOWHERE, null, opinion, null);
    }

    public static VehicleNews of(MemberAlert alert) {
        return new VehicleNews(alert.vehicleId(), alert.millis(), null, Hexagons.NOWHERE, null, null, alert);
    }

    /** Sorts the news of one moment. */
    String order() {
        if (window != null) {
            return "1/" + window.sensorId();
        } else if (testimony != null) {
            return "2/" + String.format("%020d", testimony.millis());
        } else if (opinion != null) {
            return "3/" + opinion.sensorId() + "/" + opinion.cell();
        }
        return alert == null ? "" : "4/" + alert.alertId() + "/" + String.format("%020d", alert.transition());
    }
}

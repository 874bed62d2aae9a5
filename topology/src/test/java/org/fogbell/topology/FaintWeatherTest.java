package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.ThresholdSource;
import org.fogbell.topology.ScriptedFleet.Script;
import org.fogbell.topology.ScriptedFleet.Sensor;
import org.junit.jupiter.api.Test;

/** What is too faint for {@code alert.threshold}, and found by other means, has a cause all the same. */
class FaintWeatherTest {
    private static final long SEED = 20_261_128L;

    /**
     * Eight cars stand together, and fog too thin for the threshold comes over five of them; elsewhere a LiDAR goes as far wrong.
     *
     * @param everySeconds how often a sensor sends
     */
    private record ThinFog(int everySeconds, int from) implements Script {
        /** Of the calibration; the frames' own scatter, which a sensor learns, is a third of it. */
        private static final double SPREADS = 0.9;

        @Override
        public double spreads(Sensor sensor, double second) {
            if (second % everySeconds != 0) {
                return Double.NaN;
            }
            int car = Integer.parseInt(sensor.vehicle().substring(4));
            boolean hit = (car <= 5 || car == 9) && sensor.type().equals(ScriptedFleet.LIDAR);
            return hit && second >= from ? SPREADS : 0;
        }
    }

    @Test
    void callsItWeatherThatSmallLastingShiftsHaveFound() throws Exception {
        List<Alert> alerts =
                findsOneWeatherAndOneFault(Map.of("shift.false-alarm-frames", "1000"), new ThinFog(1, 300));
        assertThat(alerts).extracting(Alert::getReason).allMatch(reason -> reason.contains("small lasting shift up"));
    }

    /** A budget needs an hour of clean windows before it sets a threshold. */
    @Test
    void callsItWeatherThatBudgetsHaveFound() throws Exception {
        Map<String, String> budget = Map.of(
                "alert.budget", "1",
                "alert.budget-period", "10h",
                "alert.release", "1",
                "window.size", "10s",
                "window.slide", "2s");
        List<Alert> alerts = findsOneWeatherAndOneFault(budget, new ThinFog(2, 4_000));
        assertThat(alerts).extracting(Alert::getThresholdSource).containsOnly(ThresholdSource.BUDGET);
    }

    /** The alerts that opened. */
    private static List<Alert> findsOneWeatherAndOneFault(Map<String, String> parameters, ThinFog fog)
            throws Exception {
        ScriptedFleet fleet = new ScriptedFleet(ScriptedFleet.cars(9, 8), fog, SEED);
        VerdictRun run = new VerdictRun(JobParameters.of(parameters), Map.of(), SEED);
        List<Incident> incidents = run.run(fleet.steps(fog.from() + 70, 0, 0), "incident", Incident.class);
        assertThat(IncidentStagesTest.summary(incidents))
                .as("seed %d", SEED)
                .isEqualTo(Map.of(
                        "WEATHER", Set.of(IncidentStagesTest.lidars(1, 5)),
                        "SENSOR_FAULT car-09/lidar", Set.of(Set.of("car-09/lidar"))));
        IncidentStagesTest.assertIsWellFormed(incidents);
        List<Alert> opened = run.output("alert", Alert.class).stream()
                .filter(alert -> alert.getState() == AlertState.FIRING)
                .toList();
        assertThat(opened).hasSize(6).extracting(Alert::getShareBeyond).allMatch(share -> share < 0.5);
        return opened;
    }
}

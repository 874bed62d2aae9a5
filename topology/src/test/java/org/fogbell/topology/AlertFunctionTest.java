package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.ThresholdSource;
import org.fogbell.verdict.SampleWindows;
import org.junit.jupiter.api.Test;

/** An alert opens here at 2 of 3 windows. */
class AlertFunctionTest {
    private static final JobParameters PARAMETERS =
            JobParameters.of(Map.of("alert.windows", "2", "alert.of-windows", "3"));

    @Test
    void publishesTheOpeningAndTheResolutionOnly() throws Exception {
        List<Deviation> windows = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            windows.add(n >= 5 && n < 10 ? SampleWindows.beyond(n) : SampleWindows.normal(n));
        }
        List<Alert> alerts = run(PARAMETERS, windows, Map.of());
        assertThat(alerts).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(alerts)
                .extracting(Alert::getAlertId)
                .containsOnly(alerts.get(0).getAlertId());
        assertThat(alerts)
                .extracting(Alert::getDecidedAt)
                .containsExactly(
                        SampleWindows.start(6).plusSeconds(5),
                        SampleWindows.start(12).plusSeconds(5));
    }

    @Test
    void keepsStateOnlyOfSensorsThatDeviate() throws Exception {
        try (StageRun<Deviation, Alert> run = StageRun.of("alert", PARAMETERS)) {
            send(run, SampleWindows.normal(0));
            assertThat(run.stateEntries()).isZero();
            send(run, SampleWindows.beyond(1));
            assertThat(run.stateEntries()).as("episode and last sight").isEqualTo(2);
            for (int n = 2; n < 5; n++) {
                send(run, SampleWindows.normal(n));
            }
            assertThat(run.stateEntries()).as("a window beyond opened nothing").isZero();
            send(run, SampleWindows.beyond(10));
            send(run, SampleWindows.beyond(11));
            for (int n = 12; n < 15; n++) {
                send(run, SampleWindows.normal(n));
            }
            assertThat(run.stateEntries()).as("that it opened, for ten minutes").isEqualTo(2);
            send(run, SampleWindows.normal(11 + 599));
            assertThat(run.stateEntries()).isEqualTo(2);
            send(run, SampleWindows.normal(11 + 600));
            assertThat(run.stateEntries()).isZero();
            assertThat(run.eventTimeTimers() + run.processingTimeTimers()).isZero();
        }
    }

    @Test
    void doesNotResolveWhatVanishes() throws Exception {
        try (StageRun<Deviation, Alert> run = StageRun.of("alert", PARAMETERS)) {
            send(run, SampleWindows.beyond(0));
            send(run, SampleWindows.beyond(1));
            run.watermark(SampleWindows.start(100_000).toEpochMilli());
            run.clock(1_000_000);
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output()).extracting(Alert::getState).containsExactly(AlertState.FIRING);
        }
    }

    @Test
    void givesTheSameWhenRestartedAndRescaledOnTheWay() throws Exception {
        JobParameters everything = JobParameters.of(Map.of(
                "alert.renotify", "3s",
                "alert.publish-pending", "true",
                "alert.min-duration", "500ms",
                "alert.keep-firing", "2s",
                "flapping.openings", "2",
                "flapping.within", "30s",
                "maintenance.spans", "car-*/* " + SampleWindows.start(20) + "/" + SampleWindows.start(35)));
        List<Alert> all = new ArrayList<>();
        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            List<Deviation> windows = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                for (String vehicle : List.of("car-1", "car-2", "car-3")) {
                    boolean beyond = random.nextInt(n % 20 < 10 ? 2 : 6) == 0;
                    windows.add(SampleWindows.window(vehicle, n, beyond ? 1 : 0, beyond ? 4 + random.nextInt(4) : 0)
                            .build());
                }
            }
            Map<String, List<Alert>> undisturbed = byVehicle(run(everything, windows, Map.of()));
            assertThat(undisturbed).as("seed %d", seed).hasSize(3);
            undisturbed.values().forEach(all::addAll);
            assertThat(byVehicle(run(everything, windows, Map.of(50, 4, 51, 4, 100, 2, 130, 1))))
                    .as("seed %d", seed)
                    .isEqualTo(undisturbed);
        }
        assertThat(all)
                .anyMatch(alert -> alert.getState() == AlertState.ESCALATED)
                .anyMatch(Alert::getReminder)
                .anyMatch(Alert::getFlapping)
                .anyMatch(alert -> alert.getReason().startsWith("resolved under maintenance"));
    }

    /** Windows that reach further and further apart, so that the derived threshold decides some of what is published. */
    @Test
    void derivesTheSameThresholdsWhenRestartedAndRescaledOnTheWay() throws Exception {
        JobParameters budget = JobParameters.of(Map.of(
                "alert.budget", "1", "alert.budget-period", "2h", "alert.release", "0.5", "flapping.openings", "0"));
        long seed = 9;
        Random random = new Random(seed);
        List<Deviation> windows = new ArrayList<>();
        for (int n = 0; n < 9_000; n++) {
            for (String vehicle : List.of("car-1", "car-2", "car-3")) {
                double z = Math.abs(random.nextGaussian()) + (n > 7_000 && n % 500 < 8 ? 2.5 : 0);
                windows.add(SampleWindows.window(vehicle, n, z > 3 ? 1 : 0, z)
                        .setQuantileZ(z)
                        .build());
            }
        }
        Map<String, List<Alert>> undisturbed = byVehicle(run(budget, windows, Map.of()));
        assertThat(undisturbed.values().stream().flatMap(List::stream))
                .as("seed %d", seed)
                .filteredOn(alert -> alert.getThresholdSource() == ThresholdSource.BUDGET)
                .extracting(Alert::getThreshold)
                .doesNotContain(3.0)
                .hasSizeGreaterThan(5);
        assertThat(byVehicle(run(budget, windows, Map.of(5_000, 4, 12_001, 2, 20_000, 3, 24_500, 1))))
                .as("seed %d", seed)
                .isEqualTo(undisturbed);
    }

    @Test
    void forgetsWhatItLearntOfASensorThatLeft() throws Exception {
        JobParameters budget = JobParameters.of(Map.of("alert.budget", "1", "state.retention", "1h"));
        try (StageRun<Deviation, Alert> run = StageRun.of("alert", budget)) {
            send(run, SampleWindows.window(0, 0, 1).setQuantileZ(1.0).build());
            assertThat(run.stateEntries()).as("tail and last sight").isEqualTo(2);
            run.watermark(SampleWindows.start(5 + 3_600).toEpochMilli());
            assertThat(run.stateEntries()).isZero();
            assertThat(run.eventTimeTimers() + run.processingTimeTimers()).isZero();
        }
    }

    private static List<Alert> run(JobParameters parameters, List<Deviation> windows, Map<Integer, Integer> restarts)
            throws Exception {
        try (StageRun<Deviation, Alert> run = StageRun.of("alert", parameters)) {
            for (int i = 0; i < windows.size(); i++) {
                if (restarts.containsKey(i)) {
                    run.restart(restarts.get(i));
                }
                send(run, windows.get(i));
            }
            return run.output();
        }
    }

    private static void send(StageRun<Deviation, Alert> run, Deviation window) throws Exception {
        run.send(window, window.getWindowEnd().toEpochMilli() - 1);
    }

    private static Map<String, List<Alert>> byVehicle(List<Alert> alerts) {
        return alerts.stream().collect(Collectors.groupingBy(Alert::getVehicleId));
    }
}

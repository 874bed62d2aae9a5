package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.fogbell.verdict.Peers.HERE;
import static org.fogbell.verdict.Peers.NEXT;
import static org.fogbell.verdict.Peers.at;
import static org.fogbell.verdict.Peers.firing;
import static org.fogbell.verdict.Peers.view;

import java.util.ArrayList;
import java.util.List;
import org.fogbell.schemas.AlertKind;
import org.junit.jupiter.api.Test;

class WitnessJudgeTest {
    private final List<VehicleNews> news = new ArrayList<>();
    private final JudgeRun<VehicleNews, WitnessJudge.Roster, Testimony> run =
            new JudgeRun<>(new WitnessJudge(Peers.RULE, Peers.RETENTION), 2);

    @Test
    void saysOnceForAllSensorsWhereAVehicleIsAndWhatTheyShow() {
        window("camera", 0, 1, HERE);
        window("lidar", 8, 1, HERE);
        assertThat(run.upTo(at(1), news))
                .containsExactly(new Testimony(
                        "car-1",
                        at(1),
                        HERE,
                        List.of(view("camera", "type", 0, 1), view("lidar", "type", 8, 1)),
                        List.of()));
    }

    @Test
    void repeatsItselfFourTimesInTheMemoryOfItsPeersWhileNothingHappens() {
        for (int second = 0; second < 120; second++) {
            window("lidar", 0.01 * second, second, HERE);
        }
        assertThat(run.upTo(at(119), news))
                .extracting(Testimony::millis)
                .containsExactly(at(0), at(15), at(30), at(45), at(60), at(75), at(90), at(105));
    }

    @Test
    void saysAtOnceWhatChanges() {
        window("lidar", 0, 0, HERE);
        window("lidar", 0, 1, NEXT);
        window("lidar", 0, 2, NEXT);
        window("lidar", 9, 3, NEXT);
        window("lidar", 8, 4, NEXT);
        window("lidar", 0, 5, NEXT);
        window("lidar", 0, 6, NEXT);
        assertThat(run.upTo(at(6), news))
                .extracting(Testimony::millis)
                .containsExactly(at(0), at(1), at(3), at(4), at(5));
    }

    @Test
    void saysWhichSensorsAreSilent() {
        MemberAlert silent = firing("car-1", "lidar", AlertKind.SILENCE, 10);
        window("lidar", 0, 0, HERE);
        news.add(VehicleNews.of(silent));
        news.add(VehicleNews.of(Peers.resolved(silent, 20)));
        assertThat(run.upTo(at(20), news))
                .extracting(Testimony::silent)
                .containsExactly(List.of(), List.of("lidar"), List.of());
    }

    /** The alert of a loose plug holds: nothing says that frames come, but the windows. */
    @Test
    void takesASensorForSilentNoLongerThatSendsThoughItsAlertHolds() {
        window("lidar", 0, 0, HERE);
        news.add(VehicleNews.of(firing("car-1", "lidar", AlertKind.SILENCE, 10)));
        for (int second = 30; second <= 80; second++) {
            window("lidar", 0, second, HERE);
        }
        window("camera", 0, 139, HERE);
        window("camera", 0, 140, HERE);
        assertThat(run.upTo(at(140), news))
                .filteredOn(said -> said.millis() % 10_000 == 0 || said.millis() == at(71))
                .extracting(said -> (said.millis() - at(0)) / 1_000, Testimony::silent)
                .contains(tuple(10L, List.of("lidar")), tuple(71L, List.of()), tuple(140L, List.of("lidar")));
    }

    /** Of an alert that holds the reminders come with the frames. */
    @Test
    void takesASensorForNoMoreSilentWhenItsAlertHoldsAndReminds() {
        MemberAlert holds = firing("car-1", "lidar", AlertKind.SILENCE, 10);
        window("lidar", 0, 0, HERE);
        news.add(VehicleNews.of(holds));
        for (int second = 30; second <= 180; second++) {
            window("lidar", 0, second, HERE);
        }
        news.add(VehicleNews.of(Peers.reminded(holds, 100)));
        assertThat(run.upTo(at(180), news))
                .filteredOn(said -> said.millis() > at(71))
                .isNotEmpty()
                .allMatch(said -> said.silent().isEmpty());
    }

    /** No other sensor's windows let anybody look again. */
    @Test
    void takesTheOnlySensorForSilentAgainThatStopsWhileItsAlertHolds() {
        news.add(VehicleNews.of(firing("car-1", "lidar", AlertKind.SILENCE, 10)));
        for (int second = 0; second <= 80; second++) {
            window("lidar", 0, second, HERE);
        }
        List<Testimony> said = run.upTo(at(300), news);
        Testimony last = said.get(said.size() - 1);
        assertThat(last.silent()).containsExactly("lidar");
        assertThat(last.millis()).isEqualTo(at(140));
    }

    @Test
    void tellsWhatABudgetFoundUntilTheSensorIsBackThoughItsAlertIsHeld() {
        MemberAlert found = byBudget(firing("car-1", "lidar", AlertKind.DEVIATION, 2), 2.4);
        window("lidar", 2.6, 1, HERE);
        window("lidar", 2.7, 2, HERE);
        news.add(VehicleNews.of(found));
        window("lidar", -2.5, 3, HERE);
        window("lidar", 2.3, 4, HERE);
        window("lidar", 2.6, 5, HERE);
        news.add(VehicleNews.of(byBudget(Peers.resolved(found, 6), 2.4)));
        window("lidar", 0.5, 6, HERE);
        window("lidar", 2.6, 7, HERE);
        assertThat(run.upTo(at(7), news))
                .extracting(
                        said -> said.millis() - at(0),
                        said -> said.sensors().get(0).deviates())
                .containsExactly(
                        tuple(1_000L, false),
                        tuple(2_000L, true),
                        tuple(3_000L, true),
                        tuple(4_000L, false),
                        tuple(5_000L, true),
                        tuple(6_000L, false));
        assertThat(run.state().budgets()).isEmpty();
    }

    @Test
    void keepsTheAlertThatOpensInTheMomentInWhichAnotherResolves() {
        MemberAlert before = byBudget(firing("car-1", "lidar", AlertKind.DEVIATION, 2), 2.4);
        MemberAlert after = byBudget(firing("car-1", "lidar", AlertKind.DEVIATION, 19), 2.4);
        window("lidar", 2.6, 2, HERE);
        window("lidar", 2.6, 19, HERE);
        news.add(VehicleNews.of(before));
        news.add(VehicleNews.of(after));
        news.add(VehicleNews.of(byBudget(Peers.resolved(before, 19), 2.4)));
        run.upTo(at(19), news);
        assertThat(run.state().budgets()).containsOnlyKeys(after.alertId());
        assertThat(run.state().said().sensors())
                .extracting(SensorView::deviates)
                .containsExactly(true);
    }

    @Test
    void forgetsASensorThatLeft() {
        window("lidar", 0, 0, HERE);
        run.upTo(at(0) + Peers.RETENTION, news);
        assertThat(run.state()).isNull();
    }

    private static MemberAlert byBudget(MemberAlert alert, double threshold) {
        return new MemberAlert(
                alert.alertId(),
                alert.vehicleId(),
                alert.sensorId(),
                alert.kind(),
                alert.state(),
                alert.severity(),
                alert.software(),
                threshold,
                alert.transition(),
                alert.startedMicros(),
                alert.endedMicros(),
                alert.millis(),
                false);
    }

    private void window(String sensor, double robustZ, int second, long cell) {
        SensorView view = view(sensor, "type", robustZ, second);
        news.add(new VehicleNews("car-1", view.millis(), view, cell, null, null, null));
    }
}

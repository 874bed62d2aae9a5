package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fogbell.verdict.Peers.HERE;
import static org.fogbell.verdict.Peers.at;
import static org.fogbell.verdict.Peers.firing;
import static org.fogbell.verdict.Peers.resolved;
import static org.fogbell.verdict.Peers.said;
import static org.fogbell.verdict.Peers.view;

import java.util.ArrayList;
import java.util.List;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.IncidentCause;
import org.junit.jupiter.api.Test;

class CauseJudgeTest {
    private static final Evidence AGREED = new Evidence(3, 0, List.of("car-2", "car-3", "car-4"), List.of());
    private static final Evidence DISAGREED = new Evidence(0, 2, List.of(), List.of("car-2", "car-3"));
    private final MemberAlert alert = firing("car-1", "lidar", AlertKind.DEVIATION, 10);
    private final List<VehicleNews> news = new ArrayList<>();
    private final JudgeRun<VehicleNews, CauseJudge.Cases, Attribution> run =
            new JudgeRun<>(new CauseJudge(Peers.RULE, Peers.RETENTION), 3);

    @Test
    void blamesTheSensorWhoseSiblingIsWell() {
        both(10, 20, 8, 0);
        news.add(VehicleNews.of(alert));
        assertCause(IncidentCause.SENSOR_FAULT);
        assertThat(run.upTo(at(20), news).get(0).finding().evidence())
                .isEqualTo(new Evidence(0, 1, List.of(), List.of("car-1/camera")));
    }

    @Test
    void waitsForPeersBeforeItSpeaks() {
        both(10, 20, 8, 0);
        news.add(VehicleNews.of(alert));
        assertThat(run.upTo(at(20) - 1, news)).isEmpty();
    }

    @Test
    void blamesTheVehicleWhenAllItsSensorsDeviate() {
        both(10, 20, 8, 9);
        news.add(VehicleNews.of(alert));
        assertCause(IncidentCause.VEHICLE);
    }

    @Test
    void blamesTheVehicleWhenAllItsSensorsLoseFrames() {
        for (int second = 10; second <= 20; second++) {
            news.add(VehicleNews.of(said("car-1", HERE, second, offBeat("camera", second), offBeat("lidar", second))));
        }
        news.add(VehicleNews.of(alert));
        assertCause(IncidentCause.VEHICLE);
    }

    @Test
    void blamesTheWeatherWhenThePlaceSaysSo() {
        both(10, 20, 8, 9);
        news.add(VehicleNews.of(alert));
        place(14, true, AGREED);
        assertCause(IncidentCause.WEATHER);
    }

    @Test
    void blamesTheOnlySensorOfAVehicleWhosePeersAtThePlaceAreWell() {
        lidar(10, 20, 8);
        news.add(VehicleNews.of(alert));
        place(14, false, DISAGREED);
        assertCause(IncidentCause.SENSOR_FAULT);
    }

    @Test
    void knowsNothingOfASensorWithoutPeersAndSaysWhy() {
        lidar(10, 20, 8);
        news.add(VehicleNews.of(alert));
        assertThat(attributed().finding().note())
                .isEqualTo("the vehicle has no other sensor, and no other vehicle was near");
        assertThat(attributed().finding().cause()).isEqualTo(IncidentCause.UNKNOWN);
    }

    @Test
    void saysThatAVehicleSendsNoPosition() {
        news.add(VehicleNews.of(said("car-1", Hexagons.NOWHERE, 10, view("lidar", "hdl-64e", 8, 10))));
        news.add(VehicleNews.of(alert));
        assertThat(attributed().finding().note()).contains("sends no position");
    }

    @Test
    void givesASensorThatStillDeviatesBehindTheFogAnotherCause() {
        both(10, 45, 8, 0);
        news.add(VehicleNews.of(alert));
        place(14, true, AGREED);
        place(22, false, DISAGREED);
        assertThat(run.upTo(at(100), news))
                .extracting(each -> each.finding().cause(), Attribution::millis)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(IncidentCause.WEATHER, at(20)),
                        org.assertj.core.groups.Tuple.tuple(IncidentCause.SENSOR_FAULT, at(32)));
    }

    @Test
    void letsNoRecoveryChangeTheCause() {
        both(10, 20, 8, 9);
        news.add(VehicleNews.of(alert));
        both(21, 40, 0, 0);
        place(30, false, DISAGREED);
        news.add(VehicleNews.of(resolved(alert, 40)));
        assertThat(run.upTo(at(41), news))
                .extracting(each -> each.finding().cause())
                .containsExactly(IncidentCause.VEHICLE, IncidentCause.VEHICLE);
    }

    @Test
    void givesAnAlertThatEndedToTheWeatherWhenOthersComeLater() {
        both(10, 20, 8, 0);
        news.add(VehicleNews.of(alert));
        news.add(VehicleNews.of(resolved(alert, 24)));
        place(50, true, AGREED);
        assertThat(run.upTo(at(60), news))
                .extracting(each -> each.finding().cause())
                .containsExactly(IncidentCause.SENSOR_FAULT, IncidentCause.SENSOR_FAULT, IncidentCause.WEATHER);
    }

    @Test
    void blamesTheVehicleWhoseSensorsAreAllSilent() {
        both(0, 1, 0, 0);
        news.add(VehicleNews.of(firing("car-1", "lidar", AlertKind.SILENCE, 10)));
        news.add(VehicleNews.of(firing("car-1", "camera", AlertKind.SILENCE, 11)));
        assertThat(run.upTo(at(30), news))
                .hasSize(2)
                .allMatch(each -> each.finding().cause() == IncidentCause.VEHICLE);
    }

    @Test
    void blamesTheOneSensorThatIsSilent() {
        both(0, 1, 0, 0);
        news.add(VehicleNews.of(firing("car-1", "lidar", AlertKind.SILENCE, 10)));
        assertCause(IncidentCause.SENSOR_FAULT);
    }

    @Test
    void blamesTheVehicleWhenItsOtherSensorFallsSilentLater() {
        both(0, 1, 0, 0);
        news.add(VehicleNews.of(firing("car-1", "lidar", AlertKind.SILENCE, 10)));
        news.add(VehicleNews.of(firing("car-1", "camera", AlertKind.SILENCE, 40)));
        assertThat(run.upTo(at(50), news))
                .extracting(
                        each -> each.alert().sensorId() + " " + each.finding().cause() + " " + (each.millis() - at(0)))
                .containsExactlyInAnyOrder("lidar SENSOR_FAULT 20000", "lidar VEHICLE 50000", "camera VEHICLE 50000");
    }

    /** The camera's plug is loose, its alert holds, and it sends: it is no witness of a vehicle that is silent. */
    @Test
    void blamesTheOneSensorThatIsSilentWhereAnotherSendsThoughItsAlertHolds() {
        MemberAlert holds = firing("car-1", "camera", AlertKind.SILENCE, 0);
        news.add(VehicleNews.of(holds));
        both(70, 100, 0, 0);
        news.add(VehicleNews.of(Peers.reminded(holds, 90)));
        news.add(VehicleNews.of(firing("car-1", "lidar", AlertKind.SILENCE, 100)));
        assertThat(run.upTo(at(115), news))
                .filteredOn(each -> each.alert().sensorId().equals("lidar"))
                .extracting(each -> each.finding().cause())
                .containsExactly(IncidentCause.SENSOR_FAULT);
    }

    @Test
    void callsItAnOutageAtOnceWhenAHeartbeatHearsNobody() {
        MemberAlert silent = new MemberAlert(
                "s",
                "car-1",
                "lidar",
                AlertKind.SILENCE,
                AlertState.FIRING,
                AlertSeverity.CRITICAL,
                Software.NONE,
                MemberAlert.NO_BUDGET,
                0,
                0,
                MemberAlert.LASTS,
                at(10),
                true);
        news.add(VehicleNews.of(silent));
        assertThat(run.upTo(at(10), news))
                .singleElement()
                .matches(each -> each.finding().cause() == IncidentCause.OUTAGE);
    }

    @Test
    void forgetsAVehicleThatLeft() {
        both(10, 20, 8, 0);
        news.add(VehicleNews.of(alert));
        news.add(VehicleNews.of(resolved(alert, 24)));
        run.upTo(at(20) + Peers.RETENTION, news);
        assertThat(run.state()).isNull();
    }

    private void both(int from, int to, double lidar, double camera) {
        for (int second = from; second <= to; second++) {
            news.add(VehicleNews.of(said(
                    "car-1",
                    HERE,
                    second,
                    view("camera", "front", camera, second),
                    view("lidar", "hdl-64e", lidar, second))));
        }
    }

    private static SensorView offBeat(String sensor, int second) {
        return new SensorView(sensor, sensor, Software.NONE, false, false, true, 0, 0, at(second));
    }

    private void lidar(int from, int to, double robustZ) {
        for (int second = from; second <= to; second++) {
            news.add(VehicleNews.of(Peers.lidar("car-1", HERE, robustZ, second)));
        }
    }

    private void place(int second, boolean weather, Evidence evidence) {
        news.add(VehicleNews.of(new PlaceOpinion("car-1", "lidar", at(second), HERE, weather, false, evidence)));
    }

    private Attribution attributed() {
        return run.upTo(at(20), news).get(0);
    }

    private void assertCause(IncidentCause cause) {
        assertThat(run.upTo(at(20), news))
                .singleElement()
                .matches(each -> each.finding().cause() == cause);
    }
}

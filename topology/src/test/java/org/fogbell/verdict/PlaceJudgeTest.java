package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fogbell.verdict.Peers.HERE;
import static org.fogbell.verdict.Peers.NEXT;
import static org.fogbell.verdict.Peers.at;
import static org.fogbell.verdict.Peers.lidar;
import static org.fogbell.verdict.Peers.said;
import static org.fogbell.verdict.Peers.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceJudgeTest {
    @Test
    void callsItWeatherWhenEnoughVehiclesDeviateTogether() {
        PlaceOpinion opinion = opinionOf(
                "car-1",
                lidar("car-1", HERE, 8, 1),
                lidar("car-2", HERE, 9, 1),
                lidar("car-3", HERE, 7, 1),
                lidar("car-4", HERE, 0, 1));
        assertThat(opinion.weather()).isTrue();
        assertThat(opinion.evidence()).isEqualTo(new Evidence(2, 1, List.of("car-2", "car-3"), List.of("car-4")));
    }

    @Test
    void needsAsManyVehiclesAsTheRuleSays() {
        assertThat(opinionOf("car-1", lidar("car-1", HERE, 8, 1), lidar("car-2", HERE, 8, 1))
                        .weather())
                .isFalse();
    }

    @Test
    void needsTheShareOfVehiclesThatTheRuleSays() {
        List<Testimony> said = new ArrayList<>();
        for (int car = 1; car <= 7; car++) {
            said.add(lidar("car-" + car, HERE, car <= 3 ? 8 : 0, 1));
        }
        assertThat(opinionOf("car-1", said.toArray(Testimony[]::new)).weather()).isFalse();
        assertThat(opinionOf("car-1", said.subList(0, 6).toArray(Testimony[]::new))
                        .weather())
                .isTrue();
    }

    @Test
    void hearsVehiclesInTheNextCell() {
        PlaceOpinion opinion =
                opinionOf("car-1", lidar("car-1", HERE, 8, 1), lidar("car-2", NEXT, 8, 1), lidar("car-3", NEXT, 8, 1));
        assertThat(opinion.weather()).isTrue();
        assertThat(opinion.cell()).isEqualTo(HERE);
    }

    @Test
    void speaksToItsOwnVehiclesOnly() {
        assertThat(run(lidar("car-1", HERE, 8, 1), lidar("car-2", NEXT, 8, 1)))
                .extracting(PlaceOpinion::vehicleId)
                .containsExactly("car-1");
    }

    @Test
    void remembersThoseThatDroveThroughBefore() {
        List<PlaceOpinion> opinions = run(
                lidar("car-1", HERE, 8, 1),
                lidar("car-1", HERE, 0, 5),
                lidar("car-2", HERE, 8, 20),
                lidar("car-2", HERE, 0, 25),
                lidar("car-3", HERE, 8, 40));
        assertThat(opinions)
                .filteredOn(opinion -> opinion.millis() == at(40))
                .hasSize(3)
                .allMatch(PlaceOpinion::weather);
        assertThat(opinions).filteredOn(opinion -> opinion.millis() < at(40)).noneMatch(PlaceOpinion::weather);
    }

    @Test
    void forgetsThemAfterItsMemory() {
        List<PlaceOpinion> opinions =
                run(lidar("car-1", HERE, 8, 1), lidar("car-2", HERE, 8, 20), lidar("car-3", HERE, 8, 61));
        assertThat(opinions).noneMatch(PlaceOpinion::weather);
    }

    @Test
    void tellsASensorThatFailsInTheFogFromThoseThatSeeIt() {
        List<PlaceOpinion> opinions = run(
                lidar("car-1", HERE, 40, 1),
                lidar("car-2", HERE, 8, 1),
                lidar("car-3", HERE, 9, 1),
                lidar("car-4", HERE, 7, 1));
        assertThat(opinions)
                .filteredOn(opinion -> opinion.vehicleId().equals("car-1"))
                .singleElement()
                .matches(opinion -> opinion.apart() && !opinion.weather());
        assertThat(opinions)
                .filteredOn(opinion -> !opinion.vehicleId().equals("car-1"))
                .hasSize(3)
                .allMatch(opinion -> opinion.weather() && !opinion.apart());
    }

    @Test
    void tellsASensorThatGoesTheOtherWay() {
        assertThat(opinionOf(
                                "car-1",
                                lidar("car-1", HERE, -8, 1),
                                lidar("car-2", HERE, 8, 1),
                                lidar("car-3", HERE, 8, 1))
                        .apart())
                .isTrue();
    }

    @Test
    void tellsABlindSensorAmongOthersThatSee() {
        SensorView blind = new SensorView(
                "lidar", "hdl-64e", Software.of(SampleScores.MODEL, "hdl-64e", null), true, true, false, 8, at(1));
        assertThat(opinionOf(
                                "car-1",
                                said("car-1", HERE, 1, blind),
                                lidar("car-2", HERE, 8, 1),
                                lidar("car-3", HERE, 8, 1))
                        .apart())
                .isTrue();
    }

    @Test
    void asksPeersOfTheSameTypeAndNotCamerasThatSeeNothingOfIt() {
        PlaceOpinion opinion = opinionOf("car-1", both("car-1", 8, 0), both("car-2", 8, 0), both("car-3", 8, 0));
        assertThat(opinion.sensorId()).isEqualTo("lidar");
        assertThat(opinion.weather()).isTrue();
        assertThat(opinion.evidence().disagreeing()).isZero();
    }

    @Test
    void believesNoCameraThatDeviatesWhileTheOthersDoNot() {
        List<PlaceOpinion> opinions = run(both("car-1", 8, 9), both("car-2", 8, 0), both("car-3", 8, 0));
        assertThat(opinions)
                .filteredOn(opinion -> opinion.sensorId().equals("camera"))
                .singleElement()
                .matches(opinion -> !opinion.weather());
    }

    @Test
    void asksVehiclesOfOtherTypesWhereThereIsNoneOfTheSame() {
        PlaceOpinion opinion = opinionOf(
                "car-1",
                said("car-1", HERE, 1, view("radar", "radar-77", 8, 1)),
                lidar("car-2", HERE, 30, 1),
                lidar("car-3", HERE, 30, 1),
                said("car-4", HERE, 1, view("camera", "front-camera", 0, 1)));
        assertThat(opinion.weather()).isTrue();
        assertThat(opinion.apart()).isFalse();
        assertThat(opinion.evidence().disagreeing())
                .as("a camera that never reacts")
                .isZero();
    }

    @Test
    void believesNoSensorWhoseTwinOnTheVehicleIsWell() {
        Testimony twins = said("car-1", HERE, 1, view("front", "hdl-64e", 8, 1), view("rear", "hdl-64e", 0, 1));
        assertThat(opinionOf("car-1", twins, lidar("car-2", HERE, 8, 1), lidar("car-3", HERE, 8, 1))
                        .weather())
                .isFalse();
    }

    @Test
    void saysNothingWhileNobodyDeviatesAndForgetsEverybody() {
        JudgeRun<PlaceJudge.Visit, PlaceJudge.Place, PlaceOpinion> run = new JudgeRun<>(new PlaceJudge(Peers.RULE), 1);
        List<PlaceJudge.Visit> visits = visits(lidar("car-1", HERE, 0, 1), lidar("car-2", HERE, 1, 2));
        assertThat(run.upTo(at(61), visits)).isEmpty();
        assertThat(run.state()).isNotNull();
        assertThat(run.upTo(at(62), List.of(new PlaceJudge.Visit(HERE, lidar("car-9", HERE, 0, 62)))))
                .isEmpty();
        assertThat(run.state().vehicles()).containsOnlyKeys("car-9");
    }

    private static Testimony both(String vehicle, double lidar, double camera) {
        return said(vehicle, HERE, 1, view("camera", "front-camera", camera, 1), view("lidar", "hdl-64e", lidar, 1));
    }

    private static PlaceOpinion opinionOf(String vehicle, Testimony... said) {
        return run(said).stream()
                .filter(opinion -> opinion.vehicleId().equals(vehicle))
                .findFirst()
                .orElseThrow();
    }

    private static List<PlaceOpinion> run(Testimony... said) {
        return new JudgeRun<>(new PlaceJudge(Peers.RULE), 1).upTo(at(1_000), visits(said));
    }

    private static List<PlaceJudge.Visit> visits(Testimony... said) {
        return Arrays.stream(said).map(each -> new PlaceJudge.Visit(HERE, each)).toList();
    }
}

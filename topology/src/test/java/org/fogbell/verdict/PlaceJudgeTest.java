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
import java.util.Random;
import java.util.stream.Stream;
import org.fogbell.models.eloss.Medians;
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
                "lidar", "hdl-64e", Software.of(SampleScores.MODEL, "hdl-64e", null), true, true, false, 8, 0, at(1));
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
    void comparesEachVehicleWithAllOthersAndNotWithItself() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Testimony> said = new ArrayList<>();
            for (int car = 10; car < 11 + random.nextInt(9); car++) {
                said.add(said("car-" + car, HERE, 1, views(random)));
            }
            for (PlaceOpinion opinion : run(said.toArray(Testimony[]::new))) {
                assertThat(opinion.evidence()).as("seed %d, %s", seed, opinion).isEqualTo(evidence(opinion, said));
                assertThat(opinion.apart()).as("seed %d, %s", seed, opinion).isEqualTo(isApart(opinion, said));
            }
        }
    }

    /** Up to three sensors of two types; many are as far out as others. */
    private static SensorView[] views(Random random) {
        SensorView[] views = new SensorView[1 + random.nextInt(3)];
        for (int i = 0; i < views.length; i++) {
            boolean deviates = random.nextInt(3) > 0;
            String type = random.nextInt(4) == 0 ? "vlp-16" : "hdl-64e";
            boolean blind = deviates && random.nextInt(4) == 0;
            double z = deviates ? 4 + random.nextInt(4) * random.nextInt(4) : 1;
            views[i] = new SensorView(
                    "s" + i, type, Software.of(SampleScores.MODEL, type, null), deviates, blind, false, z, z, at(1));
        }
        return views;
    }

    private static Evidence evidence(PlaceOpinion opinion, List<Testimony> said) {
        List<String> types = typesAsked(opinion, said);
        List<String> agreed = new ArrayList<>();
        List<String> disagreed = new ArrayList<>();
        for (Testimony other : others(opinion, said)) {
            if (other.sensors().stream().anyMatch(view -> types.contains(view.sensorType()))) {
                boolean agrees = types.stream().anyMatch(type -> agrees(other, type));
                (agrees ? agreed : disagreed).add(other.vehicleId());
            }
        }
        return Evidence.of(agreed, disagreed);
    }

    /** Its own; where nobody else has such a sensor, those of which a majority deviates on some vehicle. */
    private static List<String> typesAsked(PlaceOpinion opinion, List<Testimony> said) {
        String own = viewOf(opinion, said).sensorType();
        boolean anyOther = others(opinion, said).stream().anyMatch(other -> other.sensors().stream()
                .anyMatch(view -> view.sensorType().equals(own)));
        return anyOther
                ? List.of(own)
                : Stream.of("vlp-16", "hdl-64e")
                        .filter(type -> said.stream().anyMatch(each -> agrees(each, type)))
                        .toList();
    }

    private static boolean isApart(PlaceOpinion opinion, List<Testimony> said) {
        SensorView view = viewOf(opinion, said);
        List<Testimony> agreeing = others(opinion, said).stream()
                .filter(other -> agrees(other, view.sensorType()))
                .toList();
        if (agreeing.size() < 2) {
            return false;
        }
        long blind = agreeing.stream()
                .filter(other ->
                        2 * deviating(other, view).filter(SensorView::blind).count()
                                > deviating(other, view).count())
                .count();
        boolean peersBlind = 2 * blind > agreeing.size();
        double peers = Medians.of(agreeing.stream()
                .mapToDouble(other -> Medians.of(
                        deviating(other, view).mapToDouble(SensorView::robustZ).toArray()))
                .toArray());
        return view.blind() || peersBlind ? view.blind() != peersBlind : view.robustZ() > Peers.RULE.apart() * peers;
    }

    private static Stream<SensorView> deviating(Testimony said, SensorView like) {
        return said.sensors().stream()
                .filter(view -> view.deviates() && view.sensorType().equals(like.sensorType()));
    }

    private static boolean agrees(Testimony said, String type) {
        List<SensorView> views = said.sensors().stream()
                .filter(view -> view.sensorType().equals(type))
                .toList();
        return 2 * views.stream().filter(SensorView::deviates).count() > views.size();
    }

    private static List<Testimony> others(PlaceOpinion opinion, List<Testimony> said) {
        return said.stream()
                .filter(each -> !each.vehicleId().equals(opinion.vehicleId()))
                .toList();
    }

    private static SensorView viewOf(PlaceOpinion opinion, List<Testimony> said) {
        return said.stream()
                .filter(each -> each.vehicleId().equals(opinion.vehicleId()))
                .flatMap(each -> each.sensors().stream())
                .filter(view -> view.sensorId().equals(opinion.sensorId()))
                .findFirst()
                .orElseThrow();
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

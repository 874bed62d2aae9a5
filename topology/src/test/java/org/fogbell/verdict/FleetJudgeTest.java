package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fogbell.verdict.Peers.HERE;
import static org.fogbell.verdict.Peers.at;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both steps of the fleet's count: buckets, and their sum. */
class FleetJudgeTest {
    private final List<FleetWord> words = new ArrayList<>();

    @Test
    void spreadsAFleetEvenlyOverItsBuckets() {
        Map<Integer, Integer> vehicles = new HashMap<>();
        for (int car = 0; car < 16_000; car++) {
            vehicles.merge(FleetWord.bucket("car-" + car), 1, Integer::sum);
        }
        assertThat(vehicles).hasSize(FleetWord.BUCKETS);
        assertThat(vehicles.values()).allMatch(count -> count > 500 && count < 1_500);
    }

    @Test
    void seesMostVehiclesDeviateUnderANewModel() {
        fleet("old", 0, 150, 10, 0);
        fleet("new", 151, 160, 10, 9);
        FleetOpinion opinion = opinions().get(0);
        assertThat(opinion.group()).isEqualTo("new/7/hdl-64e/");
        assertThat(opinion.holds()).isTrue();
        assertThat(opinion.evidence().agreeing()).isEqualTo(9);
        assertThat(opinion.evidence().disagreeing()).isEqualTo(1);
    }

    @Test
    void tellsEveryBucket() {
        fleet("old", 0, 150, 10, 0);
        fleet("new", 151, 151, 10, 9);
        assertThat(opinions())
                .filteredOn(FleetOpinion::holds)
                .extracting(FleetOpinion::bucket)
                .hasSize(FleetWord.BUCKETS)
                .doesNotHaveDuplicates();
    }

    @Test
    void takesTheFirstModelOfAFleetForNoRollOut() {
        fleet("old", 0, 200, 10, 9);
        assertThat(opinions()).isEmpty();
    }

    @Test
    void needsMostOfTheFleet() {
        fleet("old", 0, 150, 10, 0);
        fleet("new", 151, 160, 10, 7);
        assertThat(opinions()).isEmpty();
    }

    @Test
    void namesTheFirmwareThatIsNewWhereTheModelIsNot() {
        fleet("m/hdl-64e 4.06", 0, 150, 10, 0);
        fleet("m/hdl-64e 4.07", 151, 160, 10, 9);
        assertThat(opinions()).filteredOn(FleetOpinion::holds).isNotEmpty().allMatch(opinion -> opinion.rolledOut()
                .equals(new Software("", "hdl-64e", "4.07")));
    }

    @Test
    void namesTheModelThatIsNewUnderWhateverFirmware() {
        fleet("old/hdl-64e 4.06", 0, 150, 10, 0);
        fleet("old/hdl-64e 4.07", 0, 150, 10, 0);
        fleet("new/hdl-64e 4.06", 151, 160, 10, 9);
        fleet("new/hdl-64e 4.07", 151, 160, 10, 9);
        assertThat(opinions())
                .filteredOn(FleetOpinion::holds)
                .extracting(FleetOpinion::rolledOut)
                .containsOnly(new Software("new", "", ""));
    }

    @Test
    void countsAllFirmwaresThatANewModelMeetsTogether() {
        for (int firmware = 0; firmware < 5; firmware++) {
            two("old/hdl-64e 4.0" + firmware, firmware, 0, 150, false);
            two("new/hdl-64e 4.0" + firmware, firmware, 151, 160, true);
        }
        List<FleetOpinion> holding =
                opinions().stream().filter(FleetOpinion::holds).toList();
        assertThat(holding).extracting(FleetOpinion::group).contains("new/7/hdl-64e/4.00", "new/7/hdl-64e/4.04");
        assertThat(holding).extracting(FleetOpinion::rolledOut).containsOnly(new Software("new", "", ""));
        assertThat(holding.get(holding.size() - 1).evidence().agreeing()).isEqualTo(10);
    }

    @Test
    void countsAVehicleOnceHoweverManySensorsHaveTheNewModel() {
        twoTypes("old", 0, 150, 2, false, false);
        twoTypes("new", 151, 160, 2, true, true);
        assertThat(opinions()).as("two vehicles are fewer than three").isEmpty();
    }

    @Test
    void namesEachVehicleOnce() {
        twoTypes("old", 0, 150, 4, false, false);
        twoTypes("new", 151, 160, 4, true, true);
        assertThat(opinions().stream().filter(FleetOpinion::holds))
                .isNotEmpty()
                .extracting(FleetOpinion::evidence)
                .containsOnly(new Evidence(4, 0, List.of("car-0", "car-1", "car-2", "car-3"), List.of()));
    }

    @Test
    void findsAModelThatSuitsOneTypeOfSensorAndNotTheOther() {
        twoTypes("old", 0, 150, 10, false, false);
        twoTypes("new", 151, 160, 10, true, false);
        List<FleetOpinion> holding =
                opinions().stream().filter(FleetOpinion::holds).toList();
        assertThat(holding)
                .extracting(FleetOpinion::group)
                .contains("new/7/hdl-64e/4.07")
                .noneMatch(group -> group.contains("vlp-16"));
        assertThat(holding).extracting(FleetOpinion::rolledOut).containsOnly(new Software("new", "", ""));
        FleetOpinion last = holding.get(holding.size() - 1);
        assertThat(last.evidence().agreeing()).isEqualTo(10);
        assertThat(last.evidence().disagreeing()).isZero();
    }

    /** Types are free text, and these begin with the same word. */
    @Test
    void takesAnotherTypeOfSensorForNoOtherFirmware() {
        Software hdl = new Software("m", "Velodyne HDL-64E", "4.07");
        Software vlp = new Software("m", "Velodyne VLP-16", "3.0");
        assertThat(vlp.isOtherFirmwareThan(hdl)).isFalse();
        assertThat(vlp.isOtherFirmwareThan(new Software("m", "Velodyne VLP-16", "2.9")))
                .isTrue();
        assertThat(hdl.firmwareAlone().word()).isEqualTo("firmware Velodyne HDL-64E 4.07");
        for (Software each : List.of(hdl, vlp, new Software("", "a/b 3/c", "1/2"), new Software("m", "", ""))) {
            assertThat(Software.ofGroup(each.group())).isEqualTo(each);
        }
    }

    @Test
    void namesNoFirmwareOfAFleetThatBeginsToStateIt() {
        fleet("m", 0, 150, 10, 0);
        fleet("m/hdl-64e 4.07", 151, 160, 10, 9);
        assertThat(opinions()).isEmpty();
    }

    @Test
    void namesNoFirmwareThatSomeVehiclesHadAllAlong() {
        fleet("m/hdl-64e 4.06", 0, 150, 10, 0);
        fleet("m/hdl-64e 4.07", 0, 150, 10, 0);
        fleet("m/hdl-64e 4.07", 151, 160, 10, 9);
        assertThat(opinions()).isEmpty();
    }

    @Test
    void takesAModelForNewForAnHour() {
        fleet("old", 0, 150, 10, 0);
        fleet("new", 151, 151, 10, 0);
        fleet("new", 151 + 3_601, 151 + 3_603, 10, 9);
        assertThat(opinions()).isEmpty();
    }

    @Test
    void takesItsWordBackWhenTheVehiclesAreWell() {
        fleet("old", 0, 150, 10, 0);
        fleet("new", 151, 160, 10, 9);
        fleet("new", 161, 162, 10, 2);
        List<FleetOpinion> opinions = opinions();
        assertThat(opinions.get(opinions.size() - 1).holds()).isFalse();
    }

    @Test
    void hearsThatMostVehiclesFellSilentTogether() {
        for (int car = 0; car < 10; car++) {
            Testimony well = Peers.lidar("car-" + car, HERE, 0, 1);
            words.addAll(FleetWord.of(well));
            if (car < 9) {
                words.addAll(FleetWord.of(
                        new Testimony(well.vehicleId(), at(20 + car % 3), HERE, well.sensors(), List.of("lidar"))));
            }
        }
        assertThat(opinions()).isNotEmpty().allMatch(opinion -> opinion.group().equals(FleetWord.SILENCE));
    }

    @Test
    void remembersNoSilenceForLongerThanItsMemory() {
        for (int car = 0; car < 10; car++) {
            Testimony well = Peers.lidar("car-" + car, HERE, 0, 1);
            words.addAll(FleetWord.of(well));
            // Parked one after the other, a minute apart; the last ones go on.
            for (int second = 15; second < 600; second += 15) {
                boolean parked = second >= 70 * (car + 1);
                if (!parked || second < 70 * (car + 1) + 15) {
                    words.addAll(FleetWord.of(new Testimony(
                            well.vehicleId(),
                            at(second),
                            HERE,
                            well.sensors(),
                            parked ? List.of("lidar") : List.of())));
                }
            }
        }
        assertThat(opinions()).isEmpty();
    }

    /** Vehicles with a sensor of each of two types, on firmwares that stay. */
    private void twoTypes(String model, int from, int to, int vehicles, boolean hdl, boolean vlp) {
        for (int second = from; second <= to; second += 15) {
            for (int car = 0; car < vehicles; car++) {
                SensorView front = new SensorView(
                        "front",
                        "hdl-64e",
                        new Software(model, "hdl-64e", "4.07"),
                        hdl,
                        false,
                        false,
                        8,
                        8,
                        at(second));
                SensorView roof = new SensorView(
                        "roof", "vlp-16", new Software(model, "vlp-16", "3.0"), vlp, false, false, 8, 8, at(second));
                words.addAll(
                        FleetWord.of(new Testimony("car-" + car, at(second), HERE, List.of(front, roof), List.of())));
            }
        }
    }

    /** Of a LiDAR: a model, and its firmware after a slash where it says it. */
    private static Software software(String text) {
        String[] parts = text.split("/hdl-64e ", -1);
        return Software.of(parts[0], "hdl-64e", parts.length == 1 ? null : parts[1]);
    }

    private void fleet(String model, int from, int to, int vehicles, int deviating) {
        for (int second = from; second <= to; second += 15) {
            for (int car = 0; car < vehicles; car++) {
                SensorView view = new SensorView(
                        "lidar", "hdl-64e", software(model), car < deviating, false, false, 8, 8, at(second));
                words.addAll(FleetWord.of(new Testimony("car-" + car, at(second), HERE, List.of(view), List.of())));
            }
        }
    }

    private void two(String software, int first, int from, int to, boolean deviate) {
        for (int second = from; second <= to; second += 15) {
            for (int car = 2 * first; car < 2 * first + 2; car++) {
                SensorView view =
                        new SensorView("lidar", "hdl-64e", software(software), deviate, false, false, 8, 8, at(second));
                words.addAll(FleetWord.of(new Testimony("car-" + car, at(second), HERE, List.of(view), List.of())));
            }
        }
    }

    private List<FleetOpinion> opinions() {
        Map<String, List<FleetWord>> byKey = new HashMap<>();
        words.forEach(word ->
                byKey.computeIfAbsent(word.key(), any -> new ArrayList<>()).add(word));
        List<FleetCountJudge.Count> counts = new ArrayList<>();
        byKey.values()
                .forEach(each ->
                        counts.addAll(new JudgeRun<>(new FleetCountJudge(Peers.RULE), 1).upTo(at(9_000), each)));
        return new JudgeRun<>(new FleetJudge(Peers.RULE, Peers.RETENTION), 1).upTo(at(9_000), counts);
    }
}

package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fogbell.verdict.Peers.HERE;
import static org.fogbell.verdict.Peers.NEXT;
import static org.fogbell.verdict.Peers.at;
import static org.fogbell.verdict.Peers.firing;
import static org.fogbell.verdict.Peers.resolved;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.schemas.IncidentState;
import org.fogbell.verdict.Attribution.Finding;
import org.junit.jupiter.api.Test;

/** From alerts with a cause to incidents: the buckets' memberships, and the incidents of each key. */
class IncidentJudgeTest {
    private static final long FAR = Hexagons.around(HERE, 5).stream()
            .filter(cell -> !Hexagons.around(HERE, 4).contains(cell))
            .filter(cell -> Hexagons.region(cell) == Hexagons.region(HERE))
            .findFirst()
            .orElseThrow();
    private final List<GroupNews> news = new ArrayList<>();

    @Test
    void putsTheWeatherOfNeighbouringCellsIntoOneIncident() {
        place(firing("car-1", "lidar", AlertKind.DEVIATION, 10), 20, weather(HERE));
        place(firing("car-2", "lidar", AlertKind.DEVIATION, 12), 22, weather(NEXT));
        List<Incident> incidents = incidents(30);
        assertThat(incidents).extracting(Incident::getState).containsExactly(IncidentState.OPEN, IncidentState.UPDATED);
        assertThat(incidents.get(1).getIncidentId()).isEqualTo(incidents.get(0).getIncidentId());
        assertThat(incidents.get(1).getMemberCount()).isEqualTo(2);
        assertThat(incidents.get(1).getCells()).containsExactlyInAnyOrder(Hexagons.name(HERE), Hexagons.name(NEXT));
    }

    @Test
    void keepsWeatherAtTwoPlacesApart() {
        place(firing("car-1", "lidar", AlertKind.DEVIATION, 10), 20, weather(HERE));
        place(firing("car-2", "lidar", AlertKind.DEVIATION, 12), 22, weather(FAR));
        assertThat(incidents(30))
                .extracting(Incident::getState)
                .containsExactly(IncidentState.OPEN, IncidentState.OPEN);
    }

    @Test
    void letsTheOlderGoOnWhenTwoGrowTogether() {
        long between = Hexagons.around(HERE, 2).stream()
                .filter(cell -> Hexagons.around(cell, 2).stream()
                        .anyMatch(far -> !Hexagons.around(HERE, 2).contains(far)))
                .findFirst()
                .orElseThrow();
        long other = Hexagons.around(between, 2).stream()
                .filter(cell -> !Hexagons.around(HERE, 2).contains(cell))
                .findFirst()
                .orElseThrow();
        place(firing("car-1", "lidar", AlertKind.DEVIATION, 10), 20, weather(HERE));
        place(firing("car-2", "lidar", AlertKind.DEVIATION, 12), 22, weather(other));
        place(firing("car-3", "lidar", AlertKind.DEVIATION, 14), 24, weather(between));
        List<Incident> incidents = incidents(30);
        Incident older = incidents.get(0);
        assertThat(incidents)
                .filteredOn(each -> each.getState() == IncidentState.CLOSED)
                .singleElement()
                .matches(each -> older.getIncidentId().equals(each.getMergedInto()));
        assertThat(incidents.get(incidents.size() - 1))
                .matches(each -> each.getIncidentId().equals(older.getIncidentId()) && each.getMemberCount() == 3);
    }

    @Test
    void waitsForAFurtherAlertAndThenCloses() {
        MemberAlert first = firing("car-1", "lidar", AlertKind.DEVIATION, 10);
        MemberAlert second = firing("car-1", "lidar", AlertKind.DEVIATION, 60);
        place(first, 20, fault());
        place(resolved(first, 25), 25, fault());
        place(second, 70, fault());
        place(resolved(second, 75), 75, fault());
        List<Incident> incidents = incidents(75 + 60);
        assertThat(incidents)
                .extracting(Incident::getState)
                .containsExactly(
                        IncidentState.OPEN,
                        IncidentState.UPDATED,
                        IncidentState.UPDATED,
                        IncidentState.UPDATED,
                        IncidentState.CLOSED);
        Incident closed = incidents.get(4);
        assertThat(closed.getEndedAt()).isEqualTo(SampleScores.START.plusSeconds(72));
        assertThat(closed.getDecidedAt()).isEqualTo(SampleScores.START.plusSeconds(135));
        assertThat(incidents).extracting(Incident::getTransition).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(incidents).extracting(Incident::getIncidentId).containsOnly(closed.getIncidentId());
    }

    @Test
    void withdrawsAnIncidentWhoseAlertsHaveAnotherCauseNow() {
        MemberAlert alert = firing("car-1", "lidar", AlertKind.DEVIATION, 10);
        place(alert, 20, fault());
        place(alert, 40, weather(HERE));
        List<Incident> incidents = incidents(50);
        assertThat(incidents)
                .filteredOn(each -> each.getCause() == IncidentCause.SENSOR_FAULT)
                .extracting(Incident::getState)
                .containsExactly(IncidentState.OPEN, IncidentState.CLOSED);
        assertThat(incidents)
                .filteredOn(each -> each.getState() == IncidentState.CLOSED)
                .singleElement()
                .matches(each -> each.getReason().contains("withdrawn")
                        && each.getReason().contains("weather"));
    }

    @Test
    void isAsSevereAsItsWorstAlertWas() {
        MemberAlert warning = firing("car-1", "lidar", AlertKind.DEVIATION, 10);
        MemberAlert critical = new MemberAlert(
                warning.alertId(),
                "car-1",
                "lidar",
                AlertKind.DEVIATION,
                warning.state(),
                AlertSeverity.CRITICAL,
                warning.software(),
                warning.budgetZ(),
                1,
                warning.startedMicros(),
                MemberAlert.LASTS,
                at(22),
                false);
        place(warning, 20, fault());
        place(critical, 22, fault());
        assertThat(incidents(30))
                .extracting(Incident::getSeverity)
                .containsExactly(AlertSeverity.WARNING, AlertSeverity.CRITICAL);
    }

    @Test
    void countsAllAlertsAndNamesNoMoreThanTheRuleSays() {
        for (int car = 0; car < 5; car++) {
            place(firing("car-" + car, "lidar", AlertKind.DEVIATION, 10 + car), 30, weather(HERE));
        }
        Incident incident = incidents(40).get(0);
        assertThat(incident.getMemberCount()).isEqualTo(5);
        assertThat(incident.getMembers()).hasSize(3);
    }

    @Test
    void doesNotGrowForEverWithASensorThatFlaps() {
        for (int time = 0; time < 40; time++) {
            MemberAlert alert = firing("car-1", "lidar", AlertKind.DEVIATION, 10 + 40 * time);
            place(alert, 20 + 40 * time, fault());
            place(resolved(alert, 30 + 40 * time), 30 + 40 * time, fault());
        }
        List<MemberChange> changes = changes(2_000);
        JudgeRun<MemberChange, IncidentJudge.Ledger, Incident> run = new JudgeRun<>(new IncidentJudge(Peers.RULE), 1);
        List<Incident> incidents = run.upTo(at(30 + 40 * 39), changes);
        assertThat(incidents.get(incidents.size() - 1).getMemberCount()).isEqualTo(40);
        assertThat(run.state().incidents())
                .singleElement()
                .matches(each -> each.parts().size() <= 4);
    }

    @Test
    void givesEveryAlertUnderANewModelToOneIncidentBucketByBucket() {
        for (int car = 0; car < 60; car++) {
            place(firing("car-" + car, "lidar", AlertKind.DEVIATION, 100), 110, fault());
        }
        fleet(105, 105);
        List<MemberChange> changes = changes(120);
        assertThat(changes).hasSizeLessThanOrEqualTo(FleetWord.BUCKETS).allMatch(each -> each.key()
                .startsWith("MODEL/"));
        Incident incident = incidents(changes, 120).get(0);
        assertThat(incident.getMemberCount()).isEqualTo(60);
        assertThat(incident.getModelDigest()).isEqualTo(SampleScores.MODEL);
        assertThat(incident.getAgreeing()).isEqualTo(60);
    }

    @Test
    void movesAlertsThatWerePlacedBeforeTheFleetSpoke() {
        place(firing("car-1", "lidar", AlertKind.DEVIATION, 100), 110, fault());
        fleet(115, 115);
        List<Incident> incidents = incidents(130);
        assertThat(incidents)
                .extracting(Incident::getCause, Incident::getState)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(IncidentCause.SENSOR_FAULT, IncidentState.OPEN),
                        org.assertj.core.groups.Tuple.tuple(IncidentCause.SENSOR_FAULT, IncidentState.CLOSED),
                        org.assertj.core.groups.Tuple.tuple(IncidentCause.MODEL, IncidentState.OPEN));
    }

    @Test
    void leavesAlertsThatAreOlderThanTheRollOutWhereTheyAre() {
        place(firing("car-1", "lidar", AlertKind.DEVIATION, 10), 20, fault());
        fleet(100, 100);
        assertThat(incidents(130)).extracting(Incident::getCause).containsOnly(IncidentCause.SENSOR_FAULT);
    }

    @Test
    void givesAlertsUnderAFirmwareThatFollowsANewModelToAnIncidentOfTheirOwn() {
        place(firing("car-1", "lidar", AlertKind.DEVIATION, 100), 110, fault());
        fleet(105, 105);
        fleet(200, 200, new Software("", "hdl-64e", "4.07"));
        place(firing("car-1", "roof", AlertKind.DEVIATION, 205), 210, fault());
        List<MemberChange> changes = changes(230);
        assertThat(changes)
                .filteredOn(each -> each.key().equals("MODEL/firmware hdl-64e 4.07"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.part().members())
                        .extracting(MemberAlert::sensorId)
                        .containsExactly("roof"));
        assertThat(changes)
                .filteredOn(each -> each.key().equals("MODEL/model " + SampleScores.MODEL))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.part().members())
                        .extracting(MemberAlert::sensorId)
                        .containsExactly("lidar"));
    }

    private static Finding weather(long cell) {
        return new Finding(IncidentCause.WEATHER, cell, new Evidence(3, 1, List.of("car-7"), List.of("car-8")));
    }

    private static Finding fault() {
        return new Finding(IncidentCause.SENSOR_FAULT, Hexagons.NOWHERE, new Evidence(0, 1, List.of(), List.of("c")));
    }

    private void place(MemberAlert alert, int second, Finding finding) {
        news.add(GroupNews.of(new Attribution(alert, at(second), alert.startedMicros() / 1_000 + 2_000, finding)));
    }

    private void fleet(int second, int since) {
        fleet(second, since, new Software(SampleScores.MODEL, "", ""));
    }

    private void fleet(int second, int since, Software rolledOut) {
        String group = Software.of(SampleScores.MODEL, "hdl-64e", null).group();
        Evidence most = new Evidence(60, 2, List.of("car-1"), List.of("car-99"));
        for (int bucket = 0; bucket < FleetWord.BUCKETS; bucket++) {
            news.add(GroupNews.of(new FleetOpinion(group, bucket, at(second), at(since), most, rolledOut)));
        }
    }

    private List<MemberChange> changes(int lastSecond) {
        Map<String, List<GroupNews>> byKey = new HashMap<>();
        news.forEach(each ->
                byKey.computeIfAbsent(each.key(), any -> new ArrayList<>()).add(each));
        List<MemberChange> changes = new ArrayList<>();
        byKey.values()
                .forEach(each ->
                        changes.addAll(new JudgeRun<>(new MembershipJudge(Peers.RULE), 1).upTo(at(lastSecond), each)));
        return changes;
    }

    private List<Incident> incidents(int lastSecond) {
        return incidents(changes(lastSecond), lastSecond);
    }

    private static List<Incident> incidents(List<MemberChange> changes, int lastSecond) {
        Map<String, List<MemberChange>> byKey = new HashMap<>();
        changes.forEach(each ->
                byKey.computeIfAbsent(each.key(), any -> new ArrayList<>()).add(each));
        List<Incident> incidents = new ArrayList<>();
        byKey.values()
                .forEach(each ->
                        incidents.addAll(new JudgeRun<>(new IncidentJudge(Peers.RULE), 1).upTo(at(lastSecond), each)));
        return incidents;
    }
}

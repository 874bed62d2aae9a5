package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.schemas.IncidentState;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.topology.ScriptedFleet.Script;
import org.fogbell.topology.ScriptedFleet.Sensor;
import org.fogbell.verdict.Policies;
import org.junit.jupiter.api.Test;

/** Whole fleets through every stage behind perception, as Flink runs them. */
class IncidentStagesTest {
    private static final long SEED = 20_260_301L;

    @Test
    void findsExactlyTheIncidentsOfADayAndTheSameWhenDisturbedRestartedAndRescaled() throws Exception {
        VerdictRun run = new VerdictRun(ScriptedDay.PARAMETERS, Map.of(), SEED);
        List<Incident> incidents = run.run(ScriptedDay.steps(SEED, 0, 0), "incident", Incident.class);

        assertThat(summary(incidents))
                .as("seed %d", SEED)
                .isEqualTo(Map.of(
                        "WEATHER", Set.of(lidars(1, 5)),
                        "SENSOR_FAULT car-04/lidar-rear", Set.of(Set.of("car-04/lidar-rear")),
                        "SENSOR_FAULT car-10/camera", Set.of(Set.of("car-10/camera")),
                        "SENSOR_FAULT car-12/lidar", Set.of(Set.of("car-12/lidar")),
                        "VEHICLE car-15", Set.of(Set.of("car-15/camera", "car-15/lidar")),
                        "MODEL model beef", Set.of(everythingButTheDeadCamera())));
        assertThat(last(incidents).values())
                .filteredOn(each -> each.getState() == IncidentState.CLOSED)
                .extracting(Incident::getCause)
                .containsExactlyInAnyOrder(
                        IncidentCause.WEATHER, IncidentCause.SENSOR_FAULT, IncidentCause.SENSOR_FAULT);
        assertIsWellFormed(incidents);

        assertThat(run.output("alert", Alert.class).stream().filter(IncidentStagesTest::flaps))
                .extracting(Alert::getState, Alert::getFlapping)
                .as("the third opening stands for those that follow, until the sensor has been quiet for a minute")
                .containsExactly(
                        tuple(AlertState.FIRING, false),
                        tuple(AlertState.RESOLVED, false),
                        tuple(AlertState.FIRING, false),
                        tuple(AlertState.RESOLVED, false),
                        tuple(AlertState.FIRING, true),
                        tuple(AlertState.RESOLVED, true));

        VerdictRun disturbed = new VerdictRun(ScriptedDay.PARAMETERS, Map.of(48, 4, 75, 2, 191, 1), SEED + 1);
        disturbed.run(ScriptedDay.steps(SEED, 5, 10), "incident", Incident.class);
        Map<String, List<String>> published = published(run);
        assertThat(published.keySet())
                .extracting(key -> key.substring(0, key.indexOf(' ')))
                .contains("baseline", "deviation", "alert", "liveness", "incident");
        assertThat(published(disturbed))
                .as("5 %% twice, 10 %% out of order, 1 -> 4 -> 2 -> 1 subtasks, seed %d", SEED)
                .isEqualTo(published);
    }

    /**
     * Policies known from the start, or each in the last step in which it may still come, somewhere among the frames. A camera may be silent for
     * longer, a sensor is worked on, another's threshold and flapping are others, and one starts again.
     */
    @Test
    void findsTheSameUnderLivePoliciesWheneverTheyComeAndTheJobRestarts() throws Exception {
        List<PolicyAck> policies = List.of(
                Policies.accepted(Policies.override("vehicle:car-10", 1, 55, Map.of("silence.after", "25s"))),
                Policies.accepted(Policies.override(
                        "sensor:car-04/lidar-rear",
                        2,
                        34,
                        Map.of("maintenance.spans", "*/* " + Policies.at(35) + "/" + Policies.at(90)))),
                Policies.accepted(Policies.override("vehicle:car-12", 3, 45, Map.of("flapping.openings", "2"))),
                Policies.accepted(Policies.override(
                        "sensor-type:lidar-32", 4, 60, Map.of("alert.threshold", "9.8", "alert.critical", "12"))),
                Policies.accepted(Policies.reset("car-15/lidar", 100)));
        VerdictRun known = new VerdictRun(ScriptedDay.PARAMETERS, Map.of(), SEED);
        VerdictRun late = new VerdictRun(ScriptedDay.PARAMETERS, Map.of(48, 4, 75, 2, 191, 1), SEED + 1);
        for (PolicyAck policy : policies) {
            known.accepting(0, policy);
            late.accepting(lastStepBefore(policy), policy);
        }
        VerdictRun none = new VerdictRun(ScriptedDay.PARAMETERS, Map.of(), SEED);
        none.run(ScriptedDay.steps(SEED, 0, 0), "incident", Incident.class);
        known.run(ScriptedDay.steps(SEED, 0, 0), "incident", Incident.class);
        late.run(ScriptedDay.steps(SEED, 5, 10), "incident", Incident.class);
        for (String stage : List.of("alert", "liveness")) {
            assertThat(known.output(stage, Alert.class))
                    .as("by %s the policies change something", stage)
                    .isNotEqualTo(none.output(stage, Alert.class));
        }
        assertThat(published(late)).as("seed %d", SEED).isEqualTo(published(known));
    }

    /** Frames up to this step's watermark are judged in it. */
    private static int lastStepBefore(PolicyAck policy) {
        long millis = policy.getEffectiveAt().toEpochMilli();
        List<VerdictRun.Step> steps = ScriptedDay.steps(SEED, 0, 0);
        int step = 0;
        while (steps.get(step).watermarkMillis() < millis) {
            step++;
        }
        return step;
    }

    /** What the flapping sensor does before the new model comes. */
    private static boolean flaps(Alert alert) {
        return alert.getVehicleId().equals("car-12")
                && alert.getSensorId().equals("lidar")
                && alert.getDecidedAt().isBefore(ScriptedFleet.START.plusSeconds(180));
    }

    private static Map<String, List<String>> published(VerdictRun run) {
        Map<String, Class<? extends SpecificRecordBase>> stages = Map.of(
                "baseline", FrameScore.class,
                "deviation", Deviation.class,
                "alert", Alert.class,
                "liveness", Alert.class,
                "incident", Incident.class);
        return ScriptedDay.byKey(
                stages.entrySet().stream().flatMap(stage -> run.output(stage.getKey(), stage.getValue()).stream()
                        .map(record -> ScriptedDay.line(stage.getKey(), record))));
    }

    /** Ten cars; from the 150th second on their LiDARs run another firmware, under which most of them deviate. */
    private static final class Update implements Script {
        @Override
        public double spreads(Sensor sensor, double second) {
            boolean hit = second >= 150 && sensor.type().equals(ScriptedFleet.LIDAR);
            return hit && !sensor.vehicle().equals("car-07") ? 10 : 0;
        }

        @Override
        public String firmware(Sensor sensor, double second) {
            return sensor.type().equals(ScriptedFleet.LIDAR) && second >= 150 ? "4.07" : "4.06";
        }
    }

    @Test
    void namesTheFirmwareUnderWhichMostOfTheFleetDeviates() throws Exception {
        List<VerdictRun.Step> steps = new ScriptedFleet(ScriptedFleet.cars(10, 0), new Update(), SEED).steps(200, 0, 0);
        List<Incident> incidents =
                new VerdictRun(ScriptedDay.PARAMETERS, Map.of(), SEED).run(steps, "incident", Incident.class);
        TreeSet<String> hit = lidars(1, 10);
        hit.remove("car-07/lidar");
        assertThat(summary(incidents)).isEqualTo(Map.of("MODEL firmware lidar-32 4.07", Set.of(hit)));
        Incident last = incidents.get(incidents.size() - 1);
        assertThat(last.getFirmware()).isEqualTo("lidar-32 4.07");
        assertThat(last.getModelDigest()).isNull();
        assertThat(last.getReason()).startsWith("most vehicles deviate since this firmware came");
        assertIsWellFormed(incidents);
    }

    /** Each incident's records are numbered from 0, open once, and say in each what an operator needs. */
    static void assertIsWellFormed(List<Incident> incidents) {
        incidents.stream()
                .collect(Collectors.groupingBy(Incident::getIncidentId))
                .values()
                .forEach(records -> {
                    for (int i = 0; i < records.size(); i++) {
                        Incident record = records.get(i);
                        assertThat(record.getTransition()).as(record.toString()).isEqualTo(i);
                        assertThat(record.getState() == IncidentState.OPEN)
                                .as(record.toString())
                                .isEqualTo(i == 0);
                        assertThat(record.getState() == IncidentState.CLOSED).isEqualTo(record.getEndedAt() != null);
                        assertThat(record.getReason()).isNotBlank();
                        assertThat(record.getStartedAt()).isBefore(record.getDecidedAt());
                        assertThat((long) record.getMembers().size()).isEqualTo(record.getMemberCount());
                    }
                    assertThat(records.subList(0, records.size() - 1))
                            .noneMatch(record -> record.getState() == IncidentState.CLOSED);
                });
    }

    static TreeSet<String> lidars(int from, int to) {
        TreeSet<String> lidars = new TreeSet<>();
        for (int car = from; car <= to; car++) {
            lidars.add(String.format("car-%02d/lidar", car));
        }
        return lidars;
    }

    private static TreeSet<String> everythingButTheDeadCamera() {
        TreeSet<String> sensors = ScriptedDay.sensors().stream()
                .map(sensor -> sensor.vehicle() + "/" + sensor.name())
                .collect(Collectors.toCollection(TreeSet::new));
        sensors.remove("car-10/camera");
        return sensors;
    }

    private static Map<String, Incident> last(List<Incident> incidents) {
        Map<String, Incident> last = new LinkedHashMap<>();
        incidents.stream()
                .sorted(Comparator.comparing(Incident::getTransition))
                .forEach(each -> last.put(each.getIncidentId(), each));
        return last;
    }

    /** The incidents by cause and subject, as sets of their members at their last change. */
    static Map<String, Set<Set<String>>> summary(List<Incident> incidents) {
        Map<String, Set<Set<String>>> summary = new TreeMap<>();
        for (Incident incident : last(incidents).values()) {
            boolean place = incident.getCause() == IncidentCause.WEATHER;
            summary.computeIfAbsent(
                            incident.getCause() + (place ? "" : " " + incident.getSubject()), any -> new HashSet<>())
                    .add(incident.getMembers().stream()
                            .map(member -> member.getVehicleId() + "/" + member.getSensorId())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        // Two incidents of one sensor would be equal as sets.
        assertThat(summary.values().stream().mapToInt(Set::size).sum())
                .isEqualTo(last(incidents).size());
        return summary;
    }
}

package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class FogbellJobTest {
    /** A stage that loses its uid loses its state at the next upgrade. */
    private static final List<String> UIDS = List.of(
            "frames",
            "policies",
            "policy-time",
            "frame-time",
            "policy",
            "decode",
            "perception",
            "outcome",
            "baseline",
            "deviation",
            "alert",
            "seen-frames",
            "seen-late-frames",
            "liveness",
            "vehicle-alerts",
            "vehicle-windows",
            "witness",
            "visits",
            "place",
            "fleet-words",
            "fleet-count",
            "fleet",
            "vehicle-testimonies",
            "vehicle-opinions",
            "cause",
            "group-alerts",
            "group-opinions",
            "membership",
            "incident",
            "naming-requests",
            "naming-without-time",
            "naming",
            "publish-scores",
            "publish-deviations",
            "publish-alerts",
            "publish-incidents",
            "publish-dead-letters",
            "publish-policy-acks");

    @Test
    void givesEveryOperatorAUidOfItsOwnThatStays() {
        for (String delivery : List.of("at-least-once", "exactly-once")) {
            List<String> uids = graph(Map.of("kafka.delivery", delivery)).getStreamNodes().stream()
                    .map(StreamNode::getTransformationUID)
                    .toList();
            assertThat(uids).doesNotContainNull().doesNotHaveDuplicates().containsAll(UIDS);
            assertThat(uids)
                    .filteredOn(uid -> !UIDS.contains(uid))
                    .as("the committers that Flink puts behind the sinks")
                    .containsExactlyInAnyOrder(
                            "Sink Committer: publish-scores",
                            "Sink Committer: publish-deviations",
                            "Sink Committer: publish-alerts",
                            "Sink Committer: publish-incidents",
                            "Sink Committer: publish-dead-letters",
                            "Sink Committer: publish-policy-acks");
        }
    }

    @Test
    void namesEveryOperatorAfterItsStage() {
        assertThat(graph(Map.of()).getStreamNodes())
                .filteredOn(
                        node -> UIDS.subList(2, UIDS.indexOf("publish-scores")).contains(node.getTransformationUID()))
                .allSatisfy(node -> assertThat(node.getOperatorName()).isEqualTo(node.getTransformationUID()));
        assertThat(graph(Map.of()).getStreamNodes())
                .extracting(StreamNode::getOperatorName)
                .contains("Source: frames", "Source: policies", "publish scores: Writer", "publish alerts: Writer");
    }

    @Test
    void showsEveryParameterInTheUserInterface() {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        JobParameters parameters = JobParameters.of(Map.of("alert.threshold", "4.5"));
        FogbellJob.build(env, parameters);
        assertThat(env.getConfig().getGlobalJobParameters().toMap())
                .containsExactlyInAnyOrderEntriesOf(parameters.toMap())
                .containsEntry("alert.threshold", "4.5");
    }

    @Test
    void sendsNothingButScoresAndDeadLettersBehindPerception() {
        StreamGraph graph = graph(Map.of());
        for (StreamNode node : graph.getStreamNodes()) {
            boolean heavy = List.of("frames", "decode").contains(node.getTransformationUID());
            boolean shuffled = node.getOutEdges().stream()
                    .anyMatch(edge -> edge.getPartitioner().toString().equals("HASH"));
            assertThat(heavy && shuffled).as(node.getOperatorName()).isFalse();
        }
    }

    /** Between tasks a frame goes without its payload, and would have to be read twice. */
    @Test
    void readsDecodesAndPerceivesInOneTask() {
        assertThat(tasks())
                .filteredOn(name -> name.contains("perception"))
                .singleElement()
                .asString()
                .contains("Source: frames", "decode");
    }

    private static List<String> tasks() {
        List<String> tasks = new ArrayList<>();
        graph(Map.of()).getJobGraph().getVertices().forEach(task -> tasks.add(task.getName()));
        return tasks;
    }

    /** What causes are found for is told once; the copy with a name goes to Kafka alone. */
    @Test
    void tellsNamesToNobodyButTheReadersOfAlerts() {
        StreamGraph graph = graph(Map.of());
        assertThat(behind(graph, "naming")).containsExactly("publish-alerts");
        assertThat(behind(graph, "alert"))
                .containsExactlyInAnyOrder("publish-alerts", "vehicle-alerts", "naming-requests");
    }

    private static List<String> behind(StreamGraph graph, String uid) {
        return graph.getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .flatMap(node -> node.getOutEdges().stream())
                .map(edge -> graph.getStreamNode(edge.getTargetId()).getTransformationUID())
                .toList();
    }

    @Test
    void showsLateFramesToLiveness() {
        StreamGraph graph = graph(Map.of());
        assertThat(into(graph, "liveness"))
                .extracting(edge -> graph.getStreamNode(edge.getSourceId()).getTransformationUID())
                .containsExactlyInAnyOrder("seen-frames", "seen-late-frames", "policy");
        assertThat(into(graph, "seen-frames"))
                .extracting(StreamEdge::getOutputTag)
                .containsOnlyNulls();
        assertThat(into(graph, "seen-late-frames"))
                .extracting(StreamEdge::getOutputTag)
                .containsExactly(Streams.LATE);
    }

    private static List<StreamEdge> into(StreamGraph graph, String uid) {
        return graph.getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .flatMap(node -> node.getInEdges().stream())
                .toList();
    }

    /** A score is large, and liveness asks little of it. */
    @Test
    void makesWhatLivenessSeesInTheTaskThatJudges() {
        assertThat(tasks())
                .filteredOn(name -> name.contains("baseline"))
                .singleElement()
                .asString()
                .contains("seen-frames", "seen-late-frames")
                .doesNotContain("liveness");
    }

    private static StreamGraph graph(Map<String, String> overrides) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        FogbellJob.build(env, JobParameters.of(overrides));
        return env.getStreamGraph();
    }
}

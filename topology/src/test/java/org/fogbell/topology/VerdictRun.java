package org.fogbell.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;

/**
 * All stages of the job behind perception, in Flink's operator harnesses, joined as in the job's own graph. The input comes in
 * steps, with a watermark after each; what a stage gets between two watermarks is shuffled, as nothing promises an order.
 * Every keyed stage may be stopped and started again with another parallelism between two steps.
 */
@SuppressWarnings("try") // the harnesses' close() throws any exception
final class VerdictRun {
    /** What comes in before a watermark. */
    record Step(List<FrameScore> scores, long watermarkMillis) {}

    private final StreamGraph graph;
    private final ExecutionConfig config;
    private final Map<Integer, Integer> restarts;
    private final Random order;
    private final Map<Integer, List<PolicyAck>> answers = new HashMap<>();
    private final Map<Integer, List<List<Object>>> outputs = new HashMap<>();
    private final Map<Integer, List<List<Object>>> lateOutputs = new HashMap<>();
    private final Map<String, Integer> stateEntries = new LinkedHashMap<>();
    private final Map<String, Integer> timers = new LinkedHashMap<>();

    /** @param restarts the parallelism with which all stages start anew, by the number of the step before which they do */
    VerdictRun(JobParameters parameters, Map<Integer, Integer> restarts, long seed) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        FogbellJob.build(env, parameters);
        this.graph = env.getStreamGraph();
        this.config = env.getConfig();
        this.restarts = restarts;
        this.order = new Random(seed);
    }

    /** A policy that is accepted in this step; it must count from no time whose frames were judged before. */
    VerdictRun accepting(int step, PolicyAck answer) {
        answers.computeIfAbsent(step, any -> new ArrayList<>()).add(answer);
        return this;
    }

    /** Runs everything; gives what the stage with this uid publishes. */
    <O> List<O> run(List<Step> steps, String uid, Class<O> type) throws Exception {
        StreamNode perceived = node("outcome");
        outputs.put(
                perceived.getId(),
                steps.stream().map(step -> List.<Object>copyOf(step.scores())).toList());
        for (StreamNode stage : behind(perceived)) {
            run(stage, steps);
        }
        return output(uid, type);
    }

    /** What a stage put out in the run. */
    <O> List<O> output(String uid, Class<O> type) {
        return outputs.get(node(uid).getId()).stream()
                .flatMap(List::stream)
                .map(type::cast)
                .toList();
    }

    /** Entries of keyed state at the end, by uid. */
    Map<String, Integer> stateEntries() {
        return stateEntries;
    }

    /** Event-time timers at the end, by uid. */
    Map<String, Integer> timers() {
        return timers;
    }

    private StreamNode node(String uid) {
        return graph.getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow();
    }

    /** All stages behind this one but the sinks and naming, behind which nothing is judged; each after those that it hears. */
    private List<StreamNode> behind(StreamNode first) {
        List<StreamNode> sorted = new ArrayList<>();
        List<StreamNode> open = new ArrayList<>(List.of(first));
        while (!open.isEmpty()) {
            StreamNode done = open.remove(0);
            if (done != first) {
                sorted.add(done);
            }
            for (StreamEdge edge : done.getOutEdges()) {
                StreamNode next = graph.getStreamNode(edge.getTargetId());
                boolean ready = next.getInEdges().stream()
                        .allMatch(in -> in.getSourceId() == first.getId()
                                || isPolicy(graph.getStreamNode(in.getSourceId()))
                                || sorted.contains(graph.getStreamNode(in.getSourceId())));
                boolean end = next.getTransformationUID().matches("publish-.*|naming-requests");
                if (ready && !end && !isPolicy(next) && !sorted.contains(next) && !open.contains(next)) {
                    open.add(next);
                }
            }
        }
        return sorted;
    }

    /** Policies are not run here: what comes of them is given. */
    private boolean isPolicy(StreamNode node) {
        return List.of("frame-time", "policies", "policy-time", "policy").contains(node.getTransformationUID());
    }

    private List<Object> input(StreamNode stage, int step) {
        List<Object> input = new ArrayList<>();
        for (StreamEdge edge : stage.getInEdges()) {
            if (isPolicy(graph.getStreamNode(edge.getSourceId()))) {
                continue;
            }
            var source = edge.getOutputTag() == null ? outputs : lateOutputs;
            input.addAll(source.get(edge.getSourceId()).get(step));
        }
        Collections.shuffle(input, order);
        return input;
    }

    private boolean hearsAnswers(StreamNode stage) {
        return stage.getInEdges().stream().anyMatch(edge -> isPolicy(graph.getStreamNode(edge.getSourceId())));
    }

    /** Answers come by a channel of their own: somewhere among the frames of their step. */
    private void send(StreamNode stage, int step, StageRun<Object, Object> run) throws Exception {
        List<Object> input = input(stage, step);
        List<PolicyAck> heard = hearsAnswers(stage) ? answers.getOrDefault(step, List.of()) : List.of();
        for (PolicyAck answer : heard) {
            input.add(order.nextInt(input.size() + 1), answer);
        }
        for (Object value : input) {
            if (value instanceof PolicyAck) {
                run.broadcast(value);
            } else {
                run.send(value, time(value));
            }
        }
    }

    private void run(StreamNode stage, List<Step> steps) throws Exception {
        List<List<Object>> output = new ArrayList<>();
        List<List<Object>> late = new ArrayList<>();
        if (stage.getStatePartitioners().length == 0) {
            try (var harness = stateless(stage)) {
                for (int i = 0; i < steps.size(); i++) {
                    for (Object value : input(stage, i)) {
                        harness.processElement(value, time(value));
                    }
                    output.add(List.copyOf(harness.extractOutputValues()));
                    harness.getOutput().clear();
                }
            }
        } else {
            try (StageRun<Object, Object> run = StageRun.of(stage, config)) {
                int lateBefore = 0;
                for (int i = 0; i < steps.size(); i++) {
                    if (restarts.containsKey(i)) {
                        run.restart(restarts.get(i));
                        lateBefore = 0;
                    }
                    send(stage, i, run);
                    run.watermark(steps.get(i).watermarkMillis());
                    output.add(run.take());
                    List<Object> allLate = new ArrayList<>(run.output(Streams.LATE));
                    late.add(List.copyOf(allLate.subList(lateBefore, allLate.size())));
                    lateBefore = allLate.size();
                }
                stateEntries.put(stage.getTransformationUID(), run.stateEntries());
                timers.put(stage.getTransformationUID(), run.eventTimeTimers());
            }
        }
        outputs.put(stage.getId(), output);
        lateOutputs.put(stage.getId(), late);
    }

    @SuppressWarnings("unchecked")
    private static OneInputStreamOperatorTestHarness<Object, Object> stateless(StreamNode stage) throws Exception {
        var operator = (OneInputStreamOperator<Object, Object>) InstantiationUtil.clone(stage.getOperator());
        var harness = new OneInputStreamOperatorTestHarness<>(operator);
        harness.setup();
        harness.open();
        return harness;
    }

    /** Only windows look at it; all else carries its time inside. */
    private static long time(Object value) {
        return value instanceof FrameScore score ? score.getEventTime().toEpochMilli() : 0;
    }
}

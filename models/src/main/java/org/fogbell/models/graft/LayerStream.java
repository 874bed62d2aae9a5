package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds what counts as a layer in a network of any kind, and the runs of equal layers. */
/*
 * A layer's output is that of an activation, of x * g(x) with elementwise g (as exporters write SiLU, hard swish, Mish
 * and GELU), of the batch normalisation that takes an activation for itself alone, or of a residual addition: one whose
 * one operand is made from the other. An addition that only an activation takes is none: the activation is. Activations
 * between a residual addition and its skipped operand are inside of a layer, as part of the information goes past them.
 *
 * A run goes on from one layer to the next while the shape stays and nothing else flows in: walking back from a layer
 * over all that is no layer meets the run's last layer and no other.
 */
final class LayerStream {
    private static final Set<String> ACTIVATIONS = Set.of(
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Elu",
            "Selu",
            "Celu",
            "ThresholdedRelu",
            "Clip",
            "HardSwish",
            "Mish",
            "Gelu",
            "Swish",
            "Softplus",
            "Softsign",
            "Tanh");

    /** Of one tensor; their other operands, if any, are constants. */
    private static final Set<String> ELEMENTWISE = Set.of(
            "Sigmoid",
            "HardSigmoid",
            "Tanh",
            "Softplus",
            "Erf",
            "Clip",
            "Relu",
            "Add",
            "Mul",
            "Div",
            "Sub",
            "Neg",
            "Exp",
            "Log");

    private final OnnxModel model;
    private final Map<String, long[]> shapes;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, List<NodeProto>> consumers = new HashMap<>();
    private final List<BitSet> ancestors = new ArrayList<>();

    private LayerStream(OnnxModel model, Map<String, long[]> shapes) {
        this.model = model;
        this.shapes = shapes;
        for (NodeProto node : model.graph().getNodeList()) {
            BitSet before = new BitSet();
            for (String input : node.getInputList()) {
                consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
                Integer producer = order.get(input);
                if (producer != null) {
                    before.or(ancestors.get(producer));
                    before.set(producer);
                }
            }
            node.getOutputList().forEach(output -> order.put(output, ancestors.size()));
            ancestors.add(before);
        }
    }

    /** Names of the layers' outputs, in the order in which they run. */
    static List<String> layers(OnnxModel model, Map<String, long[]> shapes) {
        return new LayerStream(model, shapes).layers();
    }

    /** Runs of equal layers with at least two of them, in the order in which they begin. */
    static List<List<String>> runs(OnnxModel model, Map<String, long[]> shapes) {
        return new LayerStream(model, shapes).runs();
    }

    private List<List<String>> runs() {
        List<String> layers = layers();
        Set<String> known = new HashSet<>(layers);
        Map<String, List<String>> runsByLast = new LinkedHashMap<>();
        List<List<String>> runs = new ArrayList<>();
        for (String layer : layers) {
            Set<String> sources = new HashSet<>();
            collectSources(layer, known, sources, new HashSet<>());
            List<String> run =
                    sources.size() == 1 ? runsByLast.remove(sources.iterator().next()) : null;
            if (run == null || !Arrays.equals(shapes.get(run.get(0)), shapes.get(layer))) {
                run = new ArrayList<>();
                runs.add(run);
            }
            run.add(layer);
            runsByLast.put(layer, run);
        }
        return runs.stream().filter(run -> run.size() > 1).map(List::copyOf).toList();
    }

    private List<String> layers() {
        Map<Integer, String> candidates = new TreeMap<>();
        Set<String> gates = new HashSet<>();
        BitSet inner = new BitSet();
        for (NodeProto node : model.graph().getNodeList()) {
            String output = candidate(node, gates, inner);
            if (output != null && hasLayerShape(output)) {
                candidates.put(order.get(output), output);
            }
        }
        candidates.values().removeIf(output -> gates.contains(output) || inner.get(order.getOrDefault(output, 0)));
        return List.copyOf(candidates.values());
    }

    /** The output that stands for the layer which the node ends; null where it ends none. */
    private @Nullable String candidate(NodeProto node, Set<String> gates, BitSet inner) {
        String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
        switch (node.getOpType()) {
            case "Mul" -> {
                return isGated(node, gates) ? normalised(output) : null;
            }
            case "Add" -> {
                return isResidual(node, inner) ? activated(output) : null;
            }
            default -> {
                return ACTIVATIONS.contains(node.getOpType()) ? normalised(output) : null;
            }
        }
    }

    private boolean hasLayerShape(String output) {
        long[] shape = shapes.get(output);
        return shape != null && shape.length >= 3 && shape[1] >= 2 && NetworkCost.size(shape) > shape[0] * shape[1];
    }

    /** x * g(x): notes what lies between. */
    private boolean isGated(NodeProto node, Set<String> gates) {
        if (node.getInputCount() != 2) {
            return false;
        }
        return isGate(node.getInput(0), node.getInput(1), gates) || isGate(node.getInput(1), node.getInput(0), gates);
    }

    private boolean isGate(String of, String gate, Set<String> gates) {
        Set<String> between = new HashSet<>();
        String at = gate;
        while (!at.equals(of)) {
            NodeProto node = model.producer(at);
            if (node == null || !ELEMENTWISE.contains(node.getOpType())) {
                return false;
            }
            between.add(at);
            List<String> computed =
                    node.getInputList().stream().filter(this::isComputed).toList();
            if (computed.size() != 1) {
                return false;
            }
            at = computed.get(0);
        }
        gates.addAll(between);
        return !between.isEmpty();
    }

    private boolean isComputed(String tensor) {
        NodeProto node = model.producer(tensor);
        return node != null && !node.getOpType().equals("Constant");
    }

    /** One operand is made from the other: notes the nodes between the two. */
    private boolean isResidual(NodeProto add, BitSet inner) {
        if (add.getInputCount() != 2) {
            return false;
        }
        for (int skipped = 0; skipped < 2; skipped++) {
            Integer skip = order.get(add.getInput(skipped));
            Integer branch = order.get(add.getInput(1 - skipped));
            boolean equal = Arrays.equals(shapes.get(add.getInput(0)), shapes.get(add.getInput(1)));
            if (skip != null && branch != null && equal && ancestors.get(branch).get(skip)) {
                for (int node = skip + 1; node <= branch; node++) {
                    if (ancestors.get(node).get(skip)
                            && (node == branch || ancestors.get(branch).get(node))) {
                        inner.set(node);
                    }
                }
                return true;
            }
        }
        return false;
    }

    private String activated(String output) {
        NodeProto only = onlyConsumer(output);
        return only != null && ACTIVATIONS.contains(only.getOpType()) ? normalised(only.getOutput(0)) : output;
    }

    private String normalised(String output) {
        NodeProto only = onlyConsumer(output);
        return only != null && only.getOpType().equals("BatchNormalization") ? only.getOutput(0) : output;
    }

    private @Nullable NodeProto onlyConsumer(String output) {
        List<NodeProto> all = consumers.getOrDefault(output, List.of());
        return all.size() == 1 ? all.get(0) : null;
    }

    /** The layers that are met first on all ways back from a tensor, and the network's inputs. */
    private void collectSources(String tensor, Set<String> layers, Set<String> sources, Set<String> seen) {
        NodeProto node = model.producer(tensor);
        if (node == null) {
            if (model.weight(tensor) == null) {
                sources.add(tensor);
            }
            return;
        }
        for (String input : node.getInputList()) {
            if (layers.contains(input)) {
                sources.add(input);
            } else if (!input.isEmpty() && seen.add(input)) {
                collectSources(input, layers, sources, seen);
            }
        }
    }
}

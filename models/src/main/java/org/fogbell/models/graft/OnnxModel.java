package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An ONNX file that was read and is one that this package understands. */
final class OnnxModel {
    /** TopK with its attribute {@code largest}, Equal and Clip as they are used here. */
    static final int OLDEST_OPERATOR_SET = 11;

    /** What ONNX Runtime brings along; operators of other domains need a library of their own. */
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    private final Path file;
    private final ModelProto proto;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> weights = new HashMap<>();

    private OnnxModel(Path file, ModelProto proto) {
        this.file = file;
        this.proto = proto;
        for (NodeProto node : proto.getGraph().getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
        proto.getGraph().getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    }

    /**
     * Reads and checks a file.
     *
     * @throws IOException naming the file and, where there is one, the node: no ONNX, an old operator set, operators that
     *     need a library, or weights in other files
     */
    static OnnxModel read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file + ": no such file, expected an ONNX network");
        }
        ModelProto proto;
        try {
            proto = ModelProto.parseFrom(Files.readAllBytes(file));
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + ": expected an ONNX network, got a file that is none: " + e.getMessage(), e);
        }
        if (proto.getGraph().getNodeCount() == 0
                || proto.getGraph().getOutputCount() == 0
                || proto.getOpsetImportCount() == 0) {
            throw new IOException(
                    file + ": expected an ONNX network, got a file without nodes, outputs or operator sets");
        }
        OnnxModel model = new OnnxModel(file, proto);
        model.requireOrdinaryOperators();
        model.requireOwnWeights();
        return model;
    }

    private void requireOrdinaryOperators() throws IOException {
        if (proto.getFunctionsCount() > 0) {
            throw new IOException(file + ": expected ordinary operators, got the function '"
                    + proto.getFunctions(0).getName() + "'; export the network with its functions inlined");
        }
        requireOrdinaryOperators(graph());
        if (operatorSet() < OLDEST_OPERATOR_SET) {
            throw new IOException(file + ": expected operator set " + OLDEST_OPERATOR_SET + " or newer, got "
                    + operatorSet() + "; export or convert the network to one");
        }
    }

    /** Also in the graphs of its nodes, such as the branches of an If. */
    private void requireOrdinaryOperators(GraphProto graph) throws IOException {
        for (NodeProto node : graph.getNodeList()) {
            if (!DOMAINS.contains(node.getDomain())) {
                throw new IOException(
                        file + ": node " + describe(node) + ": expected an operator of ONNX or ONNX Runtime,"
                                + " got " + node.getOpType() + " of the domain '" + node.getDomain()
                                + "'; export the network without custom operators");
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                requireOrdinaryOperators(attribute.getG());
            }
        }
    }

    private void requireOwnWeights() throws IOException {
        for (TensorProto tensor : weights.values()) {
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                throw new IOException(file + ": expected all weights in the file, got '" + tensor.getName()
                        + "' in another; save the network as one file");
            }
        }
    }

    Path file() {
        return file;
    }

    ModelProto proto() {
        return proto;
    }

    GraphProto graph() {
        return proto.getGraph();
    }

    /** Of the default domain. */
    int operatorSet() {
        for (OperatorSetIdProto set : proto.getOpsetImportList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                return Math.toIntExact(set.getVersion());
            }
        }
        return 0;
    }

    /** Inputs that are no weights. */
    List<ValueInfoProto> inputs() {
        return graph().getInputList().stream()
                .filter(input -> !weights.containsKey(input.getName()))
                .toList();
    }

    /** The node that makes a tensor; null for inputs and weights. */
    @Nullable
    NodeProto producer(String tensor) {
        return producers.get(tensor);
    }

    /** The weights of a name; null for anything else. */
    @Nullable
    TensorProto weight(String tensor) {
        return weights.get(tensor);
    }

    boolean has(String tensor) {
        return producers.containsKey(tensor)
                || weights.containsKey(tensor)
                || graph().getInputList().stream()
                        .anyMatch(input -> input.getName().equals(tensor));
    }

    /** Whether feature maps may be of another type than float32. */
    boolean mixesPrecisions() {
        boolean weights = graph().getInitializerList().stream().anyMatch(tensor -> otherFloat(tensor.getDataType()));
        return weights
                || graph().getInputList().stream()
                        .anyMatch(input ->
                                otherFloat(input.getType().getTensorType().getElemType()))
                || graph().getNodeList().stream()
                        .anyMatch(node -> node.getOpType().equals("Cast")
                                && node.getAttributeList().stream()
                                        .anyMatch(attribute -> otherFloat((int) attribute.getI())));
    }

    private static boolean otherFloat(int type) {
        return type == TensorProto.DataType.FLOAT16.getNumber()
                || type == TensorProto.DataType.BFLOAT16.getNumber()
                || type == TensorProto.DataType.DOUBLE.getNumber();
    }

    /** A node's name, or its first output's where it has none. */
    static String describe(NodeProto node) {
        String name = node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        return "'" + name + "'";
    }
}

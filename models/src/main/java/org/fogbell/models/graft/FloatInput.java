package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes a network take float32, which is what a declared input is, where it takes numbers of another kind: they are cast in
 * the network, bytes after rounding to 0..255.
 */
final class FloatInput {
    private static final String PREFIX = NodeWriter.PREFIX + "input";
    private static final Set<DataType> OPENABLE =
            Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE, DataType.UINT8);

    private FloatInput() {}

    static boolean isOpenable(ValueInfoProto input) {
        return OPENABLE.contains(type(input));
    }

    /** Name and type, for people. */
    static String described(ValueInfoProto input) {
        return "'" + input.getName() + "' of " + type(input).name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming a node that has a graph of its own, which could read the input */
    static void open(GraphProto.Builder graph, ValueInfoProto input) {
        DataType type = type(input);
        if (type == DataType.FLOAT) {
            return;
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            graph.setNode(i, reading(graph.getNode(i), input.getName()));
        }
        List<NodeProto> casts = casts(graph, input.getName(), type);
        for (int i = 0; i < casts.size(); i++) {
            graph.addNode(i, casts.get(i));
        }
        for (int i = 0; i < graph.getInputCount(); i++) {
            if (graph.getInput(i).getName().equals(input.getName())) {
                graph.getInputBuilder(i)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .setElemType(DataType.FLOAT.getNumber());
            }
        }
    }

    private static List<NodeProto> casts(GraphProto.Builder graph, String input, DataType type) {
        List<NodeProto> casts = new ArrayList<>();
        String values = input;
        if (type == DataType.UINT8) {
            NodeWriter writer = new NodeWriter(graph);
            casts.add(node("Round", PREFIX + ".rounded", values));
            casts.add(node(
                    "Clip",
                    PREFIX + ".bytes",
                    PREFIX + ".rounded",
                    writer.floats("input.least", 0, 0, 0),
                    writer.floats("input.most", 0, 0, 255)));
            values = PREFIX + ".bytes";
        }
        casts.add(node("Cast", PREFIX, values).toBuilder()
                .addAttribute(NodeWriter.number("to", type.getNumber()))
                .build());
        return casts;
    }

    private static NodeProto reading(NodeProto node, String input) {
        if (node.getAttributeList().stream().anyMatch(AttributeProto::hasG)) {
            throw new IllegalArgumentException("node " + OnnxModel.describe(node) + " is a " + node.getOpType()
                    + ": expected a network of float32 where one has such nodes");
        }
        NodeProto.Builder reading = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            if (node.getInput(i).equals(input)) {
                reading.setInput(i, PREFIX);
            }
        }
        return reading.build();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static DataType type(ValueInfoProto input) {
        DataType type = DataType.forNumber(input.getType().getTensorType().getElemType());
        return type == null ? DataType.UNDEFINED : type;
    }
}

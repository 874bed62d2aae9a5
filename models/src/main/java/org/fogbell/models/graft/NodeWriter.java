package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Adds nodes and constants to a graph, all of them under names that begin with {@link #PREFIX}. */
final class NodeWriter {
    static final String PREFIX = "fogbell/";

    private final GraphProto.Builder graph;
    private final Set<String> constants = new HashSet<>();
    private int nodes;

    NodeWriter(GraphProto.Builder graph) {
        this.graph = graph;
    }

    /** A node of one output, whose name is returned. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = PREFIX + operator.toLowerCase(Locale.ROOT) + "." + nodes++;
        named(output, operator, inputs, attributes);
        return output;
    }

    String node(String operator, String... inputs) {
        return node(operator, List.of(inputs));
    }

    void named(String output, String operator, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    /** The K smallest along the last axis, smallest first. */
    String smallest(int count, String input) {
        String output = PREFIX + "smallest." + nodes++;
        graph.addNode(NodeProto.newBuilder()
                .setOpType("TopK")
                .setName(output)
                .addInput(input)
                .addInput(longs(count))
                .addOutput(output)
                .addOutput(output + ".indices")
                .addAttribute(number("axis", -1))
                .addAttribute(number("largest", 0))
                .addAttribute(number("sorted", 1)));
        return output;
    }

    /** One step of elimination a row of the identity: puts out what each gives, frames x layers x rows x 1. */
    String elimination(String matrix, String identity, GraphProto body) {
        String pivots = PREFIX + "pivots." + nodes++;
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Scan")
                .setName(pivots)
                .addInput(matrix)
                .addInput(identity)
                .addOutput(pivots + ".rest")
                .addOutput(pivots)
                .addAttribute(number("num_scan_inputs", 1))
                .addAttribute(list("scan_output_axes", 2))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("body")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(body)));
        return pivots;
    }

    /** A list of whole numbers as a constant, one of which is kept for equal lists. */
    String longs(long... values) {
        String name = PREFIX + "longs" + Arrays.toString(values).replace(" ", "");
        if (constants.add(name)) {
            graph.addInitializer(int64(name, values));
        }
        return name;
    }

    /** A constant of rows x columns, or a number where both are 0. The same name stands for the same values. */
    String floats(String name, int rows, int columns, float... values) {
        if (constants.add(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            long[] sides = rows == 0 ? new long[0] : new long[] {rows, columns};
            graph.addInitializer(tensor(PREFIX + name, TensorProto.DataType.FLOAT, bytes, sides));
        }
        return PREFIX + name;
    }

    /** As {@link #floats}, in double precision. */
    String doubles(String name, int rows, int columns, double... values) {
        if (constants.add(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asDoubleBuffer().put(values);
            long[] sides = rows == 0 ? new long[0] : new long[] {rows, columns};
            graph.addInitializer(tensor(PREFIX + name, TensorProto.DataType.DOUBLE, bytes, sides));
        }
        return PREFIX + name;
    }

    String number(double value) {
        return floats("number" + (float) value, 0, 0, (float) value);
    }

    static TensorProto int64(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(name, TensorProto.DataType.INT64, bytes, values.length);
    }

    private static TensorProto tensor(String name, TensorProto.DataType type, ByteBuffer bytes, long... sides) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long side : sides) {
            tensor.addDims(side);
        }
        return tensor.build();
    }

    static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto list(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}

package org.fogbell.models.perception;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * An ONNX network in the making: nodes are added in the order in which they run, each named after its output. Inputs and
 * outputs take any batch size. The same calls give the same bytes on any machine. For one thread.
 */
public final class OnnxGraph {
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final String BATCH = "batch";

    private final GraphProto.Builder graph;

    public OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /** Adds an input of float32; the shape is that of one frame. */
    public void input(String name, long... shape) {
        graph.addInput(value(name, TensorProto.DataType.FLOAT, shape));
    }

    /** As {@link #input}, of whole numbers of 64 bits. */
    public void wholeInput(String name, long... shape) {
        graph.addInput(value(name, TensorProto.DataType.INT64, shape));
    }

    /** Makes what a node puts out an output of the network; the shape is that of one frame. */
    public void output(String name, long... shape) {
        graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
    }

    /** Adds weights under a name that nodes take as an input. */
    public void tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        tensor(name, TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** Adds a list of whole numbers of 64 bits, such as the shape that an operator gives its input. */
    public void wholeNumbers(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        tensor(name, TensorProto.DataType.INT64, bytes, values.length);
    }

    /** Adds one whole number by itself, such as an index. */
    public void wholeNumber(String name, long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(value);
        tensor(name, TensorProto.DataType.INT64, bytes);
    }

    private void tensor(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long side : shape) {
            tensor.addDims(side);
        }
        graph.addInitializer(tensor);
    }

    /** Adds a node with one output and one attribute that is a whole number, such as an axis. */
    public void node(String operator, String output, List<String> inputs, String attribute, long value) {
        graph.addNode(node(operator, output, inputs)
                .addAttribute(AttributeProto.newBuilder()
                        .setName(attribute)
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(value)));
    }

    /** Adds a node with one output. Attributes are lists of whole numbers, such as strides. */
    public void node(String operator, String output, List<String> inputs, SortedMap<String, List<Long>> attributes) {
        NodeProto.Builder node = node(operator, output, inputs);
        attributes.forEach((name, values) -> node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)));
        graph.addNode(node);
    }

    private static NodeProto.Builder node(String operator, String output, List<String> inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output + ".node")
                .addAllInput(inputs)
                .addOutput(output);
    }

    public void write(Path file) throws IOException {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("fogbell")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build();
        try (OutputStream out = Files.newOutputStream(file)) {
            model.writeTo(out);
        }
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shapeOfOne) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        for (long side : shapeOfOne) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}

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

/** A chain of convolution layers as an ONNX file: any batch size goes in, and every layer's output comes out by name. */
final class OnnxNetwork {
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final String BATCH = "batch";
    private static final String INPUT = "input";

    private OnnxNetwork() {}

    /** Writes the same bytes for the same layers, on any machine. */
    static void write(Path file, BirdsEyeGrid input, List<ConvolutionLayer> layers) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("backbone");
        graph.addInput(value(INPUT, input.channels(), input.rows(), input.columns()));
        String source = INPUT;
        int rows = input.rows();
        int columns = input.columns();
        for (ConvolutionLayer layer : layers) {
            rows = layer.shrunk(rows);
            columns = layer.shrunk(columns);
            graph.addInitializer(
                    tensor(layer.name() + ".weight", layer.weights(), layer.outputs(), layer.inputs(), 3, 3));
            graph.addInitializer(tensor(layer.name() + ".bias", layer.biases(), layer.outputs()));
            graph.addNode(convolution(layer, source));
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Relu")
                    .setName(layer.name() + ".relu")
                    .addInput(layer.name() + ".convolution")
                    .addOutput(layer.name()));
            graph.addOutput(value(layer.name(), layer.outputs(), rows, columns));
            source = layer.name();
        }
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

    private static NodeProto convolution(ConvolutionLayer layer, String source) {
        return NodeProto.newBuilder()
                .setOpType("Conv")
                .setName(layer.name() + ".conv")
                .addInput(source)
                .addInput(layer.name() + ".weight")
                .addInput(layer.name() + ".bias")
                .addOutput(layer.name() + ".convolution")
                .addAttribute(integers("kernel_shape", 3, 3))
                .addAttribute(integers("pads", 1, 1, 1, 1))
                .addAttribute(integers("strides", layer.stride(), layer.stride()))
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static TensorProto tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long side : shape) {
            tensor.addDims(side);
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, long... shapeOfOne) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        for (long side : shapeOfOne) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}

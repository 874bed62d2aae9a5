package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Offline;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of all tensors of a network, as ONNX Runtime finds them in one run over an empty frame: a node
 * {@code Shape} is added for each, so that no feature map is kept.
 */
final class ShapeProbe {
    private static final String SHAPE_OF = "fogbell/shape_of/";

    /** What they put out has no shape. */
    private static final Set<String> NO_TENSORS = Set.of(
            "SequenceConstruct",
            "SequenceEmpty",
            "SequenceInsert",
            "SequenceErase",
            "SequenceMap",
            "SplitToSequence",
            "Optional",
            "ZipMap",
            "If",
            "Loop",
            "Scan");

    private ShapeProbe() {}

    /**
     * @param inputShape of the network's one input, with that of the batch; null takes what the network declares
     * @throws IOException when a side of an input is not known, or ONNX Runtime cannot load or run the network
     */
    static Map<String, long[]> shapes(OnnxModel model, long @Nullable [] inputShape) throws IOException {
        Offline.engine(BundleManifest.ONNX_RUNTIME, 1);
        Map<String, long[]> inputs = new LinkedHashMap<>();
        for (ValueInfoProto input : model.inputs()) {
            inputs.put(input.getName(), inputShape(model, input, inputShape));
        }
        Map<String, long[]> shapes = new HashMap<>(inputs);
        model.graph()
                .getInitializerList()
                .forEach(weight -> shapes.put(
                        weight.getName(),
                        weight.getDimsList().stream().mapToLong(Long::longValue).toArray()));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // What goes wrong comes as an exception.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(withShapes(model), options)) {
                shapes.putAll(run(model, session, inputs));
            }
        } catch (OrtException e) {
            throw new IOException(
                    model.file() + ": ONNX Runtime cannot run it" + culprit(model, e) + ": " + e.getMessage(), e);
        }
        return shapes;
    }

    private static byte[] withShapes(OnnxModel model) {
        GraphProto.Builder graph = model.graph().toBuilder().clearOutput();
        for (NodeProto node : model.graph().getNodeList()) {
            if (NO_TENSORS.contains(node.getOpType())) {
                continue;
            }
            for (String output : node.getOutputList()) {
                if (!output.isEmpty()) {
                    graph.addNode(NodeProto.newBuilder()
                            .setOpType("Shape")
                            .addInput(output)
                            .addOutput(SHAPE_OF + output));
                    graph.addOutput(ValueInfoProto.newBuilder()
                            .setName(SHAPE_OF + output)
                            .setType(TypeProto.newBuilder()
                                    .setTensorType(TypeProto.Tensor.newBuilder()
                                            .setElemType(TensorProto.DataType.INT64.getNumber())
                                            .setShape(TensorShapeProto.newBuilder()
                                                    .addDim(TensorShapeProto.Dimension.newBuilder())))));
                }
            }
        }
        return ModelProto.newBuilder(model.proto()).setGraph(graph).build().toByteArray();
    }

    private static Map<String, long[]> run(OnnxModel model, OrtSession session, Map<String, long[]> inputs)
            throws IOException, OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (ValueInfoProto input : model.inputs()) {
                tensors.put(input.getName(), zeros(model, input, inputs.getOrDefault(input.getName(), new long[0])));
            }
            Map<String, long[]> shapes = new TreeMap<>();
            try (OrtSession.RunOptions quiet = new OrtSession.RunOptions()) {
                quiet.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                try (OrtSession.Result result = session.run(tensors, quiet)) {
                    for (Map.Entry<String, OnnxValue> output : result) {
                        shapes.put(output.getKey().substring(SHAPE_OF.length()), (long[])
                                output.getValue().getValue());
                    }
                }
            }
            return shapes;
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor zeros(OnnxModel model, ValueInfoProto input, long[] shape)
            throws IOException, OrtException {
        OnnxJavaType type =
                switch (TensorProto.DataType.forNumber(
                        input.getType().getTensorType().getElemType())) {
                    case FLOAT -> OnnxJavaType.FLOAT;
                    case FLOAT16 -> OnnxJavaType.FLOAT16;
                    case DOUBLE -> OnnxJavaType.DOUBLE;
                    case UINT8 -> OnnxJavaType.UINT8;
                    case INT8 -> OnnxJavaType.INT8;
                    case INT32 -> OnnxJavaType.INT32;
                    case INT64 -> OnnxJavaType.INT64;
                    case BOOL -> OnnxJavaType.BOOL;
                    default ->
                        throw new IOException(model.file() + ": input '" + input.getName()
                                + "': expected a tensor of numbers, got "
                                + input.getType().getTensorType().getElemType()
                                + " in ONNX's list of types");
                };
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        ByteBuffer zeros =
                ByteBuffer.allocateDirect(Math.toIntExact(size * type.size)).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), zeros, shape, type);
    }

    private static long[] inputShape(OnnxModel model, ValueInfoProto input, long @Nullable [] given)
            throws IOException {
        List<TensorShapeProto.Dimension> declared =
                input.getType().getTensorType().getShape().getDimList();
        long[] shape = new long[declared.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = declared.get(i).getDimValue() > 0 ? declared.get(i).getDimValue() : i == 0 ? 1 : 0;
        }
        if (given != null && model.inputs().size() == 1) {
            boolean fits = given.length == shape.length;
            for (int i = 0; fits && i < shape.length; i++) {
                fits = given[i] == shape[i] || declared.get(i).getDimValue() <= 0;
            }
            if (!fits) {
                throw new IOException(model.file() + ": input '" + input.getName() + "': expected " + text(declared)
                        + " as the network declares, got " + Arrays.toString(given));
            }
            requireOneFrame(model, input, given);
            return given;
        }
        if (Arrays.stream(shape).anyMatch(side -> side == 0) || shape.length == 0) {
            throw new IOException(model.file() + ": input '" + input.getName() + "' has the shape " + text(declared)
                    + ", expected numbers; give them with --shape, such as --shape 1,3,416,416");
        }
        return shape;
    }

    private static void requireOneFrame(OnnxModel model, ValueInfoProto input, long[] given) throws IOException {
        long most = Integer.MAX_VALUE / Float.BYTES;
        long size = given.length > 0 && given[0] == 1 ? 1 : 0;
        for (long side : given) {
            size = side >= 1 && side <= most ? Math.min(size * side, most + 1) : 0;
        }
        if (size == 0 || size > most) {
            throw new IOException(model.file() + ": input '" + input.getName()
                    + "': expected one frame of at least 1 and at most " + most + " numbers, got "
                    + Arrays.toString(given));
        }
    }

    static String text(List<TensorShapeProto.Dimension> declared) {
        return declared.stream()
                .map(side -> side.getDimValue() > 0
                        ? Long.toString(side.getDimValue())
                        : side.getDimParam().isEmpty() ? "?" : side.getDimParam())
                .toList()
                .toString();
    }

    /** ONNX Runtime names the node only where it has a name, and for an operator that it does not know only that. */
    private static String culprit(OnnxModel model, OrtException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No Op registered for") || message.contains("is not a registered function/op")) {
            for (NodeProto node : model.graph().getNodeList()) {
                if (message.matches("(?s).*\\b" + node.getOpType() + "\\b.*")) {
                    return ", the operator " + node.getOpType() + " of node " + OnnxModel.describe(node)
                            + " is none that it has";
                }
            }
        }
        return "";
    }
}

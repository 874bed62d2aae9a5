package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the batch axis of a network that was exported for one frame, where that changes nothing of what it computes. */
/*
 * Convolutions and their like take any batch; what does not is a Reshape to a constant shape that begins with the 1 of
 * the batch. There 0 stands for "as the input has it". Whether that was all is not argued but tried: two different frames
 * must give together what each gives alone, in every output. Otherwise the network stays as it is, for one frame a run.
 */
final class BatchAxis {
    /** Of the greatest value of an output: float32 sums in another order. */
    private static final double TOLERANCE = 1e-4;

    private BatchAxis() {}

    /** Whether one run of a network takes any number of frames. */
    static boolean isOpen(ModelProto model) {
        return input(model).getType().getTensorType().getShape().getDim(0).getDimValue() <= 0;
    }

    /**
     * A copy of a network with one input that takes any number of frames; null where there is no such.
     *
     * @param inputShape of one frame, with that of the batch
     */
    static @Nullable ModelProto opened(ModelProto model, Map<String, long[]> shapes, long[] inputShape) {
        ModelProto open = rewritten(model, shapes);
        try {
            return together(model, open, inputShape) ? open : null;
        } catch (OrtException e) {
            // It does not run on two frames: not openable, which is an answer and no failure.
            return null;
        }
    }

    private static ValueInfoProto input(ModelProto model) {
        for (ValueInfoProto input : model.getGraph().getInputList()) {
            if (model.getGraph().getInitializerList().stream()
                    .noneMatch(weight -> weight.getName().equals(input.getName()))) {
                return input;
            }
        }
        throw new IllegalArgumentException("expected a network with an input");
    }

    private static ModelProto rewritten(ModelProto model, Map<String, long[]> shapes) {
        GraphProto.Builder graph =
                model.getGraph().toBuilder().clearValueInfo().clearInput().clearOutput();
        String input = input(model).getName();
        for (ValueInfoProto value : model.getGraph().getInputList()) {
            graph.addInput(value.getName().equals(input) ? open(value) : value);
        }
        model.getGraph().getOutputList().forEach(value -> graph.addOutput(open(value)));
        Set<String> replaced = new HashSet<>();
        Map<String, long[]> constants = constants(model.getGraph());
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            if (!node.getOpType().equals("Reshape")) {
                continue;
            }
            long[] target = constants.get(node.getInput(1));
            long[] from = shapes.get(node.getInput(0));
            if (target != null
                    && target.length > 0
                    && target[0] == 1
                    && from != null
                    && from.length > 0
                    && from[0] == 1) {
                long[] kept = target.clone();
                kept[0] = 0;
                String name = node.getOutput(0) + NodeWriter.PREFIX + "shape";
                graph.addInitializer(NodeWriter.int64(name, kept));
                replaced.add(node.getInput(1));
                graph.setNode(i, node.toBuilder().setInput(1, name));
            }
        }
        dropUnused(graph, replaced);
        return model.toBuilder().setGraph(graph).build();
    }

    /** ONNX Runtime warns of weights that nothing reads. */
    private static void dropUnused(GraphProto.Builder graph, Set<String> replaced) {
        for (NodeProto node : graph.getNodeList()) {
            if (node.getAttributeList().stream().anyMatch(AttributeProto::hasG)) {
                return;
            }
            node.getInputList().forEach(replaced::remove);
        }
        for (int i = graph.getInitializerCount() - 1; i >= 0; i--) {
            if (replaced.contains(graph.getInitializer(i).getName())) {
                graph.removeInitializer(i);
            }
        }
    }

    private static ValueInfoProto open(ValueInfoProto value) {
        ValueInfoProto.Builder open = value.toBuilder();
        TensorShapeProto.Builder shape =
                open.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (shape.getDimCount() > 0) {
            shape.setDim(0, TensorShapeProto.Dimension.newBuilder().setDimParam("frames"));
        }
        return open.build();
    }

    /** Shapes that are written into the network, as weights or as nodes. */
    private static Map<String, long[]> constants(GraphProto graph) {
        Map<String, long[]> constants = new HashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            note(constants, tensor.getName(), tensor);
        }
        for (NodeProto node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (node.getOpType().equals("Constant") && attribute.getName().equals("value")) {
                    note(constants, node.getOutput(0), attribute.getT());
                }
            }
        }
        return constants;
    }

    private static void note(Map<String, long[]> constants, String name, TensorProto tensor) {
        if (tensor.getDataType() == TensorProto.DataType.INT64.getNumber() && tensor.getDimsCount() == 1) {
            long[] values = tensor.getInt64DataList().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            if (!tensor.getRawData().isEmpty()) {
                values = new long[tensor.getRawData().size() / Long.BYTES];
                tensor.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(values);
            }
            constants.put(name, values);
        }
    }

    private static boolean together(ModelProto alone, ModelProto open, long[] inputShape) throws OrtException {
        int size = Math.toIntExact(NetworkCost.size(inputShape));
        float[] frames = new float[2 * size];
        Random random = new Random(1);
        for (int i = 0; i < frames.length; i++) {
            frames[i] = random.nextFloat();
        }
        Map<String, float[]> first = run(alone, Arrays.copyOf(frames, size), inputShape);
        Map<String, float[]> second = run(alone, Arrays.copyOfRange(frames, size, 2 * size), inputShape);
        long[] two = inputShape.clone();
        two[0] = 2;
        for (Map.Entry<String, float[]> both : run(open, frames, two).entrySet()) {
            if (!isBoth(both.getValue(), first.get(both.getKey()), second.get(both.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBoth(float[] both, float @Nullable [] first, float @Nullable [] second) {
        if (first == null || second == null || both.length != first.length + second.length) {
            return false;
        }
        double greatest = 0;
        double difference = 0;
        for (int i = 0; i < both.length; i++) {
            float alone = i < first.length ? first[i] : second[i - first.length];
            greatest = Math.max(greatest, Math.abs(alone));
            difference = Math.max(difference, Math.abs(alone - both[i]));
        }
        return difference <= TOLERANCE * greatest;
    }

    private static Map<String, float[]> run(ModelProto model, float[] frames, long[] shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, float[]> outputs = new HashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession.RunOptions quiet = new OrtSession.RunOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            quiet.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model.toByteArray(), options);
                    OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(frames), shape);
                    OrtSession.Result result = session.run(Map.of(input(model).getName(), tensor), quiet)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    if (output.getValue() instanceof OnnxTensor values && values.getFloatBuffer() != null) {
                        float[] floats = new float[values.getFloatBuffer().remaining()];
                        values.getFloatBuffer().get(floats);
                        outputs.put(output.getKey(), floats);
                    }
                }
            }
        }
        return outputs;
    }
}

package org.fogbell.models.diffusion;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fogbell.models.perception.Offline;

/** One network of a pipeline, in memory: its inputs and outputs by name, and how to run it. For one thread. */
/* Not by DJL's own block, which takes float tensors in the order of the file: here whole numbers go in, and names count. */
final class OnnxPart implements AutoCloseable {
    /** Numbers in row-major order. The arrays belong to it. */
    record Floats(float[] values, long... shape) {}

    /** Halves are given as what they stand for, and asked for so. */
    static final Set<OnnxJavaType> FLOATS = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16);

    private final Path file;
    private final OrtSession session;
    private final Map<String, TensorInfo> inputs;
    private final Map<String, TensorInfo> outputs;

    private OnnxPart(Path file, OrtSession session) throws OrtException, IOException {
        this.file = file;
        this.session = session;
        this.inputs = tensors(session.getInputInfo());
        this.outputs = tensors(session.getOutputInfo());
    }

    /** @throws IOException naming the file: ONNX Runtime cannot read it */
    static OnnxPart open(Path file, int threads) throws IOException {
        try {
            OrtSession session = Offline.session(file, threads);
            try {
                return new OnnxPart(file, session);
            } catch (IOException | OrtException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new IOException(file + ": ONNX Runtime cannot load it: " + e.getMessage(), e);
        }
    }

    private Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) throws IOException {
        Map<String, TensorInfo> tensors = new TreeMap<>();
        for (Map.Entry<String, NodeInfo> node : nodes.entrySet()) {
            if (!(node.getValue().getInfo() instanceof TensorInfo tensor)) {
                throw new IOException(file + ": '" + node.getKey() + "': expected a tensor, got "
                        + node.getValue().getInfo());
            }
            tensors.put(node.getKey(), tensor);
        }
        return tensors;
    }

    Path file() {
        return file;
    }

    /** @throws IOException where it has other inputs than these */
    void requireInputs(Set<String> expected) throws IOException {
        if (!inputs.keySet().equals(expected)) {
            throw new IOException(file + ": expected the inputs " + new TreeSet<>(expected) + ", got " + inputs.keySet()
                    + ": weights of an architecture that this pipeline does not run");
        }
    }

    /**
     * The declared sides of an input, -1 where they are open.
     *
     * @throws IOException where its type or number of sides is not among those given
     */
    long[] input(String name, Set<OnnxJavaType> types, int fewestSides, int mostSides) throws IOException {
        return sides("input", name, inputs, types, fewestSides, mostSides);
    }

    /** As {@link #input}, of {@link #FLOATS}. */
    long[] output(String name, int sides) throws IOException {
        return sides("output", name, outputs, FLOATS, sides, sides);
    }

    private long[] sides(
            String what, String name, Map<String, TensorInfo> all, Set<OnnxJavaType> types, int fewest, int most)
            throws IOException {
        TensorInfo tensor = all.get(name);
        if (tensor == null) {
            throw new IOException(file + ": expected an " + what + " '" + name + "', got " + all.keySet());
        }
        if (!types.contains(tensor.type)) {
            throw new IOException(file + ": " + what + " '" + name + "': expected "
                    + String.join(
                            " or ",
                            types.stream().map(OnnxJavaType::name).sorted().toList())
                    + ", got " + tensor.type);
        }
        long[] sides = tensor.getShape();
        if (sides.length < fewest || sides.length > most) {
            throw new IOException(file + ": " + what + " '" + name + "': expected " + fewest
                    + (fewest == most ? "" : " to " + most) + " sides, got " + Arrays.toString(sides));
        }
        return sides;
    }

    /**
     * What an output is for some inputs, each of them of the type that the network wants.
     *
     * @throws IOException naming the file, where ONNX Runtime cannot run it
     */
    Floats run(Map<String, Floats> values, String output) throws IOException {
        List<OnnxTensor> made = new ArrayList<>();
        try {
            Map<String, OnnxTensor> tensors = new HashMap<>();
            for (Map.Entry<String, Floats> value : values.entrySet()) {
                OnnxTensor tensor = tensor(value.getKey(), value.getValue());
                made.add(tensor);
                tensors.put(value.getKey(), tensor);
            }
            try (OrtSession.RunOptions quiet = new OrtSession.RunOptions()) {
                quiet.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                try (OrtSession.Result result = session.run(tensors, Set.of(output), quiet)) {
                    OnnxTensor tensor = (OnnxTensor) result.get(0);
                    FloatBuffer buffer = tensor.getFloatBuffer();
                    float[] floats = new float[buffer.remaining()];
                    buffer.get(floats);
                    return new Floats(floats, tensor.getInfo().getShape());
                }
            }
        } catch (OrtException e) {
            throw new IOException(file + ": ONNX Runtime cannot run it: " + e.getMessage(), e);
        } finally {
            made.forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(String name, Floats value) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        TensorInfo wanted = inputs.get(name);
        OnnxJavaType type = wanted == null ? OnnxJavaType.FLOAT : wanted.type;
        float[] floats = value.values();
        switch (type) {
            case INT64 -> {
                LongBuffer longs = LongBuffer.allocate(floats.length);
                for (float each : floats) {
                    longs.put(Math.round((double) each));
                }
                return OnnxTensor.createTensor(environment, longs.flip(), value.shape());
            }
            case INT32 -> {
                IntBuffer ints = IntBuffer.allocate(floats.length);
                for (float each : floats) {
                    ints.put(Math.round(each));
                }
                return OnnxTensor.createTensor(environment, ints.flip(), value.shape());
            }
            case FLOAT16 -> {
                return OnnxTensor.createTensor(
                        environment,
                        Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(floats)),
                        value.shape(),
                        OnnxJavaType.FLOAT16);
            }
            default -> {
                return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), value.shape());
            }
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(file + ": ONNX Runtime cannot let it go", e);
        }
    }
}

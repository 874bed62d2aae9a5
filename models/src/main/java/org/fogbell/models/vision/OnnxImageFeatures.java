package org.fogbell.models.vision;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.perception.Offline;

/**
 * What a vision network says of an image in ONNX Runtime, on the CPU: the class token of a transformer, which is the first
 * token of its last hidden state, or the one vector that another network puts out. The network is held until this is closed.
 */
public final class OnnxImageFeatures implements ImageFeatures {
    private static final String VERSION = "image-1";

    /** What published exports call the tokens after the last layer. */
    private static final String TOKENS = "last_hidden_state";

    private final VisionFolder folder;
    private final OrtSession session;
    private final String input;
    private final boolean colourLast;
    private final String tokens;
    private final int dimensions;

    private OnnxImageFeatures(VisionFolder folder, OrtSession session) throws IOException, OrtException {
        this.folder = folder;
        this.session = session;
        NodeInfo node = input(session.getInputInfo());
        this.input = node.getName();
        this.colourLast = node.getInfo() instanceof TensorInfo tensor && fits(tensor.getShape(), colourLast(folder));
        this.tokens = tokens(session.getOutputInfo());
        this.dimensions = run(new float[folder.preprocessing().size()]).length;
    }

    /**
     * @param threads inside one operator, at least 1
     * @throws IOException saying what does not fit: a network that ONNX Runtime cannot load, that does not take images of
     *     the size that the folder's other file makes, or that puts out neither tokens nor one vector
     */
    public static OnnxImageFeatures open(VisionFolder folder, int threads) throws IOException {
        try {
            OrtSession session = Offline.session(folder.network(), threads);
            try {
                return new OnnxImageFeatures(folder, session);
            } catch (IOException | OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new IOException(folder.network() + ": ONNX Runtime cannot run it: " + e.getMessage(), e);
        }
    }

    private NodeInfo input(Map<String, NodeInfo> inputs) throws IOException {
        if (inputs.size() == 1) {
            NodeInfo only = inputs.values().iterator().next();
            if (only.getInfo() instanceof TensorInfo tensor
                    && tensor.type == OnnxJavaType.FLOAT
                    && (fits(tensor.getShape(), planes(folder)) || fits(tensor.getShape(), colourLast(folder)))) {
                return only;
            }
        }
        throw new IOException(folder.network() + ": expected one input of float32 "
                + shown(planes(folder)) + " or " + shown(colourLast(folder)) + ", as " + VisionFolder.CONFIG
                + " makes it, got "
                + described(inputs));
    }

    private static long[] planes(VisionFolder folder) {
        return new long[] {
            1, 3, folder.preprocessing().cropHeight(), folder.preprocessing().cropWidth()
        };
    }

    private static long[] colourLast(VisionFolder folder) {
        return new long[] {
            1, folder.preprocessing().cropHeight(), folder.preprocessing().cropWidth(), 3
        };
    }

    private static String shown(long[] shape) {
        return "[N, " + shape[1] + ", " + shape[2] + ", " + shape[3] + "]";
    }

    /** Sides that are open fit; the batch may be open or 1. */
    private static boolean fits(long[] shape, long[] expected) {
        if (shape.length != expected.length || (shape[0] > 0 && shape[0] != 1)) {
            return false;
        }
        for (int i = 1; i < shape.length; i++) {
            if (shape[i] > 0 && shape[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private String tokens(Map<String, NodeInfo> outputs) throws IOException {
        List<String> tokens = ofRank(outputs, 3);
        if (tokens.contains(TOKENS)) {
            return TOKENS;
        }
        List<String> vectors = ofRank(outputs, 2);
        List<String> candidates = tokens.isEmpty() ? vectors : tokens;
        if (candidates.size() == 1 && !outputs.containsKey(TOKENS)) {
            return candidates.get(0);
        }
        throw new IOException(folder.network() + ": expected an output '" + TOKENS
                + "' of float32 [N, tokens, dimensions], or one alone of such a shape or of [N, dimensions], got "
                + described(outputs));
    }

    private static List<String> ofRank(Map<String, NodeInfo> outputs, int rank) {
        return outputs.values().stream()
                .filter(output -> output.getInfo() instanceof TensorInfo tensor
                        && tensor.type == OnnxJavaType.FLOAT
                        && tensor.getShape().length == rank)
                .map(NodeInfo::getName)
                .toList();
    }

    private static String described(Map<String, NodeInfo> nodes) {
        return nodes.values().stream()
                .map(node -> node.getName() + " "
                        + (node.getInfo() instanceof TensorInfo tensor
                                ? tensor.type + " " + Arrays.toString(tensor.getShape())
                                : node.getInfo()))
                .toList()
                .toString();
    }

    @Override
    public float[] of(CameraImage image) {
        try {
            return run(folder.preprocessing().apply(image));
        } catch (OrtException e) {
            throw new IllegalStateException(folder.network() + ": the network failed on an image", e);
        }
    }

    /** Of an image that is preprocessed already: three planes. */
    private float[] run(float[] planes) throws OrtException {
        long[] shape = colourLast ? colourLast(folder) : planes(folder);
        try (OnnxTensor pixels = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(),
                        FloatBuffer.wrap(colourLast ? interleaved(planes) : planes),
                        shape);
                OrtSession.Result result = session.run(Map.of(input, pixels))) {
            OnnxTensor out = (OnnxTensor) result.get(tokens).orElseThrow();
            long[] sides = out.getInfo().getShape();
            if (sides.length < 2 || Arrays.stream(sides).anyMatch(side -> side < 1) || sides[0] != 1) {
                throw new IllegalStateException(
                        folder.network() + ": expected [1, tokens, dimensions] or [1, dimensions]"
                                + " of one image, got " + Arrays.toString(sides));
            }
            float[] vector = new float[Math.toIntExact(sides[sides.length - 1])];
            Objects.requireNonNull(out.getFloatBuffer()).get(vector);
            return vector;
        }
    }

    private static float[] interleaved(float[] planes) {
        float[] pixels = new float[planes.length];
        int count = planes.length / 3;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = planes[i % 3 * count + i / 3];
        }
        return pixels;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public String source() {
        return source(folder);
    }

    /** The {@link #source()} of vectors by this network, which need not be loaded to tell. */
    public static String source(VisionFolder folder) {
        return VERSION + " with network " + folder.digest();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(folder.network() + ": cannot be closed", e);
        }
    }
}

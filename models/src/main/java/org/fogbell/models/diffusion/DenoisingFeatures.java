package org.fogbell.models.diffusion;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes image features of a generator: what its denoising network sees in an image, asked with an empty sentence at a time at which
 * there is hardly any noise. The vector is the mean and the deviation of each channel of the chosen layers.
 */
/*
 * That a denoising network's inner maps say what is in an image, and better than its output: Baranchuk et al., arXiv 2112.03126; Tang et
 * al., arXiv 2306.03881. Layers and time are parameters there as well.
 */
public final class DenoisingFeatures {
    /** Of the networks that {@code gdc train-generator} makes: after every block on the way up. */
    public static final List<String> OWN_LAYERS = List.of("middle_again", "up1", "up0");

    /** A time of training, of a thousand. */
    public static final int HARDLY_ANY_NOISE = 20;

    private static final String NETWORK = "model.onnx";
    private static final String CONFIG = "preprocessor_config.json";
    private static final String PREFIX = "fogbell/";
    private static final String FEATURES = "features";
    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int INT64 = TensorProto.DataType.INT64.getNumber();

    private final Path file;
    private final GraphProto.Builder graph;

    private DenoisingFeatures(Path file, GraphProto.Builder graph) {
        this.file = file;
        this.graph = graph;
    }

    /**
     * Writes {@code model.onnx} and {@code preprocessor_config.json}, which make a folder of a vision network.
     *
     * @param nameOrFolder a pipeline that works on square images of pixels
     * @param layers names of feature maps in its denoising network
     * @param timestep of training, from 0 on, that the network is told
     * @throws IllegalArgumentException where a layer comes twice, none is named, or the network was trained in fewer times
     * @throws IOException naming the file and what does not fit, and which layers there are where one is not
     */
    public static void write(String nameOrFolder, List<String> layers, int timestep, Path out) throws IOException {
        if (layers.isEmpty() || layers.contains("") || Set.copyOf(layers).size() < layers.size()) {
            throw new IllegalArgumentException("expected layers, each once, got " + layers);
        }
        Path folder = ShippedPipeline.folder(nameOrFolder);
        Path file = PipelineFolder.check(folder).network("unet");
        EncodedPrompt nothing;
        int side;
        try (DiffusionPipeline pipeline = DiffusionPipeline.open(folder, null, 1)) {
            Denoiser denoiser = pipeline.denoiser();
            int trained = denoiser.schedule().steps();
            if (timestep < 0 || timestep >= trained) {
                throw new IllegalArgumentException(
                        "expected a time of training, 0 to " + (trained - 1) + ", got " + timestep);
            }
            nothing = denoiser.encode("");
            side = pipeline.squareSide();
        }
        ModelProto model;
        try {
            model = ModelProto.parseFrom(Files.readAllBytes(file));
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + ": expected an ONNX network, got a file that is none: " + e.getMessage(), e);
        }
        DenoisingFeatures features = new DenoisingFeatures(file, model.getGraph().toBuilder());
        features.requireOwnWeights();
        features.settle(nothing, timestep);
        features.pool(layers);
        Files.createDirectories(out);
        Files.write(
                out.resolve(NETWORK),
                model.toBuilder().setGraph(features.graph).build().toByteArray());
        Files.writeString(out.resolve(CONFIG), preprocessing(side), StandardCharsets.UTF_8);
    }

    private void requireOwnWeights() throws IOException {
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                throw new IOException(file + ": expected all weights in the file, got '" + tensor.getName()
                        + "' in another; save the network as one file");
            }
        }
    }

    /** Sentence and time become constants; what is left is the image. */
    private void settle(EncodedPrompt nothing, int timestep) throws IOException {
        List<ValueInfoProto> inputs = List.copyOf(graph.getInputList());
        graph.clearInput();
        for (ValueInfoProto input : inputs) {
            TypeProto.Tensor type = input.getType().getTensorType();
            switch (input.getName()) {
                case PipelineShapes.CONDITION -> {
                    requireFloat(input);
                    graph.addInitializer(floats(input.getName(), nothing.values())
                            .addDims(1)
                            .addDims(nothing.tokens())
                            .addDims(nothing.width()));
                }
                case PipelineShapes.TIMESTEP -> graph.addInitializer(time(input, timestep));
                case PipelineShapes.SAMPLE -> {
                    requireFloat(input);
                    TypeProto.Tensor one = type.toBuilder()
                            .setShape(type.getShape().toBuilder()
                                    .setDim(
                                            0,
                                            TensorShapeProto.Dimension.newBuilder()
                                                    .setDimValue(1)))
                            .build();
                    graph.addInput(
                            input.toBuilder().setType(TypeProto.newBuilder().setTensorType(one)));
                }
                default -> {
                    // Weights that are listed among the inputs, as old files do.
                    graph.addInput(input);
                }
            }
        }
    }

    private void requireFloat(ValueInfoProto input) throws IOException {
        int type = input.getType().getTensorType().getElemType();
        if (type != FLOAT) {
            throw new IOException(file + ": '" + input.getName() + "': expected float32, got type "
                    + TensorProto.DataType.forNumber(type));
        }
    }

    private TensorProto.Builder time(ValueInfoProto input, int timestep) throws IOException {
        TypeProto.Tensor type = input.getType().getTensorType();
        TensorProto.Builder time;
        if (type.getElemType() == FLOAT) {
            time = floats(input.getName(), new float[] {timestep});
        } else if (type.getElemType() == INT64) {
            time = TensorProto.newBuilder()
                    .setName(input.getName())
                    .setDataType(INT64)
                    .addInt64Data(timestep);
        } else {
            throw new IOException(file + ": '" + input.getName() + "': expected float32 or int64, got type "
                    + TensorProto.DataType.forNumber(type.getElemType()));
        }
        return type.getShape().getDimCount() == 0 ? time : time.addDims(1);
    }

    private static TensorProto.Builder floats(String name, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            // Not -0, whose sign is chance: the file is to be the same wherever it is made.
            bytes.putFloat(value + 0f);
        }
        return TensorProto.newBuilder().setName(name).setDataType(FLOAT).setRawData(ByteString.copyFrom(bytes.array()));
    }

    private void pool(List<String> layers) throws IOException {
        Set<String> sums = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        for (NodeProto node : graph.getNodeList()) {
            known.addAll(node.getOutputList());
            if (node.getOpType().equals("Add") || node.getOpType().equals("Conv")) {
                sums.addAll(node.getOutputList());
            }
        }
        List<String> parts = new ArrayList<>();
        for (String layer : layers) {
            if (!known.contains(layer)) {
                throw new IOException(file + ": expected layers of the denoising network, got '" + layer
                        + "'; sums and convolutions of it are " + sums);
            }
            String map = map(layer);
            String mean = node("GlobalAveragePool", layer, "mean", map);
            String beside = node("Sub", layer, "beside", map, mean);
            String squares = node("Mul", layer, "squares", beside, beside);
            String variance = node("GlobalAveragePool", layer, "variance", squares);
            parts.add(mean);
            parts.add(node("Sqrt", layer, "deviation", variance));
        }
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Concat")
                .setName(PREFIX + "all")
                .addAllInput(parts)
                .addOutput(PREFIX + "all")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1)));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Flatten")
                .setName(PREFIX + FEATURES)
                .addInput(PREFIX + "all")
                .addOutput(PREFIX + FEATURES));
        graph.clearOutput();
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(PREFIX + FEATURES)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(FLOAT)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(1))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("dimensions"))))));
    }

    /** The layer as it is; a network in which it is no map of channels does not load, and this is what is then named. */
    private String map(String layer) {
        String output = PREFIX + layer + "/of N, channels, height, width";
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Transpose")
                .setName(output)
                .addInput(layer)
                .addOutput(output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("perm")
                        .setType(AttributeProto.AttributeType.INTS)
                        .addAllInts(List.of(0L, 1L, 2L, 3L))));
        return output;
    }

    private String node(String operator, String layer, String what, String... inputs) {
        String output = PREFIX + layer + "/" + what;
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output));
        return output;
    }

    /** Pixels from -1 to 1, as pipelines of pixels are trained. */
    private static String preprocessing(int side) {
        return String.format(Locale.ROOT, """
                {"do_resize": true, "size": {"shortest_edge": %1$d}, "resample": 3, "do_center_crop": true,
                 "crop_size": {"height": %1$d, "width": %1$d}, "do_rescale": true, "rescale_factor": 0.00392156862745098,
                 "do_normalize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
                """, side);
    }
}

package org.fogbell.models.diffusion;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.fogbell.models.perception.OnnxGraph;

/**
 * A pipeline of a few operators in the layout of real ones. Its network says of a sample
 * {@code SHRINK * sample + text + SLOWNESS * timestep}, where the text is the sum of its words' numbers below.
 */
final class TinyPipeline {
    static final float SHRINK = 0.25f;
    static final float SLOWNESS = 0.0002f;
    static final int TOKENS = 3;
    static final int WIDTH = 2;
    static final int SIDE = 8;
    static final float FOG = 0.5f;
    static final float DENSE = 0.25f;
    static final float CLEAR = -0.5f;

    final Path folder;

    private TinyPipeline(Path folder) {
        this.folder = folder;
    }

    /** One that works on pixels. */
    static TinyPipeline ofPixels(Path folder) throws IOException {
        TinyPipeline pipeline = new TinyPipeline(folder);
        pipeline.text(WIDTH);
        pipeline.unet(3, WIDTH);
        pipeline.file("model_index.json", "{\"vae_decoder\": [null, null]}");
        return pipeline;
    }

    /** One that works on four latents, of which the decoder shows the first three, each twice as wide and high. */
    static TinyPipeline ofLatents(Path folder) throws IOException {
        TinyPipeline pipeline = new TinyPipeline(folder);
        pipeline.text(WIDTH);
        pipeline.unet(4, WIDTH);
        pipeline.decoder(4);
        return pipeline;
    }

    void text(int width) throws IOException {
        file("tokenizer/vocab.json", "{\"<pad>\": 0, \"fog\": 1, \"dense\": 2, \"clear\": 3}");
        file("tokenizer/tokenizer_config.json", "{\"model_max_length\": " + TOKENS + "}");
        file("scheduler/scheduler_config.json", """
                {"_class_name": "DDIMScheduler", "prediction_type": "sample", "beta_schedule": "scaled_linear",
                 "beta_start": 0.00085, "beta_end": 0.012, "clip_sample": false, "timestep_spacing": "trailing"}
                """);
        OnnxGraph graph = new OnnxGraph("text");
        graph.input(PipelineShapes.TOKENS, TOKENS);
        float[] table = new float[4 * width];
        for (int i = 0; i < width; i++) {
            table[width + i] = FOG / width;
            table[2 * width + i] = DENSE / width;
            table[3 * width + i] = CLEAR / width;
        }
        graph.tensor("table", table, 4, width);
        graph.node(
                "Gather", PipelineShapes.TEXT, List.of("table", PipelineShapes.TOKENS), Collections.emptySortedMap());
        graph.output(PipelineShapes.TEXT, TOKENS, width);
        write("text_encoder", graph);
        change("text_encoder", changed -> type(changed.getInputBuilder(0), TensorProto.DataType.INT64));
    }

    void unet(int channels, int width) throws IOException {
        OnnxGraph graph = new OnnxGraph("unet");
        graph.input(PipelineShapes.SAMPLE, channels, SIDE, SIDE);
        graph.input(PipelineShapes.TIMESTEP);
        graph.input(PipelineShapes.CONDITION, TOKENS, width);
        graph.tensor("shrink", new float[] {SHRINK}, 1);
        graph.tensor("slowness", new float[] {SLOWNESS}, 1);
        float[] ones = new float[TOKENS * width];
        Arrays.fill(ones, 1);
        graph.tensor("ones", ones, ones.length, 1);
        // With the samples as the last side, a number each is added to all of a sample.
        node(graph, "Transpose", "samples last", List.of(PipelineShapes.SAMPLE), "perm", 1, 2, 3, 0);
        node(graph, "Mul", "shrunk", List.of("samples last", "shrink"), "");
        node(graph, "Flatten", "words", List.of(PipelineShapes.CONDITION), "");
        node(graph, "MatMul", "text", List.of("words", "ones"), "");
        node(graph, "Transpose", "texts last", List.of("text"), "perm", 1, 0);
        node(graph, "Mul", "time", List.of(PipelineShapes.TIMESTEP, "slowness"), "");
        node(graph, "Add", "with text", List.of("shrunk", "texts last"), "");
        node(graph, "Add", "with time", List.of("with text", "time"), "");
        node(graph, "Transpose", PipelineShapes.DENOISED, List.of("with time"), "perm", 3, 0, 1, 2);
        graph.output(PipelineShapes.DENOISED, channels, SIDE, SIDE);
        write("unet", graph);
    }

    void decoder(int channels) throws IOException {
        OnnxGraph graph = new OnnxGraph("decoder");
        graph.input(PipelineShapes.LATENT, channels, SIDE, SIDE);
        float[] weights = new float[channels * 3 * 4];
        for (int channel = 0; channel < 3; channel++) {
            Arrays.fill(weights, (channel * 3 + channel) * 4, (channel * 3 + channel + 1) * 4, 1);
        }
        graph.tensor("weights", weights, channels, 3, 2, 2);
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        attributes.put("kernel_shape", List.of(2L, 2L));
        attributes.put("strides", List.of(2L, 2L));
        graph.node("ConvTranspose", PipelineShapes.PIXELS, List.of(PipelineShapes.LATENT, "weights"), attributes);
        graph.output(PipelineShapes.PIXELS, 3, 2 * SIDE, 2 * SIDE);
        write("vae_decoder", graph);
        file("vae_decoder/config.json", "{\"scaling_factor\": 0.5, \"latent_channels\": " + channels + "}");
    }

    private static void node(
            OnnxGraph graph, String operator, String output, List<String> inputs, String attribute, long... values) {
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        if (!attribute.isEmpty()) {
            attributes.put(attribute, Arrays.stream(values).boxed().toList());
        }
        graph.node(operator, output, inputs, attributes);
    }

    private void write(String part, OnnxGraph graph) throws IOException {
        Files.createDirectories(folder.resolve(part));
        graph.write(folder.resolve(part).resolve("model.onnx"));
    }

    void file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }

    /** Changes a written network. */
    void change(String part, Consumer<GraphProto.Builder> change) throws IOException {
        Path file = folder.resolve(part).resolve("model.onnx");
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        change.accept(model.getGraphBuilder());
        Files.write(file, model.build().toByteArray());
    }

    static void type(ValueInfoProto.Builder value, TensorProto.DataType type) {
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
    }

    /** Leaves all sides open, as most exports do. */
    static void open(ValueInfoProto.Builder value) {
        TensorShapeProto.Builder shape =
                value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        for (int i = 0; i < shape.getDimCount(); i++) {
            shape.setDim(i, TensorShapeProto.Dimension.newBuilder().setDimParam("side" + i));
        }
    }

    /** What comes in goes on as the float that it was. */
    static void castInput(GraphProto.Builder graph, String input) {
        for (int i = 0; i < graph.getNodeCount(); i++) {
            if (graph.getNode(i).getInput(0).equals(input)) {
                graph.getNodeBuilder(i).setInput(0, input + " as float");
            }
        }
        graph.addNode(0, cast(input, input + " as float", TensorProto.DataType.FLOAT));
    }

    static NodeProto.Builder cast(String from, String output, TensorProto.DataType type) {
        return NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput(from)
                .addOutput(output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(type.getNumber()));
    }
}

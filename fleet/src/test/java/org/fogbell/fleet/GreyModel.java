package org.fogbell.fleet;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.OnnxGraph;

/** A text-to-image model of a few operators: grey as its word, fog or clear, says, with some noise. */
final class GreyModel {
    static final int SIDE = 16;

    private final Path folder;

    private GreyModel(Path folder) {
        this.folder = folder;
    }

    static void write(Path folder) throws IOException {
        new GreyModel(folder).write();
    }

    private void write() throws IOException {
        file(
                "model_index.json",
                "{\"vae_decoder\": null, \"fogbell\": {\"steps\": 1, \"guidance\": 0, \"templates\": \"plain\"}}");
        file("tokenizer/vocab.json", "{\"<pad>\": 0, \"fog\": 1, \"clear\": 2}");
        file("tokenizer/tokenizer_config.json", "{\"model_max_length\": 3}");
        file("scheduler/scheduler_config.json", """
                {"_class_name": "EulerAncestralDiscreteScheduler", "prediction_type": "sample",
                 "timestep_spacing": "trailing"}
                """);
        OnnxGraph text = new OnnxGraph("text");
        text.input("input_ids", 3);
        text.tensor("table", new float[] {0, 0.5f, -0.5f}, 3, 1);
        text.node("Gather", "last_hidden_state", List.of("table", "input_ids"), Collections.emptySortedMap());
        text.output("last_hidden_state", 3, 1);
        Path encoder = written("text_encoder", text);
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(encoder)).toBuilder();
        model.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(TensorProto.DataType.INT64.getNumber());
        Files.write(encoder, model.build().toByteArray());

        OnnxGraph unet = new OnnxGraph("unet");
        unet.input("sample", 3, SIDE, SIDE);
        unet.input("timestep");
        unet.input("encoder_hidden_states", 3, 1);
        unet.tensor("some", new float[] {0.1f}, 1);
        unet.tensor("none", new float[] {0}, 1);
        unet.tensor("ones", new float[] {1, 1, 1}, 3, 1);
        node(unet, "Transpose", "samples last", List.of("sample"), 1L, 2L, 3L, 0L);
        node(unet, "Mul", "noise", List.of("samples last", "some"));
        node(unet, "Flatten", "words", List.of("encoder_hidden_states"));
        node(unet, "MatMul", "text", List.of("words", "ones"));
        node(unet, "Transpose", "texts last", List.of("text"), 1L, 0L);
        node(unet, "Mul", "time", List.of("timestep", "none"));
        node(unet, "Add", "timed", List.of("noise", "time"));
        node(unet, "Add", "clean", List.of("timed", "texts last"));
        node(unet, "Transpose", "out_sample", List.of("clean"), 3L, 0L, 1L, 2L);
        unet.output("out_sample", 3, SIDE, SIDE);
        written("unet", unet);
    }

    static void node(OnnxGraph graph, String operator, String output, List<String> inputs, Long... permuted) {
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        if (permuted.length > 0) {
            attributes.put("perm", List.of(permuted));
        }
        graph.node(operator, output, inputs, attributes);
    }

    private Path written(String part, OnnxGraph graph) throws IOException {
        Path file = folder.resolve(part).resolve("model.onnx");
        Files.createDirectories(file.resolveSibling("."));
        graph.write(file);
        return file;
    }

    private void file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }
}

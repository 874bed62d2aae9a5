package org.fogbell.models.pretraining;

import ai.djl.nn.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.OnnxGraph;

/**
 * Writes a transformer as {@code vision} reads it: {@code model.onnx} and {@code preprocessor_config.json}. The network puts
 * out one vector: the class token, the mean of all tokens, and their deviation from it, number by number. The last two tell
 * what is in some part of the image only, such as noise or dirt, better than the class token alone does.
 */
final class TransformerExport {
    static final String VECTOR = "embedding";

    /** Class token, mean and deviation. */
    static final int PARTS = 3;

    private static final String NETWORK = "model.onnx";
    private static final String CONFIG = "preprocessor_config.json";
    private static final String IMAGE = "pixel_values";

    private final VisionTransformer network;
    private final OnnxGraph graph = new OnnxGraph("vision-transformer");

    private TransformerExport(VisionTransformer network) {
        this.network = network;
    }

    static void write(VisionTransformer network, Path folder) throws IOException {
        TransformerExport export = new TransformerExport(network);
        export.build();
        Files.createDirectories(folder);
        export.graph.write(folder.resolve(NETWORK));
        Files.writeString(folder.resolve(CONFIG), export.config(), StandardCharsets.UTF_8);
    }

    /** Images of other sides give their middle square. */
    private String config() {
        return String.format(
                Locale.ROOT, """
                {"do_resize": true, "size": {"shortest_edge": %1$d}, "resample": 3, "do_center_crop": true,
                 "crop_size": {"height": %1$d, "width": %1$d}, "do_rescale": true, "rescale_factor": %2$s,
                 "do_normalize": true, "image_mean": [%3$s, %3$s, %3$s], "image_std": [%4$s, %4$s, %4$s]}
                """, network.size().side(), 1 / 255.0, ShiftedView.MEAN, ShiftedView.DEVIATION);
    }

    private void build() {
        TransformerSize size = network.size();
        int side = size.side();
        graph.input(IMAGE, 3, side, side);
        graph.output(VECTOR, (long) PARTS * size.width());
        constants();
        String tokens = embedded();
        for (int layer = 0; layer < size.depth(); layer++) {
            tokens = layer("layer" + layer, network.layers().get(layer), tokens);
        }
        vector(normalised("tokens", network.last(), tokens));
    }

    /** The three parts each at its place in a vector of zeros, and their sum. */
    private void vector(String tokens) {
        SortedMap<String, List<Long>> overTokens = attribute("axes", 1);
        graph.wholeNumbers("first", 0);
        graph.wholeNumbers("second", 1);
        // Along the second axis, from the first token to before the second.
        node("Slice", "class_token", tokens, "first", "second", "second");
        graph.node("ReduceMean", "mean", List.of(tokens), overTokens);
        node("Sub", "differences", tokens, "mean");
        node("Mul", "differences.squares", "differences", "differences");
        graph.node("ReduceMean", "variance", List.of("differences.squares"), overTokens);
        node("Sqrt", "deviation", "variance");
        String sum = placed("class_token", 0);
        for (String part : List.of("mean", "deviation")) {
            String both = "with_" + part;
            node("Add", both, sum, placed(part, part.equals("mean") ? 1 : 2));
            sum = both;
        }
        graph.wholeNumbers("in_one", 0, (long) PARTS * network.size().width());
        node("Reshape", VECTOR, sum, "in_one");
    }

    private String placed(String part, int place) {
        long width = network.size().width();
        graph.wholeNumbers(part + ".place", 0, 0, place * width, 0, 0, (PARTS - 1 - place) * width);
        node("Pad", part + ".placed", part, part + ".place");
        return part + ".placed";
    }

    private void constants() {
        TransformerSize size = network.size();
        graph.tensor("epsilon", new float[] {Normalisation.EPSILON});
        graph.tensor("one", new float[] {1});
        graph.tensor("half", new float[] {0.5f});
        graph.tensor("root_of_two", new float[] {(float) Math.sqrt(2)});
        graph.tensor("attention_scale", new float[] {(float) (1 / Math.sqrt(size.headWidth()))});
        for (int i = 0; i < 3; i++) {
            graph.wholeNumber("number_" + i, i);
        }
        // 0 keeps what is there.
        graph.wholeNumbers("in_patches", 0, size.width(), size.tokens() - 1L);
        graph.wholeNumbers("in_heads", 0, 0, 3, size.heads(), size.headWidth());
        graph.wholeNumbers("in_tokens", 0, 0, size.width());
        graph.wholeNumbers("a_token_before", 0, 1, 0, 0, 0, 0);
    }

    /** Patches by a convolution, an empty token before them, and the places. */
    private String embedded() {
        TransformerSize size = network.size();
        long patch = size.patch();
        graph.tensor("patches.weight", transposed(network.embedding().weight()), size.width(), 3, patch, patch);
        tensor("patches.bias", network.embedding().bias());
        SortedMap<String, List<Long>> attributes = attribute("kernel_shape", patch, patch);
        attributes.put("strides", List.of(patch, patch));
        graph.node("Conv", "patches", List.of(IMAGE, "patches.weight", "patches.bias"), attributes);
        node("Reshape", "patches.flat", "patches", "in_patches");
        graph.node("Transpose", "patches.tokens", List.of("patches.flat"), attribute("perm", 0, 2, 1));
        node("Pad", "patches.padded", "patches.tokens", "a_token_before");
        tensor("positions", network.positions());
        node("Add", "embedded", "patches.padded", "positions");
        return "embedded";
    }

    private String layer(String name, TransformerLayer layer, String tokens) {
        String attention =
                attention(name, layer, normalised(name + ".before_attention", layer.beforeAttention(), tokens));
        String attending = name + ".attending";
        node("Add", attending, tokens, dense(name + ".attended", layer.attended(), attention));
        String before = normalised(name + ".before_map", layer.beforeMap(), attending);
        String wide = gelu(dense(name + ".widened", layer.widened(), before));
        String out = name + ".out";
        node("Add", out, attending, dense(name + ".narrowed", layer.narrowed(), wide));
        return out;
    }

    private String attention(String name, TransformerLayer layer, String tokens) {
        String all = name + ".all";
        node("Reshape", all + ".split", dense(all, layer.queriesKeysValues(), tokens), "in_heads");
        graph.node("Transpose", all + ".heads", List.of(all + ".split"), attribute("perm", 2, 0, 3, 1, 4));
        String[] parts = {name + ".queries", name + ".keys", name + ".values"};
        for (int i = 0; i < parts.length; i++) {
            node("Gather", parts[i], all + ".heads", "number_" + i);
        }
        node("Mul", name + ".scaled", parts[0], "attention_scale");
        graph.node("Transpose", name + ".keys.across", List.of(parts[1]), attribute("perm", 0, 1, 3, 2));
        node("MatMul", name + ".scores", name + ".scaled", name + ".keys.across");
        node("Softmax", name + ".shares", name + ".scores");
        node("MatMul", name + ".mixed", name + ".shares", parts[2]);
        graph.node("Transpose", name + ".mixed.tokens", List.of(name + ".mixed"), attribute("perm", 0, 2, 1, 3));
        String flat = name + ".mixed.flat";
        node("Reshape", flat, name + ".mixed.tokens", "in_tokens");
        return flat;
    }

    private String dense(String name, Dense dense, String source) {
        tensor(name + ".weight", dense.weight());
        tensor(name + ".bias", dense.bias());
        node("MatMul", name + ".product", source, name + ".weight");
        node("Add", name, name + ".product", name + ".bias");
        return name;
    }

    private String gelu(String source) {
        node("Div", source + ".over_root", source, "root_of_two");
        node("Erf", source + ".erf", source + ".over_root");
        node("Add", source + ".risen", source + ".erf", "one");
        node("Mul", source + ".doubled", source, source + ".risen");
        String out = source + ".gelu";
        node("Mul", out, source + ".doubled", "half");
        return out;
    }

    private String normalised(String name, Normalisation normalisation, String source) {
        tensor(name + ".scale", normalisation.scale());
        tensor(name + ".shift", normalisation.shift());
        SortedMap<String, List<Long>> ofToken = attribute("axes", -1);
        graph.node("ReduceMean", name + ".mean", List.of(source), ofToken);
        node("Sub", name + ".centred", source, name + ".mean");
        node("Mul", name + ".squares", name + ".centred", name + ".centred");
        graph.node("ReduceMean", name + ".variance", List.of(name + ".squares"), ofToken);
        node("Add", name + ".above_zero", name + ".variance", "epsilon");
        node("Sqrt", name + ".deviation", name + ".above_zero");
        node("Div", name + ".unit", name + ".centred", name + ".deviation");
        node("Mul", name + ".scaled", name + ".unit", name + ".scale");
        node("Add", name, name + ".scaled", name + ".shift");
        return name;
    }

    private void tensor(String name, Parameter parameter) {
        graph.tensor(
                name, parameter.getArray().toFloatArray(), parameter.getShape().getShape());
    }

    /** Outputs x inputs. */
    private static float[] transposed(Parameter matrix) {
        float[] values = matrix.getArray().toFloatArray();
        int outputs = Math.toIntExact(matrix.getShape().get(1));
        int inputs = values.length / outputs;
        float[] across = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            across[i % outputs * inputs + i / outputs] = values[i];
        }
        return across;
    }

    private void node(String operator, String name, String... sources) {
        graph.node(operator, name, List.of(sources), Collections.emptySortedMap());
    }

    private static SortedMap<String, List<Long>> attribute(String name, long... values) {
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        attributes.put(name, java.util.Arrays.stream(values).boxed().toList());
        return attributes;
    }
}

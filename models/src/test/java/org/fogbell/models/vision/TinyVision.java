package org.fogbell.models.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.OnnxGraph;

/** Vision networks of a few operators: their vector is the mean red, green and blue of each quarter of the input. */
public final class TinyVision {
    public static final int SIDE = 8;

    static final String CONFIG = """
            {"do_resize": true, "size": {"shortest_edge": 10}, "resample": 3, "do_center_crop": true,
             "crop_size": {"height": 8, "width": 8}, "do_rescale": true, "rescale_factor": 0.00392156862745098,
             "do_normalize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.25, 0.25, 0.25]}
            """;

    private TinyVision() {}

    /** One that puts out its three colours as tokens of eight numbers, the means of the rows: red is the class token. */
    static Path ofTokens(Path folder, String output) throws IOException {
        OnnxGraph graph = new OnnxGraph("vision");
        graph.input("pixel_values", 3, SIDE, SIDE);
        float[] share = new float[SIDE];
        Arrays.fill(share, 1f / SIDE);
        graph.tensor("share", share, SIDE);
        graph.node("MatMul", output, List.of("pixel_values", "share"), Collections.emptySortedMap());
        graph.output(output, 3, SIDE);
        return written(folder, graph);
    }

    /** One that takes colours last and puts out the mean red, green and blue. */
    static Path ofColoursLast(Path folder) throws IOException {
        OnnxGraph graph = new OnnxGraph("vision");
        graph.input("pixel_values", SIDE, SIDE, 3);
        graph.node("Transpose", "planes", List.of("pixel_values"), attributes("perm", 0, 3, 1, 2));
        graph.node("GlobalAveragePool", "means", List.of("planes"), Collections.emptySortedMap());
        graph.node("Flatten", "embedding", List.of("means"), Collections.emptySortedMap());
        graph.output("embedding", 3);
        return written(folder, graph);
    }

    /** One that puts out a vector of twelve numbers. */
    public static Path ofVectors(Path folder) throws IOException {
        OnnxGraph graph = new OnnxGraph("vision");
        graph.input("pixel_values", 3, SIDE, SIDE);
        SortedMap<String, List<Long>> pool = attributes("kernel_shape", 4, 4);
        pool.put("strides", List.of(4L, 4L));
        graph.node("AveragePool", "pooled", List.of("pixel_values"), pool);
        graph.node("Flatten", "embedding", List.of("pooled"), Collections.emptySortedMap());
        graph.output("embedding", 12);
        return written(folder, graph);
    }

    private static SortedMap<String, List<Long>> attributes(String name, long... values) {
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        attributes.put(name, Arrays.stream(values).boxed().toList());
        return attributes;
    }

    private static Path written(Path folder, OnnxGraph graph) throws IOException {
        Files.createDirectories(folder);
        graph.write(folder.resolve(VisionFolder.NETWORK));
        Files.writeString(folder.resolve(VisionFolder.CONFIG), CONFIG);
        return folder;
    }
}

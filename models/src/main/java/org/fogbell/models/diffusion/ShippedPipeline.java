package org.fogbell.models.diffusion;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A pipeline that comes with the program, as a folder. */
final class ShippedPipeline {
    private static final String SHIPPED = "/org/fogbell/models/generators/";

    /** Simulated roads of 64 x 64 pixels. */
    private static final Set<String> NAMES = Set.of("road-64");

    private static final List<String> FILES = List.of(
            "model_index.json",
            "scheduler/scheduler_config.json",
            "text_encoder/model.onnx",
            "tokenizer/tokenizer_config.json",
            "tokenizer/vocab.json",
            "unet/model.onnx");

    private ShippedPipeline() {}

    /** That of a name, unpacked into a temporary folder that goes with this process; or else the folder itself. */
    static Path folder(String nameOrFolder) throws IOException {
        if (!NAMES.contains(nameOrFolder)) {
            return Path.of(nameOrFolder);
        }
        Path folder = Files.createTempDirectory("fogbell-generator");
        // They go in the opposite order: what is in a folder before the folder.
        folder.toFile().deleteOnExit();
        for (String name : FILES) {
            Path target = folder.resolve(name);
            Path part = target.resolveSibling(".").normalize();
            if (!Files.exists(part)) {
                Files.createDirectory(part);
                part.toFile().deleteOnExit();
            }
            target.toFile().deleteOnExit();
            try (InputStream in = ShippedPipeline.class.getResourceAsStream(SHIPPED + nameOrFolder + "/" + name)) {
                if (in == null) {
                    throw new FileNotFoundException(
                            "no resource " + SHIPPED + nameOrFolder + "/" + name + " on the class path");
                }
                Files.copy(in, target);
            }
        }
        return folder;
    }
}

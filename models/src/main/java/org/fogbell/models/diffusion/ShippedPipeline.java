package org.fogbell.models.diffusion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.fogbell.models.perception.UnpackedFolder;

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
        return NAMES.contains(nameOrFolder)
                ? UnpackedFolder.of(SHIPPED + nameOrFolder + "/", FILES).path()
                : Path.of(nameOrFolder);
    }
}

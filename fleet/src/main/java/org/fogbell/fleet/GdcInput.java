package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.perception.ModelBundle;
import picocli.CommandLine.Option;

/** The options that say which clean sweeps conditions are made from, and which network looks at them. */
final class GdcInput {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description =
                    "Folder of clean recorded sweeps; to evaluate, of scenes that the classifier was not prepared with.")
    Path data = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "auto",
            converter = RecordingOptions.FormatOption.class,
            description = "auto, kitti-raw, kitti-object, pcd or csv (default: ${DEFAULT-VALUE}).")
    Recording.Format format = Recording.Format.AUTO;

    @Option(
            names = "--frames",
            defaultValue = "",
            paramLabel = "FIRST..LAST",
            description = "Names of the first and last frame to take, such as 000000..000199 (default: all).")
    String frames = "";

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            defaultValue = "detector",
            description =
                    "The network that the job runs, the same to prepare and to evaluate: a folder, or detector or "
                            + "untrained (default: ${DEFAULT-VALUE}).")
    String bundle = "detector";

    ModelBundle openBundle() throws IOException {
        return ModelBundle.named(bundle);
    }

    CleanRecording openSweeps() throws IOException {
        return CleanRecording.open(data, format, frames);
    }
}

package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell corrupt}: a recording under bad weather or with a sensor fault. */
@Command(
        name = "corrupt",
        description = "Copies a recording with every frame corrupted; labels and calibrations stay.",
        mixinStandardHelpOptions = true)
final class CorruptCommand implements Callable<Integer> {
    @Option(names = "--in", paramLabel = "DIR", description = "Folder of recorded frames.")
    @Nullable
    Path in;

    @Option(
            names = "--format",
            defaultValue = "auto",
            converter = RecordingOptions.FormatOption.class,
            description = "auto, kitti-raw, kitti-object, pcd, csv or image (default: ${DEFAULT-VALUE}).")
    Recording.Format format = Recording.Format.AUTO;

    @Option(names = "--kind", description = "What befalls the sensor, as fog; --list names all.")
    @Nullable
    String kind;

    @Option(names = "--severity", defaultValue = "3", description = "1 (barely) to 5 (severe) (default: 3).")
    int severity = 3;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the corruption (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "New folder of the corrupted frames.")
    @Nullable
    Path out;

    @Option(names = "--force", description = "Replace the folder of --out, whatever is in it.")
    boolean force;

    @Option(names = "--list", description = "Print all kinds with their parameter at the severities 1 to 5.")
    boolean list;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (list) {
            print(spec.commandLine().getOut());
            return 0;
        }
        if (in == null || kind == null || out == null) {
            throw new IllegalArgumentException("expected --in DIR, --kind KIND and --out DIR, or --list; missing is "
                    + (in == null ? "--in" : kind == null ? "--kind" : "--out"));
        }
        CorruptedRecording recording =
                CorruptedRecording.of(Recording.open(in, format), Corruption.of(kind, severity), seed);
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), recording.frames());
        requireApart(in, out);
        try (OutputFolder output = OutputFolder.at(out, force)) {
            int written = recording.write(output.building(), progress::show);
            output.finish();
            progress.end(
                    String.format(Locale.ROOT, "fogbell: %d frames with %s:%d in %s", written, kind, severity, out));
        }
        return 0;
    }

    /** With --force, an output around the input would replace it. */
    private static void requireApart(Path in, Path out) throws IOException {
        Path source = in.toRealPath();
        Path target = out.toAbsolutePath().normalize();
        if (source.startsWith(target)) {
            throw new IllegalArgumentException("--out: expected a folder beside the input " + in + ", got " + out);
        }
    }

    private static void print(PrintWriter out) {
        for (CorruptionKind kind : CorruptionKind.values()) {
            String sensors = kind.onSweeps() && kind.onImages() ? "both" : kind.onSweeps() ? "LiDAR" : "camera";
            out.printf(
                    Locale.ROOT,
                    "%-16s %-6s  %s%n%-16s %-6s    %s%n",
                    kind,
                    sensors,
                    kind.description(),
                    "",
                    "",
                    kind.scale());
        }
        out.flush();
    }
}

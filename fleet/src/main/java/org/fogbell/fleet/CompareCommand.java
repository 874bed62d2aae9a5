package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.SweepComparison;
import org.fogbell.models.simulation.SweepStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell compare}: how much the sweeps of two recordings look alike, such as simulated and real ones. */
@Command(
        name = "compare",
        description = "Compares the sweeps of two recordings in numbers, as Markdown.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private static final double[] SHARES = {0.05, 0.25, 0.5, 0.75, 0.95};

    @Option(names = "--frames", paramLabel = "DIR", required = true, description = "Folder of recorded sweeps.")
    Path frames = Path.of("");

    @Option(
            names = "--with",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the sweeps to compare with.")
    Path with = Path.of("");

    @Option(
            names = "--limit",
            defaultValue = "40",
            description = "Sweeps to take of each, spread evenly over the recording (default: ${DEFAULT-VALUE}).")
    int limit = 40;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit: expected at least 1, got " + limit);
        }
        SweepStatistics first = SweepStatistics.of(sweeps(frames));
        SweepStatistics second = SweepStatistics.of(sweeps(with));
        PrintWriter out = spec.commandLine().getOut();
        String firstName = String.valueOf(frames.getFileName());
        String secondName = String.valueOf(with.getFileName());
        out.println(SweepComparison.of(first, second).table(firstName, secondName));
        out.print(quantiles(first, second, firstName, secondName));
        out.println();
        out.print(rings(first, second, firstName, secondName));
        out.flush();
        return 0;
    }

    private List<PointCloud> sweeps(Path folder) throws IOException {
        Recording recording = Recording.open(folder, Recording.Format.AUTO);
        int count = Math.min(limit, recording.size());
        List<PointCloud> sweeps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Frame frame = recording.read((int) ((long) i * recording.size() / count));
            if (!(frame instanceof PointCloud sweep)) {
                throw new IOException(folder + ": expected sweeps, got camera images");
            }
            sweeps.add(sweep);
        }
        return sweeps;
    }

    static String quantiles(SweepStatistics first, SweepStatistics second, String firstName, String secondName) {
        StringBuilder text = new StringBuilder(
                "| share of points up to | 5 % | 25 % | 50 % | 75 % | 95 % |\n|---|---|---|---|---|---|\n");
        row(text, "range in m, " + firstName, first.ranges());
        row(text, "range in m, " + secondName, second.ranges());
        row(text, "height in m, " + firstName, first.heights());
        row(text, "height in m, " + secondName, second.heights());
        row(text, "intensity, " + firstName, first.intensities());
        row(text, "intensity, " + secondName, second.intensities());
        return text.toString();
    }

    private static void row(StringBuilder text, String name, float[] ascending) {
        text.append("| ").append(name);
        for (double share : SHARES) {
            text.append(String.format(Locale.ROOT, " | %.2f", ascending[(int) (share * (ascending.length - 1))]));
        }
        text.append(" |\n");
    }

    /** Points of a sweep by its eighths of rings, from the first stored to the last. */
    static String rings(SweepStatistics first, SweepStatistics second, String firstName, String secondName) {
        StringBuilder text = new StringBuilder(
                "| points a ring, in eighths of the rings | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |\n|---|---|---|---|---|---|---|---|---|\n");
        ringRow(text, firstName, first);
        ringRow(text, secondName, second);
        return text.toString();
    }

    private static void ringRow(StringBuilder text, String name, SweepStatistics statistics) {
        float[] rings = statistics.rings();
        int count = (int) rings[rings.length - 1] + 1;
        int[] points = new int[8];
        for (float ring : rings) {
            points[Math.min(7, (int) (Math.max(0, ring) * 8 / count))]++;
        }
        text.append("| ").append(name);
        for (int each : points) {
            text.append(String.format(Locale.ROOT, " | %.0f", each * 8.0 / count / statistics.sweeps()));
        }
        text.append(" |\n");
    }
}

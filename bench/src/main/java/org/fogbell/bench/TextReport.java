package org.fogbell.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fogbell.models.perception.BundleManifest;

/** For people: a table for each workload and number of workers. */
final class TextReport implements JobReport {
    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void start(Machine machine, BundleManifest bundle) {
        say(
                "machine  %d cores, %s, %s, heap %.1f GiB, load average %.2f before it began",
                machine.cores(),
                machine.os(),
                machine.jvm(),
                machine.maxHeapBytes() / (double) (1 << 30),
                machine.loadAverage());
        say(
                "bundle   %s, %s, digest %s, batch 1",
                bundle.label(), bundle.engine(), bundle.digest().substring(0, 12));
    }

    @Override
    public void workload(Workload workload, int frames, int warmUp) {
        say("%nframes   %s; %d a run, the first %d do not count", workload, frames, warmUp);
    }

    @Override
    public void round(Round round) {
        if (round.number() == 0) {
            say(
                    "%n%d predictor thread%s%n%-8s %12s %12s %8s",
                    round.workers(), round.workers() == 1 ? "" : "s", "round", "bare loop/s", "job/s", "ratio");
        }
        say(
                "%-8s %12.1f %12.1f %8.3f",
                round.number() == 0 ? "warm-up" : round.number(),
                round.bare().framesPerSecond(),
                round.job().framesPerSecond(),
                round.ratio());
    }

    @Override
    public void summary(Summary summary) {
        say("ratio    %s; target %.2f: %s", summary.ratio(), Summary.TARGET, summary.meetsTarget() ? "met" : "missed");
        say("share    %s: perception's of the job's processor time, compiler apart", summary.perceptionShare());
        say("ms/frame bare loop: %s", parts(summary.bareMillis()));
        say("         job: %s", parts(summary.jobMillis()));
        say("limit    %s", summary.limit());
    }

    private static String parts(Map<ProcessorTime.Part, Double> millis) {
        return millis.entrySet().stream()
                .filter(part -> part.getValue() >= 0.005)
                .map(part -> String.format(
                        Locale.ROOT, "%s %.2f", part.getKey().name().toLowerCase(Locale.ROOT), part.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}

package org.fogbell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fogbell bench kernels}: {@link Kernels} by JMH, time and allocation of one thread, in processes of their own. */
@Command(
        name = "kernels",
        description = "Measures by JMH what is done to a sweep before the network, and an entropy in Java.",
        mixinStandardHelpOptions = true)
final class KernelBenchmark implements Callable<Integer> {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Option(names = "--quick", description = "A few iterations: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Override
    public Integer call() throws RunnerException, JsonProcessingException {
        var options = new OptionsBuilder()
                .include(Kernels.class.getName() + "\\..*")
                .forks(quick ? 1 : 3)
                .warmupIterations(quick ? 1 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.seconds(1))
                .threads(1)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        for (RunResult result : new Runner(options).run()) {
            print(result);
        }
        return 0;
    }

    @SuppressWarnings("rawtypes") // as JMH declares its results
    private void print(RunResult result) throws JsonProcessingException {
        var time = result.getPrimaryResult();
        String name = result.getParams().getBenchmark();
        String step = name.substring(name.lastIndexOf('.') + 1);
        // The profiler's names begin with a dot in some versions.
        var allocated = result.getSecondaryResults().entrySet().stream()
                .filter(each -> each.getKey().endsWith(ALLOCATED))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH's profiler gave no " + ALLOCATED));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "kernels");
        line.put("step", step);
        line.put("millis", time.getScore());
        line.put("error", time.getScoreError());
        line.put("allocated_bytes", allocated.getScore());
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%-18s %7.3f ms (99.9 %% within %.3f), %,.0f bytes allocated",
                        step,
                        time.getScore(),
                        time.getScoreError(),
                        allocated.getScore()));
    }
}

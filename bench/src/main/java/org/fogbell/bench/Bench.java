package org.fogbell.bench;

import org.fogbell.bench.detection.DetectionBenchmark;
import org.fogbell.bench.verdict.VerdictBenchmark;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line: {@code fogbell bench COMMAND}. */
@Command(
        name = "fogbell bench",
        description = "Measures Fogbell beside its rivals.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            JobBenchmark.class,
            SimulationBenchmark.class,
            TrainingBenchmark.class,
            GraftBenchmark.class,
            EntropiesBenchmark.class,
            PeersBenchmark.class,
            PerceptionBenchmark.class,
            DetectionBenchmark.class,
            ZeroShotBenchmark.class,
            EncodingBenchmark.class,
            VerdictBenchmark.class,
            CommandLine.HelpCommand.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("fogbell bench: " + failure);
                    LoggerFactory.getLogger(Bench.class).error("benchmark failed", failure);
                    return CommandLine.ExitCode.SOFTWARE;
                });
        // Not a plain return: threads of the broker's and the cluster's libraries outlive what they served.
        System.exit(commandLine.execute(arguments));
    }
}

package org.fogbell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fogbell.bench.detection.DetectionBenchmark;
import org.fogbell.bench.verdict.VerdictBenchmark;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmarks' command line: {@code fogbell bench COMMAND}; without a command, all of them one after the other. */
@Command(
        name = "fogbell bench",
        description = "Measures Fogbell beside its rivals; without COMMAND everything, one after the other.",
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true,
        subcommands = {
            JobBenchmark.class,
            IngestBenchmark.class,
            LatencyBenchmark.class,
            MemoryBenchmark.class,
            SimulationBenchmark.class,
            TrainingBenchmark.class,
            GraftBenchmark.class,
            EntropiesBenchmark.class,
            PeersBenchmark.class,
            PerceptionBenchmark.class,
            DeviceBenchmark.class,
            DetectionBenchmark.class,
            ZeroShotBenchmark.class,
            KernelBenchmark.class,
            VerdictBenchmark.class,
            CommandLine.HelpCommand.class
        })
public final class Bench implements Callable<Integer> {
    @Option(names = "--quick", description = "A few rounds of each: to see that they work, not to publish.")
    boolean quick;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private Bench() {}

    /** Goes on where one of them fails or has nothing to compare with; the worst outcome is all's. */
    @Override
    public Integer call() {
        int worst = 0;
        for (CommandLine command : benchmarks()) {
            command.getErr().println("fogbell bench " + command.getCommandName());
            worst = Math.max(worst, command.execute(arguments().toArray(String[]::new)));
        }
        return worst;
    }

    List<CommandLine> benchmarks() {
        return spec.subcommands().values().stream()
                .filter(command -> !(command.getCommand() instanceof CommandLine.HelpCommand))
                .toList();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (quick) {
            arguments.add("--quick");
        }
        if (json) {
            arguments.add("--json");
        }
        return arguments;
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("fogbell bench: " + failure);
            LoggerFactory.getLogger(Bench.class).error("benchmark failed", failure);
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    public static void main(String[] arguments) {
        // Not a plain return: threads of the broker's and the cluster's libraries outlive what they served.
        System.exit(commandLine().execute(arguments));
    }
}

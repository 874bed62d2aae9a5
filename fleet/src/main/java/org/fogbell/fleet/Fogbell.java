package org.fogbell.fleet;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The command line: {@code fogbell COMMAND}. */
@Command(
        name = "fogbell",
        description = "Watches the sensors of a vehicle fleet.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            JobCommand.class,
            ReplayCommand.class,
            TailCommand.class,
            AlertmanagerCommand.class,
            WhatIfCommand.class,
            PolicyCommand.class,
            BaselineCommand.class,
            AlertCommand.class,
            SimulateCommand.class,
            CorruptCommand.class,
            ViewCommand.class,
            CompareCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            CalibrateCommand.class,
            InspectCommand.class,
            GraftCommand.class,
            ExperimentCommand.class,
            BundleCommand.class,
            GdcCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "Try 'fogbell demo', then 'fogbell COMMAND --help'. Benchmarks: 'fogbell bench'."})
public final class Fogbell {
    /** Exit status of a command that ran and failed, as opposed to one that was typed wrongly (2). */
    static final int FAILED = 1;

    private Fogbell() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine();
        int status = commandLine.execute(arguments);
        // Not a plain return: threads of the broker's and the cluster's libraries outlive what they served.
        System.exit(status);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Fogbell())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionStrategy(Fogbell::execute)
                .setExecutionExceptionHandler(new OneLine());
    }

    private static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            // By now nothing holds what the command had read.
            parsed.commandSpec()
                    .commandLine()
                    .getErr()
                    .printf(
                            "fogbell: out of memory: the heap is %d MiB; give it more, as in FOGBELL_JVM=-Xmx8g, or the"
                                    + " command less (%s)%n",
                            Runtime.getRuntime().maxMemory() >> 20, e.getMessage());
            return FAILED;
        }
    }

    /** Says what went wrong in one line; the log has the rest. */
    private static final class OneLine implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
            PrintWriter err = command.getErr();
            err.println("fogbell: " + line(failure));
            err.flush();
            if (!(failure instanceof IllegalArgumentException || failure instanceof java.io.IOException)) {
                org.slf4j.LoggerFactory.getLogger(Fogbell.class).error("command failed", failure);
            }
            return failure instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : FAILED;
        }

        /** Of a file that is not there the library says nothing but the name. */
        private static String line(Exception failure) {
            if (failure instanceof NoSuchFileException missing && missing.getReason() == null) {
                return missing.getMessage() + ": no such file";
            }
            return failure.getMessage() == null ? failure.toString() : failure.getMessage();
        }
    }
}

package org.fogbell.fleet;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fogbell gdc}: naming what frames show, from sentences alone. */
@Command(
        name = "gdc",
        description = "Prepares and measures classifiers that name a sensor's condition, from sentences alone.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GdcPrepareCommand.class,
            GdcEvaluateCommand.class,
            GdcImagesCommand.class,
            GdcTrainGeneratorCommand.class,
            GdcTrainFeaturesCommand.class,
            GdcFeaturesCommand.class
        },
        mixinStandardHelpOptions = true)
final class GdcCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "expected a command: prepare, evaluate, images, features, train-generator or train-features");
    }
}

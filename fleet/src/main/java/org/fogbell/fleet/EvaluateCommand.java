package org.fogbell.fleet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.training.AveragePrecision;
import org.fogbell.models.training.DetectorBundle;
import org.fogbell.models.training.SweepDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell evaluate}: how well a bundle's detector finds what is labelled. */
@Command(
        name = "evaluate",
        description = "Measures a detector by KITTI's average precision (R40) on labelled sweeps.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            defaultValue = "detector",
            description = "A folder, or detector, which is shipped (default: ${DEFAULT-VALUE}).")
    String bundle = "detector";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            split = ",",
            required = true,
            description = "Folders in KITTI's object layout.")
    List<Path> data = new ArrayList<>();

    @Option(names = "--split", defaultValue = "val", description = "Name in ImageSets (default: ${DEFAULT-VALUE}).")
    String split = "val";

    @Option(names = "--json", description = "One JSON object, with keys such as car.bev_050_moderate.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ModelBundle opened = ModelBundle.named(bundle);
        SweepDataset sweeps = SweepDataset.open(data, split);
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), sweeps.size());
        AveragePrecision precision = DetectorBundle.evaluate(opened, sweeps, progress::show);
        progress.end(String.format(
                Locale.ROOT, "fogbell: %s on %d sweeps", opened.manifest().label(), sweeps.size()));
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new JsonMapper().writeValueAsString(precision.percent())
                                : PrecisionTable.of(precision).strip());
        spec.commandLine().getOut().flush();
        return 0;
    }
}

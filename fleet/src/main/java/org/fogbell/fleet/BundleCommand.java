package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.UntrainedBackbone;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.RoadKind;
import org.fogbell.models.simulation.SimulatedDrive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell bundle}: makes the untrained bundle that is shipped until a trained one exists. */
@Command(
        name = "bundle",
        description = "Writes the untrained backbone, normalised and calibrated on simulated sweeps.",
        mixinStandardHelpOptions = true)
final class BundleCommand implements Callable<Integer> {
    private static final int FRAMES_A_WORLD = 20;
    private static final double SECONDS_BETWEEN_FRAMES = 2;

    @Option(names = "--out", required = true, description = "Folder of the bundle.")
    Path out = Path.of("bundle");

    @Option(names = "--seed", defaultValue = "7", description = "Of the weights and of the worlds (default: 7).")
    long seed = 7;

    @Option(names = "--worlds", defaultValue = "8", description = "Worlds to take sweeps from (default: 8).")
    int worlds = 8;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ModelBundle bundle =
                UntrainedBackbone.write(out, BirdsEyeGrid.around(), sweeps(), seed, DemoFleet.SIMULATED_TYPE);
        Calibration calibration =
                Objects.requireNonNull(bundle.manifest().calibrations().get(DemoFleet.SIMULATED_TYPE));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %s, standard Eloss %.3g, spread of ln Eloss %.3f over %d sweeps%n",
                        out,
                        bundle.manifest().label(),
                        calibration.standardEloss(),
                        calibration.lnElossSpread(),
                        calibration.frames());
        return 0;
    }

    private List<PointCloud> sweeps() {
        List<PointCloud> sweeps = new ArrayList<>();
        RoadKind[] roads = RoadKind.values();
        for (int world = 0; world < worlds; world++) {
            SimulatedDrive drive = SimulatedDrive.of(DriveConfig.defaults()
                    .withSeed(seed + 1_000 + world)
                    .withRoad(roads[world % roads.length], 1)
                    .withFrames(FRAMES_A_WORLD, 1 / SECONDS_BETWEEN_FRAMES));
            for (int frame = 0; frame < FRAMES_A_WORLD; frame++) {
                sweeps.add(drive.frame(frame % drive.vehicles(), frame).sweep());
            }
        }
        return sweeps;
    }
}

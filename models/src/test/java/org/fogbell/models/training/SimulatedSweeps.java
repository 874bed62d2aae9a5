package org.fogbell.models.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fogbell.models.frame.KittiObjectWriter;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.models.simulation.SimulatedFrame;

/** A few labelled sweeps of a small sensor, and a detector small enough to learn them in seconds. */
final class SimulatedSweeps {
    /**
     * Widths are multiples of 16, as the shipped sizes' are: with 8 and 12 channels, gradients of PyTorch's convolutions are not
     * finite now and then on some processors (docs/training.md).
     */
    static final DetectorSize SMALL =
            new DetectorSize(new BirdsEyeGrid(0, 25.6, -12.8, 12.8, -3, 1, 0.4, 3), List.of(16, 32), 3, 16);

    private SimulatedSweeps() {}

    /** Of one vehicle in one world; every third is in the split val. */
    static Path write(Path folder, int sweeps) throws IOException {
        SimulatedDrive drive = SimulatedDrive.of(
                DriveConfig.defaults().withVehicles(1).withFrames(sweeps, 1).withLidar(LidarModel.small()));
        try (KittiObjectWriter writer = KittiObjectWriter.into(folder)) {
            for (int i = 0; i < sweeps; i++) {
                SimulatedFrame frame = drive.frame(0, i);
                writer.add(i % 3 == 2 ? "val" : "train", frame.sweep(), frame.labels(), drive.calibration(), null);
            }
            writer.finish();
        }
        return folder;
    }

    static TrainingRun run(Path data, TrainingConfig config, Path state) throws IOException {
        return new TrainingRun(
                config,
                SweepDataset.open(List.of(data), "train"),
                SweepDataset.open(List.of(data), "val"),
                state,
                "cpu",
                1);
    }
}

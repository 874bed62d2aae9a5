package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.KittiObjectWriter;
import org.fogbell.models.simulation.CameraView;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.models.simulation.SimulatedFrame;

/**
 * A data set in KITTI's object layout, simulated: the frames are shared out evenly over the worlds, and in each world the
 * vehicles take turns. Of several worlds the last fifth, at least one, is the split {@code val}, all others {@code
 * train}: no place is in both. One frame at a time is in memory, and one world.
 *
 * @param frames of all vehicles in all worlds together
 * @param weather that every frame is seen through
 */
record SimulatedFolder(DriveOptions drives, int frames, int worlds, List<Corruption> weather, List<FogBank> banks) {
    SimulatedFolder {
        if (worlds < 1 || frames < worlds) {
            throw new IllegalArgumentException(
                    "--count, --worlds: expected at least one world and a frame for each, got " + frames + " frames in "
                            + worlds + " worlds");
        }
        weather = List.copyOf(weather);
        banks = List.copyOf(banks);
    }

    /** Writes into an empty folder; returns how many frames there are, fewer where the weather loses some. */
    int write(Path folder, IntConsumer progress) throws IOException {
        int written = 0;
        try (KittiObjectWriter writer = KittiObjectWriter.into(folder)) {
            int done = 0;
            for (int world = 0; world < worlds; world++) {
                int share = (int) ((world + 1L) * frames / worlds) - done;
                DriveConfig config =
                        drives.config(world, (share + drives.vehicles - 1) / drives.vehicles, LidarModel.hdl64());
                String split = world < worlds - validationWorlds() ? "train" : "val";
                SimulatedDrive drive = SimulatedDrive.of(config);
                List<Atmosphere> air = atmospheres(config);
                for (int i = 0; i < share; i++) {
                    int vehicle = i % drives.vehicles;
                    boolean isThere = drives.noImages
                            ? addSweep(writer, split, drive, i / drives.vehicles, vehicle, air.get(vehicle))
                            : add(writer, split, drive, i / drives.vehicles, vehicle, air.get(vehicle));
                    written += isThere ? 1 : 0;
                    progress.accept(++done);
                }
            }
            if (written == 0) {
                throw new IllegalArgumentException("--weather: expected some frames to be left, got none: " + weather);
            }
            writer.finish();
        }
        return written;
    }

    private int validationWorlds() {
        return worlds == 1 ? 0 : Math.max(1, worlds / 5);
    }

    private List<Atmosphere> atmospheres(DriveConfig config) {
        List<Atmosphere> air = new ArrayList<>();
        for (int vehicle = 0; vehicle < config.vehicles(); vehicle++) {
            air.add(new Atmosphere(config, weather, banks, config.seed() + vehicle, passage -> {}));
        }
        return air;
    }

    private static boolean addSweep(
            KittiObjectWriter writer, String split, SimulatedDrive drive, int index, int vehicle, Atmosphere air)
            throws IOException {
        SimulatedFrame frame = drive.frame(vehicle, index);
        Optional<Atmosphere.Seen> seen = air.seen(frame, null, null);
        if (seen.isEmpty()) {
            return false;
        }
        writer.add(split, seen.get().sweep(), frame.labels(), drive.calibration(), null);
        return true;
    }

    private static boolean add(
            KittiObjectWriter writer, String split, SimulatedDrive drive, int index, int vehicle, Atmosphere air)
            throws IOException {
        SimulatedFrame frame = drive.frame(vehicle, index);
        CameraView view = drive.camera(vehicle, index);
        Optional<Atmosphere.Seen> seen = air.seen(frame, view.image(), view.depthMetres());
        if (seen.isEmpty()) {
            return false;
        }
        writer.add(
                split,
                seen.get().sweep(),
                frame.labels(),
                drive.calibration(),
                seen.get().image());
        return true;
    }
}

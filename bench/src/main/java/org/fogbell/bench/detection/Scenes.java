package org.fogbell.bench.detection;

import java.io.IOException;
import java.nio.file.Path;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.RoadKind;
import org.fogbell.models.simulation.SimulatedDrive;

/**
 * Clean sweeps of one sensor type, scene by scene; the even scenes calibrate, the odd ones are tested on.
 *
 * @param count of the scenes, at least two
 * @param frames of each scene, the same for all
 * @param description what they are, for reports and for the name under which features are kept
 */
record Scenes(int count, int frames, String description, Sweeps sweeps) {
    /** Gives a scene's sweeps by their number, from 0. */
    interface Sweeps {
        PointCloud sweep(int scene, int frame) throws IOException;
    }

    PointCloud sweep(int scene, int frame) throws IOException {
        return sweeps.sweep(scene, frame);
    }

    static boolean isTested(int scene) {
        return scene % 2 == 1;
    }

    /** Drives of the simulator, each in a world of its own. */
    static Scenes simulated(int count, int frames, double rate, long seed, LidarModel lidar) {
        SimulatedDrive[] drives = new SimulatedDrive[count];
        RoadKind[] roads = RoadKind.values();
        for (int scene = 0; scene < count; scene++) {
            drives[scene] = SimulatedDrive.of(DriveConfig.defaults()
                    .withSeed(seed + scene)
                    .withVehicles(1)
                    .withFrames(frames, rate)
                    .withRoad(roads[scene / 2 % roads.length], 1)
                    .withLidar(lidar));
        }
        return new Scenes(
                count,
                frames,
                count + " simulated drives of " + frames + " frames, " + lidar.name() + ", seed " + seed,
                (scene, frame) -> drives[scene].frame(0, frame).sweep());
    }

    /**
     * A recording's sweeps, cut into scenes of so many frames in a row.
     *
     * @throws IOException where it holds fewer than two scenes; a frame that is no sweep is refused when it is read
     */
    static Scenes recorded(Path folder, int frames) throws IOException {
        Recording recording = Recording.open(folder, Recording.Format.AUTO);
        int count = recording.size() / frames;
        if (count < 2) {
            throw new IOException(folder + ": expected at least two scenes of " + frames
                    + " frames (--scene-frames), got " + recording.size() + " frames");
        }
        return new Scenes(
                count,
                frames,
                count + " scenes of " + frames + " frames of " + folder.getFileName() + " (" + recording.format() + ")",
                (scene, frame) -> {
                    if (recording.read(scene * frames + frame) instanceof PointCloud sweep) {
                        return sweep;
                    }
                    throw new IOException(folder + ": expected LiDAR sweeps, got " + recording.format() + " frames");
                });
    }
}

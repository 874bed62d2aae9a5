package org.fogbell.bench.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.KittiObjectFolder;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.CameraView;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.RoadKind;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.models.simulation.SimulatedFrame;
import org.jspecify.annotations.Nullable;

/**
 * Clean frames of one sensor type, sweeps or images, scene by scene; the first odd scenes are tested on, the others calibrate.
 *
 * @param count of the scenes, at least two
 * @param tested how many are tested on, at least one and at most half of them
 * @param frames of each scene, the same for all
 * @param images whether they are images
 * @param source what they are, without their number: scenes of one source and one number are the same
 */
record Scenes(int count, int tested, int frames, boolean images, String source, Moments moments) {
    Scenes {
        if (count < 2 || tested < 1 || tested > count / 2) {
            throw new IllegalArgumentException(
                    "expected at least two scenes, of which one up to half are tested on, got " + count + " and "
                            + tested);
        }
    }

    /** Gives a scene's frames by their number, from 0; any thread may ask. */
    interface Moments {
        Moment at(int scene, int frame) throws IOException;
    }

    /**
     * @param depthMetres of an image's pixels; null of a sweep, and where nobody knows
     * @param truth null where nobody has labelled the frame
     */
    record Moment(
            Frame frame,
            float @Nullable [] depthMetres,
            @Nullable Truth truth) {
        /** As it arrives under a fault. */
        Frame under(FaultKind.Effect effect) {
            return effect.on(frame, depthMetres);
        }
    }

    /** For reports. */
    String description() {
        return count + " " + source + "; tested on " + tested;
    }

    Moment at(int scene, int frame) throws IOException {
        return moments.at(scene, frame);
    }

    boolean isTested(int scene) {
        return scene % 2 == 1 && scene < 2 * tested;
    }

    /** The same, with fewer of them tested on. */
    Scenes testedOn(int fewer) {
        return new Scenes(count, fewer, frames, images, source, moments);
    }

    /** Sweeps of simulated drives, each in a world of its own. */
    static Scenes simulated(int count, int frames, double rate, long seed, LidarModel lidar) {
        SimulatedDrive[] drives = drives(count, frames, rate, seed, lidar);
        return new Scenes(
                count,
                count / 2,
                frames,
                false,
                "simulated drives of " + frames + " frames, " + lidar.name() + ", " + rate + " frames/s, seed " + seed,
                (scene, frame) -> {
                    SimulatedFrame seen = drives[scene].frame(0, frame);
                    return new Moment(seen.sweep(), null, new Truth(seen.labels(), drives[scene].calibration()));
                });
    }

    /** What the cameras of the same drives see. */
    static Scenes simulatedImages(int count, int frames, double rate, long seed) {
        SimulatedDrive[] drives = drives(count, frames, rate, seed, LidarModel.small());
        return new Scenes(
                count,
                count / 2,
                frames,
                true,
                "simulated drives of " + frames + " frames, camera, " + rate + " frames/s, seed " + seed,
                (scene, frame) -> {
                    CameraView view = drives[scene].camera(0, frame);
                    return new Moment(view.image(), view.depthMetres(), null);
                });
    }

    private static SimulatedDrive[] drives(int count, int frames, double rate, long seed, LidarModel lidar) {
        SimulatedDrive[] drives = new SimulatedDrive[count];
        for (int scene = 0; scene < count; scene++) {
            drives[scene] = drive(frames, rate, seed + scene, scene / 2, lidar);
        }
        return drives;
    }

    /** One vehicle in a world of its own, on one kind of road after the other. */
    static SimulatedDrive drive(int frames, double rate, long seed, int number, LidarModel lidar) {
        RoadKind[] roads = RoadKind.values();
        return SimulatedDrive.of(DriveConfig.defaults()
                .withSeed(seed)
                .withVehicles(1)
                .withFrames(frames, rate)
                .withRoad(roads[number % roads.length], 1)
                .withLidar(lidar));
    }

    /**
     * A recording's frames, cut into scenes of so many frames in a row; sweeps or images, whatever its first frame is.
     *
     * @throws IOException where it holds fewer than two scenes; a frame of the other kind is refused when it is read
     */
    static Scenes recorded(Path folder, int frames) throws IOException {
        Recording recording = Recording.open(folder, Recording.Format.AUTO);
        int count = recording.size() / frames;
        if (count < 2) {
            throw new IOException(folder + ": expected at least two scenes of " + frames
                    + " frames (--scene-frames), got " + recording.size() + " frames");
        }
        boolean images = recording.read(0) instanceof CameraImage;
        @Nullable KittiObjectFolder labels = labels(recording);
        return new Scenes(
                count,
                count / 2,
                frames,
                images,
                "scenes of " + frames + " frames of " + folder.getFileName() + " (" + recording.format() + ")",
                (scene, frame) -> {
                    int number = scene * frames + frame;
                    Frame read = recording.read(number);
                    if (read instanceof CameraImage != images) {
                        throw new IOException(folder + ", frame " + recording.name(number) + ": expected "
                                + (images ? "an image" : "a sweep") + " as the first frame is, got another kind");
                    }
                    return new Moment(read, null, labels == null ? null : truth(labels, recording.name(number)));
                });
    }

    /** The KITTI object folder that the recording is the sweeps of, where it has labels. */
    private static @Nullable KittiObjectFolder labels(Recording recording) throws IOException {
        Path training = recording.folder().toAbsolutePath().getParent();
        Path root = training == null ? null : training.getParent();
        if (root == null
                || !recording.folder().endsWith("training/velodyne")
                || !Files.isDirectory(root.resolve("training/label_2"))) {
            return null;
        }
        return KittiObjectFolder.open(root);
    }

    private static Truth truth(KittiObjectFolder folder, String frame) throws IOException {
        return new Truth(folder.labels(frame), folder.calibration(frame));
    }
}

package org.fogbell.fleet;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.KittiObjectFolder;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.FramePicture;
import org.jspecify.annotations.Nullable;

/**
 * One frame as a person asks for it, with all that is known about it.
 *
 * @param sweep null of a camera image alone
 * @param image null where there is none
 * @param calibration null where the sweep has none, and then no box
 */
record ViewedFrame(
        @Nullable PointCloud sweep,
        @Nullable CameraImage image,
        List<FramePicture.Outline> boxes,
        @Nullable KittiCalibration calibration) {

    /**
     * Reads a file (.bin, .pcd, .csv, .png, .jpg), or DIR/NAME of a folder in KITTI's object layout; a .bin file inside of
     * such a folder counts as the latter.
     */
    static ViewedFrame read(Path frame) throws IOException {
        Path file = frame.toAbsolutePath().normalize();
        String name = String.valueOf(file.getFileName());
        Path folder = file.getParent();
        if (folder != null
                && Files.isRegularFile(folder.resolve("training/velodyne").resolve(name + ".bin"))) {
            return labelled(KittiObjectFolder.open(folder), folder, name);
        }
        if (folder == null || !Files.isRegularFile(file)) {
            throw new IOException(frame
                    + ": expected a file (.bin, .pcd, .csv, .png or .jpg) or DIR/NAME of a folder in"
                    + " KITTI's object layout, got " + (Files.isDirectory(file) ? "a folder" : "nothing of that name"));
        }
        if (folder.endsWith(Path.of("training", "velodyne")) && name.endsWith(".bin")) {
            Path root = folder.resolve("../..").normalize();
            return labelled(KittiObjectFolder.open(root), root, name.substring(0, name.length() - 4));
        }
        return alone(frame, name);
    }

    private static ViewedFrame labelled(KittiObjectFolder frames, Path root, String name) throws IOException {
        PointCloud sweep = requirePoints(frames.sweep(name), root.resolve(name));
        CameraImage image = frames.hasImage(name) ? frames.image(name) : null;
        if (!Files.isRegularFile(root.resolve("training/label_2").resolve(name + ".txt"))) {
            return new ViewedFrame(sweep, image, List.of(), image == null ? null : frames.calibration(name));
        }
        KittiCalibration calibration = frames.calibration(name);
        return new ViewedFrame(sweep, image, FramePicture.outlines(frames.labels(name), calibration), calibration);
    }

    private static ViewedFrame alone(Path file, String name) throws IOException {
        Recording.Format format =
                switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
                    case "bin" -> Recording.Format.KITTI_OBJECT;
                    case "pcd" -> Recording.Format.PCD;
                    case "csv" -> Recording.Format.CSV;
                    case "png", "jpg", "jpeg" -> Recording.Format.IMAGE;
                    default ->
                        throw new IOException(
                                file + ": expected a .bin, .pcd, .csv, .png or .jpg file, got '" + name + "'");
                };
        Recording folder = Recording.open(folderOf(file), format);
        Frame frame = folder.from(name.substring(0, name.lastIndexOf('.'))).read(0);
        return frame instanceof PointCloud sweep
                ? new ViewedFrame(requirePoints(sweep, file), null, List.of(), null)
                : new ViewedFrame(null, (CameraImage) frame, List.of(), null);
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }

    private static PointCloud requirePoints(PointCloud sweep, Path source) throws IOException {
        if (sweep.size() == 0) {
            throw new IOException(source + ": expected a sweep with points, got none");
        }
        return sweep;
    }

    /** The same frame in bad weather or with a fault. */
    ViewedFrame corrupted(Corruption corruption, long seed) {
        return new ViewedFrame(
                sweep == null ? null : corruption.apply(sweep, seed),
                image == null ? null : corruption.apply(image, null, seed),
                boxes,
                calibration);
    }

    /** The picture for people, as {@link FramePicture} draws it; of a camera image alone, that image. */
    BufferedImage picture(Set<FramePicture.Part> parts) throws IOException {
        if (sweep == null) {
            byte[] png = ImageCodec.encodePng(Objects.requireNonNull(image));
            return ImageIO.read(new ByteArrayInputStream(png));
        }
        return image == null || calibration == null
                ? FramePicture.of(sweep, boxes, parts)
                : FramePicture.of(sweep, boxes, image, calibration, parts);
    }
}

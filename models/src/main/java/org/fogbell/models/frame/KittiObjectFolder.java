package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in KITTI's object layout: {@code training/velodyne/NNNNNN.bin} and, with the same number, {@code label_2},
 * {@code calib} and perhaps {@code image_2}; {@code ImageSets} names the frames of each split. Files are read when asked
 * for. {@link KittiObjectWriter} writes such a folder.
 */
public final class KittiObjectFolder {
    static final String SWEEPS = "training/velodyne";
    static final String LABELS = "training/label_2";
    static final String CALIBRATIONS = "training/calib";
    static final String IMAGES = "training/image_2";
    static final String SPLITS = "ImageSets";

    private final Path root;
    private final List<String> frames;

    private KittiObjectFolder(Path root, List<String> frames) {
        this.root = root;
        this.frames = frames;
    }

    /**
     * @throws IOException when there is no sweep, or a label without a sweep
     */
    public static KittiObjectFolder open(Path root) throws IOException {
        List<String> sweeps = names(root.resolve(SWEEPS), ".bin");
        if (sweeps.isEmpty()) {
            throw new IOException(root + ": expected a folder in KITTI's object layout with sweeps "
                    + root.resolve(SWEEPS).resolve("NNNNNN.bin") + ", got none");
        }
        for (String label : names(root.resolve(LABELS), ".txt")) {
            if (!sweeps.contains(label)) {
                throw new IOException(root.resolve(LABELS).resolve(label + ".txt") + ": expected its sweep "
                        + root.resolve(SWEEPS).resolve(label + ".bin") + ", got none");
            }
        }
        return new KittiObjectFolder(root, sweeps);
    }

    private static List<String> names(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Names of all frames, such as 000042, in order. */
    public List<String> frames() {
        return frames;
    }

    /**
     * Names of the frames of a split such as train or val, in the order of its file.
     *
     * @throws IOException when there is no such split, or it names a frame without a sweep
     */
    public List<String> split(String split) throws IOException {
        Path file = root.resolve(SPLITS).resolve(split + ".txt");
        List<String> names = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String name = line.strip();
            if (!name.isEmpty() && !frames.contains(name)) {
                throw new IOException(file + " line " + number + ": expected a frame with a sweep, got '" + name + "'");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /**
     * @throws IOException when the file is missing or its length is no multiple of a point's 16 bytes
     */
    public PointCloud sweep(String frame) throws IOException {
        Path file = root.resolve(SWEEPS).resolve(frame + ".bin");
        return KittiSweep.decode(bytes(file), file.toString());
    }

    /** Adds all that the folder has of a frame but its image. */
    public void digest(String frame, MessageDigest into) throws IOException {
        into.update(frame.getBytes(StandardCharsets.UTF_8));
        into.update(bytes(root.resolve(SWEEPS).resolve(frame + ".bin")));
        into.update(bytes(root.resolve(LABELS).resolve(frame + ".txt")));
        into.update(bytes(root.resolve(CALIBRATIONS).resolve(frame + ".txt")));
    }

    /** The labels in the file's order, DontCare regions included. */
    public List<ObjectLabel> labels(String frame) throws IOException {
        Path file = root.resolve(LABELS).resolve(frame + ".txt");
        List<ObjectLabel> labels = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                labels.add(ObjectLabel.parse(line, file + " line " + number));
            }
        }
        return List.copyOf(labels);
    }

    public KittiCalibration calibration(String frame) throws IOException {
        Path file = root.resolve(CALIBRATIONS).resolve(frame + ".txt");
        return KittiCalibration.parse(lines(file), file.toString());
    }

    public boolean hasImage(String frame) {
        return Files.isRegularFile(root.resolve(IMAGES).resolve(frame + ".png"));
    }

    public CameraImage image(String frame) throws IOException {
        Path file = root.resolve(IMAGES).resolve(frame + ".png");
        return ImageCodec.decode(bytes(file), file.toString());
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": expected this file of a frame, got none", e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
    }
}

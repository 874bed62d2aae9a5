package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder in KITTI's object layout, all or nothing: frames go to a hidden folder beside the target, which takes
 * the target's name when {@link #finish} is called. Closed without, it leaves nothing behind. For one thread.
 */
public final class KittiObjectWriter implements AutoCloseable {
    private final Path target;
    private final UnfinishedFolder building;
    private final Map<String, List<String>> splits = new TreeMap<>();
    private int frames;

    private KittiObjectWriter(Path target, UnfinishedFolder building) {
        this.target = target;
        this.building = building;
    }

    /**
     * @throws IOException when the target exists and is not an empty folder
     */
    public static KittiObjectWriter into(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IOException(target + ": expected a folder that can be created, got the root");
        }
        refuseWhatIsNotEmpty(absolute);
        Files.createDirectories(parent);
        UnfinishedFolder building = UnfinishedFolder.beside(absolute);
        for (String part : List.of(
                KittiObjectFolder.SWEEPS,
                KittiObjectFolder.LABELS,
                KittiObjectFolder.CALIBRATIONS,
                KittiObjectFolder.IMAGES,
                KittiObjectFolder.SPLITS)) {
            Files.createDirectories(building.path().resolve(part));
        }
        return new KittiObjectWriter(absolute, building);
    }

    private static void refuseWhatIsNotEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        boolean empty = false;
        if (Files.isDirectory(target)) {
            try (Stream<Path> content = Files.list(target)) {
                empty = content.findAny().isEmpty();
            }
        }
        if (!empty) {
            throw new FileAlreadyExistsException(
                    target + ": expected no such file or an empty folder, got one with content");
        }
    }

    /** Writes the next frame, numbered from 000000, and returns its name. */
    public String add(
            String split,
            PointCloud sweep,
            List<ObjectLabel> labels,
            KittiCalibration calibration,
            @Nullable CameraImage image)
            throws IOException {
        String name = String.format(Locale.ROOT, "%06d", frames++);
        StringBuilder lines = new StringBuilder();
        for (ObjectLabel label : labels) {
            lines.append(label.format()).append('\n');
        }
        Files.write(building.path().resolve(KittiObjectFolder.SWEEPS).resolve(name + ".bin"), KittiSweep.encode(sweep));
        write(KittiObjectFolder.LABELS, name, lines.toString());
        write(KittiObjectFolder.CALIBRATIONS, name, calibration.format());
        if (image != null) {
            Files.write(
                    building.path().resolve(KittiObjectFolder.IMAGES).resolve(name + ".png"),
                    ImageCodec.encodePng(image));
        }
        splits.computeIfAbsent(split, key -> new ArrayList<>()).add(name);
        return name;
    }

    /** Makes the folder appear under its name. Nothing can be added afterwards. */
    public void finish() throws IOException {
        for (Map.Entry<String, List<String>> split : splits.entrySet()) {
            write(KittiObjectFolder.SPLITS, split.getKey(), String.join("\n", split.getValue()) + "\n");
        }
        try {
            Files.move(building.path(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(target + ": expected an empty folder, got one that was filled meanwhile", e);
        }
    }

    private void write(String folder, String name, String text) throws IOException {
        Files.writeString(building.path().resolve(folder).resolve(name + ".txt"), text, StandardCharsets.US_ASCII);
    }

    /** Removes what was written, unless it was finished. */
    @Override
    public void close() throws IOException {
        building.close();
    }
}

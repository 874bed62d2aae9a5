package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fogbell.models.frame.Recording.Format;
import org.jspecify.annotations.Nullable;

/**
 * A folder that holds frames of one format, and these frames' files in natural order.
 *
 * @param format never {@link Format#AUTO}
 */
record RecordingFolder(Path folder, Format format, List<Path> files) {
    private static final int MAX_DEPTH = 6;
    private static final Path KITTI_RAW_SWEEPS = Path.of("velodyne_points", "data");
    private static final Path KITTI_TRAINING_SWEEPS = Path.of("training", "velodyne");
    private static final Comparator<Path> NATURAL_ORDER = Comparator.comparing(
                    (Path path) -> Recording.naturalKey(Recording.fileName(path)))
            .thenComparing(Recording::fileName);

    /** Searches level by level, so that the nearest folder wins. */
    static RecordingFolder find(Path directory, Format wanted) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": expected a folder of frames, got "
                    + (Files.exists(directory) ? "a file" : "nothing of that name"));
        }
        List<Path> level = List.of(directory);
        for (int depth = 0; depth <= MAX_DEPTH && !level.isEmpty(); depth++) {
            List<RecordingFolder> found = new ArrayList<>();
            List<Path> below = new ArrayList<>();
            for (Path folder : level) {
                found.addAll(scan(folder, wanted, depth == 0, below));
            }
            if (!found.isEmpty()) {
                return theOne(directory, found);
            }
            below.sort(NATURAL_ORDER);
            level = below;
        }
        throw new IOException(directory + ": expected frames (" + expected(wanted) + ") in it or up to " + MAX_DEPTH
                + " levels below, got none");
    }

    private static List<RecordingFolder> scan(Path folder, Format wanted, boolean given, List<Path> below)
            throws IOException {
        Map<Format, List<Path>> byFormat = new EnumMap<>(Format.class);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, entry -> !Files.isHidden(entry))) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    // What may not be read is passed over: it is not what was asked for, only what lies beside it.
                    if (Files.isReadable(entry)) {
                        below.add(entry);
                    }
                } else {
                    @Nullable Format format = formatOf(entry, wanted, given);
                    if (format != null && (wanted == Format.AUTO || wanted == format)) {
                        byFormat.computeIfAbsent(format, any -> new ArrayList<>())
                                .add(entry);
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<RecordingFolder> found = new ArrayList<>();
        byFormat.forEach((format, files) -> {
            files.sort(NATURAL_ORDER);
            found.add(new RecordingFolder(folder, format, List.copyOf(files)));
        });
        return found;
    }

    /** What the file is by its suffix and folder, or null where it is no frame. */
    private static @Nullable Format formatOf(Path file, Format wanted, boolean given) {
        String name = Recording.fileName(file).toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "bin" -> kittiFormat(file.toAbsolutePath().normalize(), wanted, given);
            case "pcd" -> Format.PCD;
            case "csv" -> Format.CSV;
            case "png", "jpg", "jpeg" -> Format.IMAGE;
            default -> null;
        };
    }

    private static Format kittiFormat(Path file, Format wanted, boolean given) {
        boolean named = wanted == Format.KITTI_RAW || wanted == Format.KITTI_OBJECT;
        if (given && named) {
            return wanted;
        }
        Path folder = file.getParent();
        return folder != null && folder.endsWith(KITTI_RAW_SWEEPS) ? Format.KITTI_RAW : Format.KITTI_OBJECT;
    }

    private static RecordingFolder theOne(Path directory, List<RecordingFolder> found) throws IOException {
        Format first =
                found.stream().map(RecordingFolder::format).sorted().toList().get(0);
        List<RecordingFolder> candidates =
                found.stream().filter(each -> each.format == first).toList();
        if (candidates.size() > 1) {
            candidates = candidates.stream()
                    .filter(each -> each.folder.endsWith(KITTI_TRAINING_SWEEPS))
                    .toList();
        }
        if (candidates.size() != 1) {
            throw new IOException(directory + ": expected one recording, got several: "
                    + String.join(
                            ", ",
                            found.stream()
                                    .map(each -> each.folder + " (" + each.format + ")")
                                    .limit(5)
                                    .toList())
                    + "; name the one to read");
        }
        return candidates.get(0);
    }

    private static String expected(Format wanted) {
        return switch (wanted) {
            case AUTO -> "*.bin, *.pcd, *.csv, *.png or *.jpg";
            case KITTI_RAW -> "velodyne_points/data/*.bin";
            case KITTI_OBJECT -> "velodyne/*.bin";
            case PCD -> "*.pcd";
            case CSV -> "*.csv";
            case IMAGE -> "*.png, *.jpg or *.jpeg";
        };
    }
}

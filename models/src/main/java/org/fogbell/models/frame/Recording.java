package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one sensor recorded: an ordered list of frames in one folder, one file a frame, in the natural order of the
 * files' names ("frame9" before "frame10"). Only names are kept; a frame is read when it is asked for, so that one frame
 * at a time is in memory. Immutable, and safe for any thread.
 */
public final class Recording {
    /** A frame's file may have this many bytes: several times the largest sweep or image that a sensor sends. */
    static final long MAX_FRAME_BYTES = 256L << 20;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** How the frames of a recording are stored. */
    public enum Format {
        /** Whichever of the others is found nearest to the given folder; LiDAR before camera. */
        AUTO,
        /** KITTI raw: {@code velodyne_points/data/*.bin} with {@code velodyne_points/timestamps.txt}. */
        KITTI_RAW,
        /** KITTI object: {@code training/velodyne/*.bin}, or any folder of such files. */
        KITTI_OBJECT,
        /** Point Cloud Data v0.7: ascii, binary or binary_compressed. */
        PCD,
        /** Lines of x, y, z, and optionally intensity, as RADIATE's. */
        CSV,
        /** PNG or JPEG camera images. */
        IMAGE;

        /** The name on a command line, such as {@code kitti-raw}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Path folder;
    private final Format format;
    private final List<Path> files;
    private final @Nullable List<Instant> times;

    private Recording(Path folder, Format format, List<Path> files, @Nullable List<Instant> times) {
        this.folder = folder;
        this.format = format;
        this.files = files;
        this.times = times;
    }

    /**
     * Finds the recording in a folder or below it, up to six levels down.
     *
     * @throws IOException where no frame is found, where two recordings are equally near, or where the recording's
     *     {@code timestamps.txt} does not fit its frames
     */
    public static Recording open(Path directory, Format format) throws IOException {
        RecordingFolder found = RecordingFolder.find(directory, format);
        return new Recording(
                found.folder(), found.format(), found.files(), CaptureTimes.read(found.folder(), found.files()));
    }

    /** The same recording from the frame of that name on, without the frames before it. */
    public Recording from(String name) throws IOException {
        for (int i = 0; i < size(); i++) {
            if (name(i).equals(name)) {
                List<Instant> rest = times == null ? null : times.subList(i, size());
                return new Recording(folder, format, files.subList(i, size()), rest);
            }
        }
        throw new IOException(folder + ": expected the name of one of its " + size() + " frames (" + name(0) + " to "
                + name(size() - 1) + "), got '" + name + "'; nearest: " + String.join(", ", nearest(name)));
    }

    /** At least 1. */
    public int size() {
        return files.size();
    }

    /** Where the files lie. */
    public Path folder() {
        return folder;
    }

    /** How the frames are stored; never {@link Format#AUTO}. */
    public Format format() {
        return format;
    }

    /** The file's name without its suffix. */
    public String name(int frame) {
        return stem(files.get(frame));
    }

    /** When the frame was captured, or null where the recording does not say: all frames have a time, or none has. */
    public @Nullable Instant capturedAt(int frame) {
        return times == null ? null : times.get(frame);
    }

    /** All capture times in order, never falling, or an empty list where the recording has none. */
    public List<Instant> captureTimes() {
        return times == null ? List.of() : times;
    }

    /** The file as it is: of an image recording, the encoded JPEG or PNG. */
    public byte[] bytes(int frame) throws IOException {
        Path file = files.get(frame);
        long size = Files.size(file);
        if (size > MAX_FRAME_BYTES) {
            throw new IOException(
                    file + ": expected one frame of at most " + MAX_FRAME_BYTES + " bytes, got " + size + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Reads and decodes one frame. A sweep without points is a valid sweep. Intensities are brought to 0..1: those of a
     * CSV or PCD file that has any above 1 are taken to be 0..255.
     *
     * @throws IOException naming the file, what was expected and what came
     */
    public Frame read(int frame) throws IOException {
        byte[] content = bytes(frame);
        String source = files.get(frame).toString();
        return switch (format) {
            case KITTI_RAW, KITTI_OBJECT -> KittiSweep.decode(content, source);
            case PCD -> PcdSweep.decode(content, source);
            case CSV -> CsvSweep.decode(content, source);
            case IMAGE -> ImageCodec.decode(content, source);
            case AUTO -> throw new IllegalStateException("a recording's format is settled when it is opened");
        };
    }

    private List<String> nearest(String name) {
        int after = 0;
        while (after < size() && naturalKey(name(after)).compareTo(naturalKey(name)) < 0) {
            after++;
        }
        return files.subList(Math.max(0, after - 2), Math.min(size(), after + 2)).stream()
                .map(Recording::stem)
                .toList();
    }

    /** Orders names as people do: runs of digits count as numbers. */
    static String naturalKey(String name) {
        return NUMBER.matcher(name)
                .replaceAll(digits -> "0".repeat(Math.max(0, 20 - digits.group().length())) + digits.group());
    }

    static String stem(Path file) {
        String name = fileName(file);
        int dot = name.lastIndexOf('.');
        return dot < 1 ? name : name.substring(0, dot);
    }

    static String fileName(Path path) {
        return Objects.requireNonNullElse(path.getFileName(), path).toString();
    }
}

package org.fogbell.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.CorruptedSequence;
import org.fogbell.models.simulation.Corruption;
import org.jspecify.annotations.Nullable;

/**
 * A recording whose frames all go through one corruption, as one span from the first frame to the last. Sweeps of every
 * format come out as KITTI's {@code .bin}, images as PNG, under the frames' names. A folder in KITTI's object layout
 * stays one: with labels, calibrations, splits, and with its images, corrupted too where the kind concerns cameras. A
 * recording with capture times keeps them, ahead by what the corruption puts the clock ahead.
 */
final class CorruptedRecording {
    private static final Path KITTI_OBJECT_SWEEPS = Path.of("training", "velodyne");
    private static final Path KITTI_RAW_SWEEPS = Path.of("velodyne_points", "data");
    private static final String LABELS = "label_2";
    private static final String IMAGES = "image_2";
    private static final String SPLITS = "ImageSets";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.nnnnnnnnn", Locale.ROOT);

    private final Recording recording;
    private final Corruption corruption;
    private final long seed;

    /** The recording's {@code training} folder in KITTI's object layout; null in any other layout. */
    private final @Nullable Path training;

    private CorruptedRecording(Recording recording, Corruption corruption, long seed) {
        this.recording = recording;
        this.corruption = corruption;
        this.seed = seed;
        this.training = recording.folder().endsWith(KITTI_OBJECT_SWEEPS)
                ? recording.folder().getParent()
                : null;
    }

    /** An {@link IllegalArgumentException} says that the kind would leave these frames as they are. */
    static CorruptedRecording of(Recording recording, Corruption corruption, long seed) {
        CorruptedRecording corrupted = new CorruptedRecording(recording, corruption, seed);
        boolean images = recording.format() == Recording.Format.IMAGE;
        boolean hasImages =
                images || (corrupted.training != null && Files.isDirectory(corrupted.training.resolve(IMAGES)));
        boolean concerned =
                (corruption.kind().onSweeps() && !images) || (corruption.kind().onImages() && hasImages);
        if (!concerned) {
            throw new IllegalArgumentException("--kind: expected a kind that concerns "
                    + (images ? "cameras" : "LiDARs") + ", got " + corruption.kind() + " for " + recording.folder());
        }
        if (!corruption.clockOffset().isZero() && recording.captureTimes().isEmpty()) {
            throw new IllegalArgumentException("--kind: expected a recording with capture times for "
                    + corruption.kind() + ", got " + recording.folder() + " without timestamps.txt");
        }
        return corrupted;
    }

    int frames() {
        return recording.size();
    }

    /** Writes into an empty folder; returns how many frames there are, fewer where the corruption loses some. */
    int write(Path out, IntConsumer progress) throws IOException {
        Path frames = Files.createDirectories(out.resolve(layout()));
        CorruptedSequence sequence = corruption.begin(seed);
        CorruptedSequence images = corruption.begin(seed);
        Set<String> kept = new HashSet<>();
        List<String> times = new ArrayList<>();
        for (int i = 0; i < recording.size(); i++) {
            Optional<Frame> sent = next(sequence, i);
            Optional<CameraImage> image = trainingImage(images, i);
            if (sent.isPresent()) {
                String name = recording.name(i);
                write(frames, name, sent.get());
                companions(out, name, image);
                kept.add(name);
                time(i).ifPresent(times::add);
            }
            progress.accept(i + 1);
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("--kind: expected frames to be left, got none: " + corruption);
        }
        if (!times.isEmpty()) {
            boolean raw = frames.endsWith(KITTI_RAW_SWEEPS);
            Files.write(raw ? frames.resolveSibling("timestamps.txt") : frames.resolve("timestamps.txt"), times);
        }
        splits(out, kept);
        return kept.size();
    }

    private Path layout() {
        if (training != null) {
            return KITTI_OBJECT_SWEEPS;
        }
        return recording.folder().endsWith(KITTI_RAW_SWEEPS) ? KITTI_RAW_SWEEPS : Path.of("");
    }

    private Optional<Frame> next(CorruptedSequence sequence, int index) throws IOException {
        Frame frame = recording.read(index);
        if (frame instanceof PointCloud sweep) {
            if (sweep.size() == 0) {
                throw new IOException(
                        recording.folder() + ", frame " + recording.name(index) + ": expected points, got none");
            }
            return sequence.next(sweep).map(each -> each);
        }
        return sequence.next((CameraImage) frame, null).map(each -> each);
    }

    private Optional<CameraImage> trainingImage(CorruptedSequence sequence, int index) throws IOException {
        if (training == null || !corruption.kind().onImages()) {
            return Optional.empty();
        }
        Path file = training.resolve(IMAGES).resolve(recording.name(index) + ".png");
        return Files.isRegularFile(file)
                ? sequence.next(ImageCodec.decode(Files.readAllBytes(file), file.toString()), null)
                : Optional.empty();
    }

    /** What lies beside a sweep in KITTI's object layout. */
    private void companions(Path out, String name, Optional<CameraImage> image) throws IOException {
        if (training == null) {
            return;
        }
        Path copies = out.resolve("training");
        for (String folder : List.of(LABELS, "calib")) {
            copy(training.resolve(folder).resolve(name + ".txt"), copies.resolve(folder));
        }
        if (image.isPresent()) {
            write(Files.createDirectories(copies.resolve(IMAGES)), name, image.get());
        } else if (!corruption.kind().onImages()) {
            copy(training.resolve(IMAGES).resolve(name + ".png"), copies.resolve(IMAGES));
        }
    }

    private static void copy(Path file, Path folder) throws IOException {
        if (Files.isRegularFile(file)) {
            Files.copy(file, Files.createDirectories(folder).resolve(file.getFileName()));
        }
    }

    private Optional<String> time(int index) {
        return Optional.ofNullable(recording.capturedAt(index))
                .map(captured ->
                        TIME.format(LocalDateTime.ofInstant(captured.plus(corruption.clockOffset()), ZoneOffset.UTC)));
    }

    /** The splits without the frames that were lost. */
    private void splits(Path out, Set<String> kept) throws IOException {
        Path folder = training == null ? null : training.resolveSibling(SPLITS);
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        Path copies = Files.createDirectories(out.resolve(SPLITS));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".txt")).toList()) {
                List<String> left = Files.readAllLines(file).stream()
                        .filter(name -> kept.contains(name.strip()))
                        .toList();
                Files.write(copies.resolve(file.getFileName()), left);
            }
        }
    }

    private static void write(Path folder, String name, Frame frame) throws IOException {
        if (frame instanceof PointCloud sweep) {
            float[] xyzi = sweep.xyzi();
            ByteBuffer content = ByteBuffer.allocate(xyzi.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            content.asFloatBuffer().put(xyzi);
            Files.write(folder.resolve(name + ".bin"), content.array());
        } else {
            Files.write(folder.resolve(name + ".png"), ImageCodec.encodePng((CameraImage) frame));
        }
    }
}

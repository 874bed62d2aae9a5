package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;

/**
 * Images of conditions in a folder, one folder a label, as {@code gdc images} writes them. PNG and JPEG; other files are not
 * looked at.
 *
 * @param images of each label, by name
 */
public record LabelledImages(Map<String, List<Path>> images) {
    public LabelledImages {
        images = new LinkedHashMap<>(images);
    }

    /**
     * @throws IOException naming all labels of which there is no image
     */
    public static LabelledImages open(Path folder, List<String> labels) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": expected a folder with a folder of images for each label");
        }
        Map<String, List<Path>> images = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String label : labels) {
            List<Path> own = images(folder.resolve(label));
            images.put(label, own);
            if (own.isEmpty()) {
                missing.add(label);
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException(
                    folder + ": expected PNG or JPEG images in a folder of each label's name, got none for "
                            + String.join(", ", missing));
        }
        return new LabelledImages(images);
    }

    private static List<Path> images(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(LabelledImages::isImage).sorted().toList();
        }
    }

    private static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"))
                && Files.isRegularFile(file);
    }

    /** At most so many of each label, spread evenly over its images by name; all of a label that has no more. */
    public LabelledImages part(int perLabel) {
        if (perLabel < 1) {
            throw new IllegalArgumentException("expected at least one image of each label, got " + perLabel);
        }
        Map<String, List<Path>> part = new LinkedHashMap<>();
        images.forEach((label, all) -> {
            int count = Math.min(perLabel, all.size());
            part.put(
                    label,
                    IntStream.range(0, count)
                            .mapToObj(i -> all.get(Math.toIntExact((long) i * all.size() / count)))
                            .toList());
        });
        return new LabelledImages(part);
    }

    /** How many images there are. */
    public int count() {
        return images.values().stream().mapToInt(List::size).sum();
    }

    static CameraImage read(Path file) throws IOException {
        return ImageCodec.decode(Files.readAllBytes(file), file.toString());
    }
}

package org.fogbell.models.vision;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fogbell.models.perception.FileDigest;
import org.fogbell.models.perception.UnpackedFolder;

/**
 * A vision transformer on disk: {@code model.onnx}, with what weights it keeps in files beside it whose names begin so, and
 * {@code preprocessor_config.json}.
 *
 * @param preprocessing what the images go through before the network
 * @param digest SHA-256 of these files' names and bytes, in lower-case hexadecimal; weights in files of other names do not show in it
 */
public record VisionFolder(Path folder, Preprocessing preprocessing, String digest) {
    public static final String NETWORK = "model.onnx";
    public static final String CONFIG = "preprocessor_config.json";

    /** What comes with the program: a small transformer that was trained on simulated roads. */
    private static final Set<String> SHIPPED_NAMES = Set.of("road-vit");

    private static final String SHIPPED = "/org/fogbell/models/features/";

    /** Networks above 2 GB keep their weights in files of such names. */
    private static final String WEIGHTS = NETWORK;

    /**
     * The transformer that comes with the program, {@code road-vit}, unpacked into a temporary folder that goes with this
     * process; or else the one in a folder.
     */
    public static VisionFolder named(String nameOrFolder) throws IOException {
        return open(
                SHIPPED_NAMES.contains(nameOrFolder)
                        ? UnpackedFolder.of(SHIPPED + nameOrFolder + "/", List.of(NETWORK, CONFIG))
                                .path()
                        : Path.of(nameOrFolder));
    }

    /**
     * @throws IOException naming the file that is missing, or what in {@code preprocessor_config.json} is not understood
     */
    public static VisionFolder open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": expected a folder with " + NETWORK + " and " + CONFIG + ", got "
                    + (Files.exists(folder) ? "a file" : "nothing of that name"));
        }
        requireFile(folder.resolve(NETWORK), "the network");
        Path config = folder.resolve(CONFIG);
        requireFile(config, "how images are to be resized and normalised for the network");
        Preprocessing preprocessing =
                PreprocessorConfig.parse(Files.readString(config, StandardCharsets.UTF_8), config.toString());
        return new VisionFolder(folder, preprocessing, digest(folder));
    }

    /** The network's file. */
    Path network() {
        return folder.resolve(NETWORK);
    }

    private static void requireFile(Path file, String what) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file + ": no such file, expected " + what);
        }
    }

    private static String digest(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.startsWith(WEIGHTS) || name.equals(CONFIG);
                    })
                    .sorted()
                    .toList();
            return FileDigest.sha256(folder, files);
        }
    }
}

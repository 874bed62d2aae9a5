package org.fogbell.models.perception;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What comes with the program as resources, for readers that want a folder: a temporary one, which goes with this process.
 *
 * @param path of the folder
 * @param resources name of the folder of the resources, with a slash at its end
 */
public record UnpackedFolder(Path path, String resources) {
    /** An empty one. */
    static UnpackedFolder of(String resources) throws IOException {
        Path path = Files.createTempDirectory("fogbell-unpacked-");
        // They go in the opposite order: what is in a folder before the folder.
        path.toFile().deleteOnExit();
        return new UnpackedFolder(path, resources);
    }

    /**
     * One with these files, which may be in folders of their own.
     *
     * @throws FileNotFoundException naming the resource that is not there
     */
    public static UnpackedFolder of(String resources, List<String> files) throws IOException {
        UnpackedFolder folder = of(resources);
        for (String file : files) {
            folder.unpack(file);
        }
        return folder;
    }

    /** Adds one more. */
    Path unpack(String file) throws IOException {
        Path target = path.resolve(file);
        Path parent = target.resolveSibling(".").normalize();
        if (!Files.exists(parent)) {
            Files.createDirectory(parent);
            parent.toFile().deleteOnExit();
        }
        target.toFile().deleteOnExit();
        try (InputStream in = resource(resources + file)) {
            Files.copy(in, target);
        }
        return target;
    }

    static InputStream resource(String name) throws IOException {
        InputStream in = UnpackedFolder.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("no resource " + name + " on the class path");
        }
        return in;
    }
}

package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A folder that appears under its name with everything in it, or not at all: what is written goes to a hidden folder
 * beside it, which takes the name at {@link #finish}. Closed without, it leaves nothing behind.
 */
final class OutputFolder implements AutoCloseable {
    private final Path target;
    private final Path building;

    private OutputFolder(Path target, Path building) {
        this.target = target;
        this.building = building;
    }

    /**
     * @param force whether a folder with content gives way, but only when all is written
     * @throws IOException where the target is a file, or has content and may not be replaced
     */
    static OutputFolder at(Path target, boolean force) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null || (Files.exists(absolute) && !Files.isDirectory(absolute))) {
            throw new IOException(
                    target + ": expected the name of a folder, got " + (parent == null ? "the root" : "a file"));
        }
        if (!force && hasContent(absolute)) {
            throw new FileAlreadyExistsException(
                    target + ": expected no such folder or an empty one, got one with content; --force replaces it");
        }
        Files.createDirectories(parent);
        return new OutputFolder(absolute, Files.createDirectory(hidden(absolute, "partial")));
    }

    /** Where to write: an empty folder. */
    Path building() {
        return building;
    }

    /** Makes the folder appear under its name. */
    void finish() throws IOException {
        if (hasContent(target)) {
            Path replaced = hidden(target, "replaced");
            Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
            Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(replaced);
        } else {
            Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() {
        if (Files.exists(building)) {
            Folders.delete(building);
        }
    }

    private static boolean hasContent(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isPresent();
        }
    }

    private static Path hidden(Path target, String purpose) {
        return target.resolveSibling(
                "." + target.getFileName() + "-" + ProcessHandle.current().pid() + "." + purpose);
    }
}

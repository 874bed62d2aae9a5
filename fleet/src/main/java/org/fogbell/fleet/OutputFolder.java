package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.fogbell.models.frame.UnfinishedFolder;

/**
 * A folder that appears under its name with everything in it, or not at all: what is written goes to a hidden folder
 * beside it, which takes the name at {@link #finish}. Closed without, or interrupted, it leaves nothing behind.
 */
final class OutputFolder implements AutoCloseable {
    private final Path target;
    private final UnfinishedFolder building;

    private OutputFolder(Path target, UnfinishedFolder building) {
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
        return new OutputFolder(absolute, UnfinishedFolder.beside(absolute));
    }

    /** Where to write: an empty folder. */
    Path building() {
        return building.path();
    }

    /** Makes the folder appear under its name. */
    void finish() throws IOException {
        if (hasContent(target)) {
            Path replaced = target.resolveSibling(
                    "." + target.getFileName() + "-" + ProcessHandle.current().pid() + ".replaced");
            Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
            Files.move(building.path(), target, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(replaced);
        } else {
            Files.move(building.path(), target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        building.close();
    }

    private static boolean hasContent(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isPresent();
        }
    }
}

package org.fogbell.models.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A hidden folder in which something is being made, and which goes with everything in it when it is closed, or when the
 * process ends before: an interrupted command leaves nothing behind. What was finished has been moved away by then.
 */
public final class UnfinishedFolder implements AutoCloseable {
    /** The thread that writes may still be at work while the process ends. */
    private static final int ATTEMPTS = 10;

    private static final int MAX_LEFT_BEHIND = 1_000;

    private final Path path;
    private final Thread atExit = new Thread(this::remove, "fogbell-unfinished-folder");

    private UnfinishedFolder(Path path) {
        this.path = path;
    }

    /** A new one beside a target that it may be renamed to. */
    public static UnfinishedFolder beside(Path target) throws IOException {
        UnfinishedFolder folder = new UnfinishedFolder(create(target));
        Runtime.getRuntime().addShutdownHook(folder.atExit);
        return folder;
    }

    /** In a container every process has the same number, so a killed one's folder may be in the way. */
    private static Path create(Path target) throws IOException {
        for (int attempt = 0; ; attempt++) {
            String number = ProcessHandle.current().pid() + (attempt == 0 ? "" : "-" + attempt);
            try {
                return Files.createDirectory(
                        target.resolveSibling("." + target.getFileName() + "-" + number + ".partial"));
            } catch (FileAlreadyExistsException e) {
                if (attempt == MAX_LEFT_BEHIND) {
                    throw e;
                }
            }
        }
    }

    public Path path() {
        return path;
    }

    /** Removes what is there; does nothing where it was moved away. */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process ends: the hook removes the folder.
            return;
        }
        delete();
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** In the hook there is nobody to tell that it failed: what stays then has a name that says what it is. */
    void remove() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                delete();
                return;
            } catch (IOException | UncheckedIOException e) {
                // Somebody still writes: once more.
            }
        }
    }
}

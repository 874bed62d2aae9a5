package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads KITTI raw's {@code timestamps.txt}: one local date and time a line, such as {@code 2011-09-26
 * 13:02:25.594360375}, taken as UTC since the file names no zone.
 */
final class CaptureTimes {
    private static final String FILE = "timestamps.txt";

    private CaptureTimes() {}

    /**
     * The times of the given files, in their order, or null where there is no such file in the folder or, when the
     * folder is called {@code data}, beside it. Where there are more lines than files, as in drives that lost sweeps, a
     * file's number is its line's, counted from 0.
     */
    static @Nullable List<Instant> read(Path folder, List<Path> files) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file) && folder.endsWith("data")) {
            file = folder.resolveSibling(FILE);
        }
        if (!Files.isRegularFile(file)) {
            return null;
        }
        List<Instant> lines = parse(file);
        if (lines.size() == files.size()) {
            return lines;
        }
        List<Instant> times = new ArrayList<>(files.size());
        for (Path frame : files) {
            times.add(lines.get(line(frame, file, lines.size(), files.size())));
        }
        return List.copyOf(times);
    }

    private static int line(Path frame, Path file, int lines, int frames) throws IOException {
        String name = Recording.stem(frame);
        if (name.matches("\\d{1,18}") && Long.parseLong(name) < lines && lines > frames) {
            return Integer.parseInt(name);
        }
        throw new IOException(file + ": expected one line for each of " + frames + " frames, or a line for each "
                + "frame's number, got " + lines + " lines, and none for " + Recording.fileName(frame));
    }

    private static List<Instant> parse(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new IOException(file + ": expected lines of text, got bytes that are no UTF-8", e);
        }
        List<Instant> times = new ArrayList<>(lines.size());
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            Instant time = parse(file, times.size() + 1, line.strip());
            if (!times.isEmpty() && time.isBefore(times.get(times.size() - 1))) {
                throw new IOException(file + ", entry " + (times.size() + 1)
                        + ": expected a time not before the one above it, got '" + line + "'");
            }
            times.add(time);
        }
        return List.copyOf(times);
    }

    private static Instant parse(Path file, int entry, String text) throws IOException {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IOException(
                    file + ", entry " + entry + ": expected a time such as 2011-09-26 13:02:25.594360375, got '" + text
                            + "'",
                    e);
        }
    }
}

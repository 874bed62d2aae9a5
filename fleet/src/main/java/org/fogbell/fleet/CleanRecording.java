package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.zeroshot.CleanSweeps;

/**
 * The undisturbed sweeps of a recording, read when they are asked for.
 *
 * @param numbers of the frames that are taken, in their order
 */
record CleanRecording(Recording recording, List<Integer> numbers) implements CleanSweeps {
    CleanRecording {
        numbers = List.copyOf(numbers);
    }

    /**
     * @param range two names, first and last, with two dots between, such as {@code 000000..000010}; empty for all
     * @throws IllegalArgumentException when there is no frame of either name, or the last comes before the first
     */
    static CleanRecording open(Path folder, Recording.Format format, String range) throws IOException {
        Recording recording = Recording.open(folder, format);
        int first = 0;
        int last = recording.size() - 1;
        if (!range.isEmpty()) {
            int dots = range.indexOf("..");
            if (dots < 0) {
                throw new IllegalArgumentException("--frames: expected FIRST..LAST, got '" + range + "'");
            }
            first = number(recording, range.substring(0, dots));
            last = number(recording, range.substring(dots + 2));
        }
        if (last < first) {
            throw new IllegalArgumentException("--frames: expected the first before the last, got '" + range + "'");
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            numbers.add(i);
        }
        return new CleanRecording(recording, numbers);
    }

    private static int number(Recording recording, String name) {
        for (int i = 0; i < recording.size(); i++) {
            if (recording.name(i).equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("--frames: expected names of the frames " + recording.name(0) + " to "
                + recording.name(recording.size() - 1) + ", got '" + name + "'");
    }

    @Override
    public int count() {
        return numbers.size();
    }

    @Override
    public PointCloud sweep(int number) throws IOException {
        if (recording.read(numbers.get(number)) instanceof PointCloud sweep) {
            return sweep;
        }
        throw new IOException(
                recording.folder() + ": expected sweeps, got camera images: images have no generator yet");
    }
}

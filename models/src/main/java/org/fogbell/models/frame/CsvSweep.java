package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A sweep as comma-separated values. A first line that does not start with a number names the columns, of which x, y, z
 * and intensity (or i) are read; without one they are the first columns, in that order, and whatever follows (such as
 * RADIATE's ring) is passed over. A sweep without an intensity gets 0.
 */
final class CsvSweep {
    private CsvSweep() {}

    static PointCloud decode(byte[] content, String source) throws IOException {
        PointText points = new PointText();
        int[] columns = {};
        int number = 0;
        for (String line : (Iterable<String>) lines(content)::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] cells = line.split(",", -1);
            if (columns.length == 0) {
                boolean header = PointText.number(cells[0].strip()) == null;
                columns = header ? named(cells, source, number) : inOrder(cells, source, number);
                if (header) {
                    continue;
                }
            }
            float[] point = new float[PointCloud.STRIDE];
            for (int i = 0; i < columns.length; i++) {
                point[i] = value(cells, columns[i], source, number);
            }
            points.add(point[0], point[1], point[2], point[3]);
        }
        return points.toCloud();
    }

    private static Stream<String> lines(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).lines();
    }

    private static int[] named(String[] cells, String source, int number) throws IOException {
        List<String> names = Arrays.stream(cells)
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        int intensity = Math.max(names.indexOf("intensity"), names.indexOf("i"));
        int[] columns = {names.indexOf("x"), names.indexOf("y"), names.indexOf("z"), intensity};
        if (columns[0] < 0 || columns[1] < 0 || columns[2] < 0) {
            throw new IOException(source + ", line " + number + ": expected numbers, or names of columns with x, y and "
                    + "z among them, got '" + String.join(",", cells) + "'");
        }
        return intensity < 0 ? Arrays.copyOf(columns, 3) : columns;
    }

    private static int[] inOrder(String[] cells, String source, int number) throws IOException {
        if (cells.length < 3) {
            throw new IOException(source + ", line " + number + ": expected x,y,z or x,y,z,intensity, got "
                    + cells.length + " values");
        }
        return cells.length == 3 ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
    }

    private static float value(String[] cells, int column, String source, int number) throws IOException {
        Float value = column < cells.length ? PointText.number(cells[column].strip()) : null;
        if (value == null) {
            throw new IOException(source + ", line " + number + ": expected a number in column " + (column + 1)
                    + ", got " + (column < cells.length ? "'" + cells[column] + "'" : cells.length + " columns"));
        }
        return value;
    }
}

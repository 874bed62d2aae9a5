package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fogbell.models.frame.PcdHeader.Encoding;
import org.fogbell.models.frame.PcdHeader.Field;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as Point Cloud Data v0.7, in any of its three encodings, little-endian. Fields may come in any order and
 * numeric type; x, y, z and, where there is one, intensity (or i) are read.
 */
final class PcdSweep {
    private static final List<List<String>> COLUMNS =
            List.of(List.of("x"), List.of("y"), List.of("z"), List.of("intensity", "i"));

    private final PcdHeader header;
    private final String source;
    private final @Nullable Field[] columns = new @Nullable Field[PointCloud.STRIDE];

    private PcdSweep(PcdHeader header, String source) throws IOException {
        this.header = header;
        this.source = source;
        for (Field field : header.fields()) {
            for (int i = 0; i < columns.length; i++) {
                if (columns[i] == null && COLUMNS.get(i).contains(field.name())) {
                    columns[i] = field;
                }
            }
        }
        if (columns[0] == null || columns[1] == null || columns[2] == null) {
            throw new IOException(source + ": expected FIELDS x, y and z, got "
                    + header.fields().stream().map(Field::name).toList());
        }
    }

    static PointCloud decode(byte[] content, String source) throws IOException {
        PcdSweep sweep = new PcdSweep(PcdHeader.parse(content, source), source);
        ByteBuffer rest = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        rest.position(sweep.header.dataOffset());
        return switch (sweep.header.encoding()) {
            case ASCII -> sweep.ascii(StandardCharsets.ISO_8859_1.decode(rest).toString());
            case BINARY -> sweep.binary(rest.slice().order(ByteOrder.LITTLE_ENDIAN));
            case BINARY_COMPRESSED -> sweep.compressed(rest);
        };
    }

    private PointCloud ascii(String text) throws IOException {
        PointText points = new PointText();
        float[] point = new float[PointCloud.STRIDE];
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.isBlank()) {
                continue;
            }
            String[] words = line.strip().split("\\s+");
            for (int i = 0; i < columns.length; i++) {
                Field column = columns[i];
                if (column != null) {
                    point[i] = value(words, column, points.points() + 1);
                }
            }
            points.add(point[0], point[1], point[2], point[3]);
        }
        if (points.points() != header.points()) {
            throw wrongSize(points.points() + " lines");
        }
        return points.toCloud();
    }

    private float value(String[] words, Field column, int point) throws IOException {
        Float value = words.length == header.stride() ? PointText.number(words[column.offset()]) : null;
        if (value == null) {
            throw new IOException(source + ", point " + point + ": expected " + header.stride() + " numbers, got "
                    + words.length + " words: '" + String.join(" ", words) + "'");
        }
        return value;
    }

    private PointCloud binary(ByteBuffer data) throws IOException {
        requireBytes(data.remaining());
        int stride = header.stride();
        return points((column, point) -> number(data, point * stride + column.offset(), column));
    }

    private PointCloud compressed(ByteBuffer data) throws IOException {
        if (header.points() == 0) {
            return PointCloud.EMPTY;
        }
        long packed = data.remaining() < 8 ? -1 : data.getInt() & 0xffffffffL;
        if (packed < 0 || packed > data.remaining() - 4L) {
            throw new IOException(source + ": expected two sizes and " + Math.max(packed, 0)
                    + " bytes of compressed points, got " + Math.max(0, data.remaining() - 4) + " bytes");
        }
        long unpacked = data.getInt() & 0xffffffffL;
        if (unpacked > Math.min(packed * Lzf.MAX_RATIO, Recording.MAX_FRAME_BYTES)) {
            throw new IOException(source + ": expected " + packed + " compressed bytes to claim at most "
                    + Math.min(packed * Lzf.MAX_RATIO, Recording.MAX_FRAME_BYTES) + " bytes, got " + unpacked);
        }
        requireBytes(unpacked);
        byte[] bytes = Lzf.unpack(data.slice().limit((int) packed), (int) unpacked, source);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int points = (int) header.points();
        return points((column, point) -> number(fields, column.offset() * points + point * column.bytes(), column));
    }

    private interface Reader {
        float read(Field column, int point);
    }

    private PointCloud points(Reader reader) {
        float[] xyzi = new float[(int) header.points() * PointCloud.STRIDE];
        for (int i = 0; i < columns.length; i++) {
            Field column = columns[i];
            for (int point = 0; column != null && point < header.points(); point++) {
                xyzi[point * PointCloud.STRIDE + i] = reader.read(column, point);
            }
        }
        return new PointCloud(PointText.withUnitIntensity(xyzi));
    }

    private static float number(ByteBuffer data, int at, Field column) {
        boolean unsigned = column.type() == 'U';
        if (column.type() == 'F') {
            return column.size() == 4 ? data.getFloat(at) : (float) data.getDouble(at);
        }
        return switch (column.size()) {
            case 1 -> unsigned ? data.get(at) & 0xff : data.get(at);
            case 2 -> unsigned ? data.getShort(at) & 0xffff : data.getShort(at);
            case 4 -> unsigned ? data.getInt(at) & 0xffffffffL : data.getInt(at);
            default -> data.getLong(at);
        };
    }

    private void requireBytes(long bytes) throws IOException {
        if (bytes % header.stride() != 0 || bytes / header.stride() != header.points()) {
            throw wrongSize(bytes + " bytes");
        }
    }

    private IOException wrongSize(String got) {
        String unit = header.encoding() == Encoding.ASCII ? " numbers a line" : " bytes a point";
        return new IOException(source + ": expected " + header.points() + " points as its header says, of "
                + header.stride() + unit + ", got " + got);
    }
}

package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Rows of doubles in a file: eight bytes each, the highest first, and finite. */
final class Numbers {
    private Numbers() {}

    static void write(DataOutputStream out, double[]... rows) throws IOException {
        for (double[] row : rows) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(8, row.length));
            bytes.asDoubleBuffer().put(row);
            out.write(bytes.array());
        }
    }

    /** Asks how much is left before anything is allocated, so that a count that lies costs no memory. */
    static void require(DataInputStream in, long count) throws IOException {
        if (count < 0 || count > in.available() / 8) {
            throw new IOException("expected " + count + " numbers, got " + in.available() + " more bytes");
        }
    }

    static double[] read(DataInputStream in, int count) throws IOException {
        require(in, count);
        double[] values = new double[count];
        ByteBuffer.wrap(in.readNBytes(8 * count)).asDoubleBuffer().get(values);
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IOException("expected finite numbers, got " + value);
            }
        }
        return values;
    }

    static double[][] read(DataInputStream in, int rows, int columns) throws IOException {
        require(in, (long) rows * columns);
        double[][] values = new double[rows][];
        for (int i = 0; i < rows; i++) {
            values[i] = read(in, columns);
        }
        return values;
    }
}

package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Unpacks LZF, in which PCD's binary_compressed data comes. A control byte below 32 is followed by that many plus one
 * literal bytes. Any other holds a length of 3 to 8 in its upper three bits (9: the next byte is added to it) and, with
 * the byte that follows, the distance back to where the same bytes stood before.
 */
final class Lzf {
    /** Three bytes of input give at most 264 bytes of output. */
    static final int MAX_RATIO = 88;

    private final ByteBuffer input;
    private final byte[] output;
    private final String source;
    private int out;

    private Lzf(ByteBuffer input, int size, String source) {
        this.input = input;
        this.output = new byte[size];
        this.source = source;
    }

    /** Unpacks all that remains of the input, which must give exactly {@code size} bytes. */
    static byte[] unpack(ByteBuffer input, int size, String source) throws IOException {
        Lzf lzf = new Lzf(input, size, source);
        while (input.hasRemaining()) {
            int control = input.get() & 0xff;
            if (control < 32) {
                lzf.literal(control + 1);
            } else {
                lzf.repeat(control);
            }
        }
        lzf.require(lzf.out == size);
        return lzf.output;
    }

    private void literal(int length) throws IOException {
        require(length <= input.remaining() && length <= output.length - out);
        input.get(output, out, length);
        out += length;
    }

    private void repeat(int control) throws IOException {
        int length = (control >> 5) + 2;
        boolean longer = length == 9;
        require(input.remaining() >= (longer ? 2 : 1));
        if (longer) {
            length += input.get() & 0xff;
        }
        int back = ((control & 0x1f) << 8) + (input.get() & 0xff) + 1;
        require(back <= out && length <= output.length - out);
        // Byte by byte: where the distance is shorter than the length, the copy reads what it has just written.
        for (int i = 0; i < length; i++, out++) {
            output[out] = output[out - back];
        }
    }

    private void require(boolean sound) throws IOException {
        if (!sound) {
            throw new IOException(source + ": expected LZF data that unpacks to " + output.length
                    + " bytes, got damaged data: " + out + " bytes unpacked before byte " + input.position());
        }
    }
}

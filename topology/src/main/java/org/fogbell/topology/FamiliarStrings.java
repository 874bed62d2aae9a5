package org.fogbell.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.formats.avro.utils.DataInputDecoder;

/**
 * Reads Avro as Flink writes it, and gives a text that comes again and again, as the name of a feature does, as the same string each
 * time: it is neither decoded nor kept a second time. One thread.
 */
final class FamiliarStrings extends DataInputDecoder {
    /** Texts beyond this are ids and lists, not names. */
    private static final int LONGEST = 64;

    private static final int PLACES = 4_096;

    /*
     * Each text has one place, by its hash. One that comes twice in a row there stays until two of another do: what comes once, as the id
     * of a frame, drives out nothing.
     */
    private final byte[][] familiar = new byte[PLACES][];
    private final String[] strings = new String[PLACES];
    private final int[] lastSeen = new int[PLACES];
    private final byte[] buffer = new byte[LONGEST];

    @Override
    public String readString() throws IOException {
        int length = readInt();
        if (length < 0 || length > LONGEST) {
            byte[] bytes = new byte[length];
            readFixed(bytes, 0, length);
            return new String(bytes, StandardCharsets.UTF_8);
        }
        readFixed(buffer, 0, length);
        int hash = hash(length);
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        byte[] known = familiar[place];
        if (known != null && Arrays.equals(known, 0, known.length, buffer, 0, length)) {
            lastSeen[place] = hash;
            return strings[place];
        }
        String read = new String(buffer, 0, length, StandardCharsets.UTF_8);
        if (lastSeen[place] == hash) {
            familiar[place] = Arrays.copyOf(buffer, length);
            strings[place] = read;
        }
        lastSeen[place] = hash;
        return read;
    }

    private int hash(int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash;
    }
}

package org.fogbell.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.formats.avro.utils.DataInputDecoder;
import org.fogbell.schemas.BlockProfile;
import org.fogbell.verdict.NamedNumbers;

/**
 * Reads Avro as Flink writes it, and gives names that come again and again, as those of features do, as the same strings each time:
 * they are neither decoded nor kept a second time. One thread.
 */
final class FamiliarStrings extends DataInputDecoder {
    /** Longer texts are ids and lists, not names. */
    private static final int LONGEST = 64;

    private static final int PLACES = 1_024;

    /** Types of sensors send a few sets of names. Where there are more, since frames lack now this and now that, all are learnt again. */
    static final int MOST_SETS = 256;

    /*
     * Each text has one place, by its hash. One that comes twice in a row there stays until another does: what comes once, as the id of a
     * frame, drives out nothing.
     */
    private final byte[][] familiar = new byte[PLACES][];
    private final String[] strings = new String[PLACES];
    private final int[] lastSeen = new int[PLACES];
    private final byte[] buffer = new byte[LONGEST];
    private final Map<List<String>, Expected> sets = new HashMap<>();

    /** Names in the order in which they came, and how they are written. */
    record Expected(NamedNumbers.Names names, String[] texts, byte[][] written) {
        static final Expected NOTHING = of(List.of());

        static Expected of(List<String> texts) {
            return new Expected(
                    new NamedNumbers.Names(texts),
                    texts.toArray(String[]::new),
                    texts.stream()
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new));
        }
    }

    /** Numbers that were read, and the names that are likely to come next in their place. */
    record Numbers(NamedNumbers numbers, Expected expected) {}

    /**
     * A map of numbers.
     *
     * @param likely the names that came in its place the last time
     */
    Numbers readNumbers(Expected likely) throws IOException {
        double[] values = new double[likely.texts.length];
        List<String> others = List.of();
        int size = 0;
        for (long more = readMapStart(); more > 0; more = mapNext()) {
            for (long i = 0; i < more; i++) {
                int length = readInt();
                boolean isShort = length >= 0 && length <= LONGEST;
                if (isShort) {
                    readFixed(buffer, 0, length);
                }
                boolean isLikely = isShort
                        && others.isEmpty()
                        && size < likely.written.length
                        && Arrays.equals(likely.written[size], 0, likely.written[size].length, buffer, 0, length);
                if (!isLikely) {
                    if (others.isEmpty()) {
                        others = new ArrayList<>(Arrays.asList(likely.texts).subList(0, size));
                    }
                    others.add(isShort ? familiar(length) : longText(length));
                }
                values = size < values.length ? values : Arrays.copyOf(values, 2 * size + 1);
                values[size++] = readDouble();
            }
        }
        if (others.isEmpty() && size < likely.texts.length) {
            others = Arrays.asList(likely.texts).subList(0, size);
        }
        Expected names = others.isEmpty() && size == likely.texts.length ? likely : named(others);
        return new Numbers(
                new NamedNumbers(names.names, size == values.length ? values : Arrays.copyOf(values, size)), names);
    }

    /**
     * A frame's entropies layer by layer. The names of the layers are the same list as before where they are the same.
     *
     * @param before what came in its place the last time
     */
    List<BlockProfile> readProfile(List<BlockProfile> before) throws IOException {
        List<BlockProfile> blocks = new ArrayList<>(before.size());
        for (long more = readArrayStart(); more > 0; more = arrayNext()) {
            for (long i = 0; i < more; i++) {
                List<String> likely = blocks.size() < before.size()
                        ? before.get(blocks.size()).getLayers()
                        : List.of();
                blocks.add(new BlockProfile(readString(), readTexts(likely), readDoubles(likely.size())));
            }
        }
        return blocks;
    }

    private List<String> readTexts(List<String> likely) throws IOException {
        List<String> texts = new ArrayList<>(likely.size());
        for (long more = readArrayStart(); more > 0; more = arrayNext()) {
            for (long i = 0; i < more; i++) {
                texts.add(readString());
            }
        }
        return texts.equals(likely) ? likely : texts;
    }

    private List<Double> readDoubles(int likely) throws IOException {
        List<Double> numbers = new ArrayList<>(likely);
        for (long more = readArrayStart(); more > 0; more = arrayNext()) {
            for (long i = 0; i < more; i++) {
                numbers.add(readDouble());
            }
        }
        return numbers;
    }

    /** How many sets of names are known. */
    int sets() {
        return sets.size();
    }

    private Expected named(List<String> texts) {
        Expected known = sets.get(texts);
        if (known == null) {
            if (sets.size() == MOST_SETS) {
                sets.clear();
            }
            known = Expected.of(texts);
            sets.put(List.copyOf(texts), known);
        }
        return known;
    }

    @Override
    public String readString() throws IOException {
        int length = readInt();
        if (length < 0 || length > LONGEST) {
            return longText(length);
        }
        readFixed(buffer, 0, length);
        return familiar(length);
    }

    private String longText(int length) throws IOException {
        byte[] bytes = new byte[length];
        readFixed(bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What so many bytes of the buffer say. */
    private String familiar(int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer[i];
        }
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
}

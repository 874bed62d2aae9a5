package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LzfTest {
    @Test
    void copiesLiterals() throws IOException {
        assertThat(unpack(3, 2, 'a', 'b', 'c')).isEqualTo("abc");
    }

    @Test
    void repeatsWhatStoodBefore() throws IOException {
        assertThat(unpack(6, 2, 'a', 'b', 'c', 1 << 5, 2)).isEqualTo("abcabc");
    }

    @Test
    void repeatsWhatItIsJustWriting() throws IOException {
        assertThat(unpack(9, 0, 'a', 6 << 5, 0)).isEqualTo("a".repeat(9));
    }

    @Test
    void readsLongRunsAndFarDistances() throws IOException {
        assertThat(unpack(265, 0, 'a', 7 << 5, 255, 0)).isEqualTo("a".repeat(265));
        int[] input = new int[11 * 33 + 2];
        for (int i = 0; i < 11; i++) {
            input[i * 33] = 31;
            for (int j = 1; j <= 32; j++) {
                input[i * 33 + j] = 'a' + i;
            }
        }
        input[363] = 1 << 5 | 1;
        input[364] = 95;
        assertThat(unpack(355, input)).endsWith("kkkaaa");
    }

    @Test
    void refusesDamagedSteps() {
        assertRefused(2, 2, 'a', 'b', 'c');
        assertRefused(5, 4, 'a', 'b');
        assertRefused(4, 0, 'a', 1 << 5, 1);
        assertRefused(4, 0, 'a', 1 << 5);
        assertRefused(9, 0, 'a', 7 << 5, 1);
        assertRefused(3, 0, 'a', 1 << 5, 0);
        assertRefused(4, 2, 'a', 'b', 'c');
    }

    @Test
    void neverReadsOrWritesBeyondItsArraysWhateverComes() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] input = new byte[random.nextInt(64)];
            random.nextBytes(input);
            int size = random.nextInt(256);
            try {
                assertThat(Lzf.unpack(ByteBuffer.wrap(input), size, "a.pcd"))
                        .as("seed %d", seed)
                        .hasSize(size);
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("damaged data");
            }
        }
    }

    private static void assertRefused(int size, int... input) {
        assertThatThrownBy(() -> unpack(size, input))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("a.pcd", "unpacks to " + size + " bytes", "damaged data");
    }

    private static String unpack(int size, int... input) throws IOException {
        byte[] bytes = new byte[input.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) input[i];
        }
        return new String(Lzf.unpack(ByteBuffer.wrap(bytes), size, "a.pcd"), StandardCharsets.ISO_8859_1);
    }
}

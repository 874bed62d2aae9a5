package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcdSweepTest {
    private static final String XYZI = "FIELDS x y z intensity\nSIZE 4 4 4 4\nTYPE F F F F\nCOUNT 1 1 1 1\n";

    @Test
    void readsAscii() throws IOException {
        String text = "# .PCD v0.7\nVERSION 0.7\n" + XYZI + "WIDTH 2\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS 2\n"
                + "DATA ascii\n1 2 3 0.5\nnan 5e-1 -6 1\n";
        assertThat(points(bytes(text))).containsExactly(1, 2, 3, 0.5f, Float.NaN, 0.5f, -6, 1);
    }

    @Test
    void findsAsciiColumnsBehindFieldsOfSeveralValues() throws IOException {
        String text = """
                FIELDS normal z y x
                SIZE 4 4 4 4
                TYPE F F F F
                COUNT 3 1 1 1
                WIDTH 1
                HEIGHT 1
                DATA ascii
                9 9 9 3 2 1
                """;
        assertThat(points(bytes(text))).containsExactly(1, 2, 3, 0);
    }

    @Test
    void readsBinaryFieldsOfAnyOrderAndType() throws IOException {
        String header = """
                FIELDS i _ z x y
                SIZE 1 1 8 4 2
                TYPE U U F F I
                COUNT 1 3 1 1 1
                WIDTH 1
                HEIGHT 2
                POINTS 2
                DATA binary
                """;
        ByteBuffer data = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) 255).put(new byte[3]).putDouble(3).putFloat(1).putShort((short) -2);
        data.put((byte) 51).put(new byte[3]).putDouble(6).putFloat(4).putShort((short) -5);
        assertThat(points(bytes(header), data.array())).containsExactly(1, -2, 3, 1, 4, -5, 6, 0.2f);
    }

    @Test
    void readsEveryIntegerType() throws IOException {
        String header = """
                FIELDS x y z a b c intensity
                SIZE 1 2 4 8 8 4 4
                TYPE I U U I U I F
                WIDTH 1
                HEIGHT 1
                DATA binary
                """;
        ByteBuffer data = ByteBuffer.allocate(31).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) -1)
                .putShort((short) 0xffff)
                .putInt(0x80000000)
                .put(new byte[20])
                .putFloat(1);
        assertThat(points(bytes(header), data.array())).containsExactly(-1, 65_535, 0x1p31f, 1);
    }

    @Test
    void readsCompressedFieldByField() throws IOException {
        ByteBuffer fields = ByteBuffer.allocate(3 * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : new float[] {1, 5, 9, 2, 6, 10, 3, 7, 11, 0.25f, 0.5f, 0.75f}) {
            fields.putFloat(value);
        }
        assertThat(points(
                        bytes(XYZI + "WIDTH 3\nHEIGHT 1\nPOINTS 3\nDATA binary_compressed\n"), packed(fields.array())))
                .containsExactly(1, 2, 3, 0.25f, 5, 6, 7, 0.5f, 9, 10, 11, 0.75f);
    }

    @Test
    void readsNoPointsAsASweepThatSawNothing() throws IOException {
        for (String data : new String[] {"ascii", "binary", "binary_compressed"}) {
            assertThat(points(bytes(XYZI + "WIDTH 0\nHEIGHT 1\nPOINTS 0\nDATA " + data + "\n")))
                    .isEmpty();
        }
    }

    @Test
    void refusesAHeaderThatClaimsOtherPointsThanThereAre() {
        String claim = XYZI + "WIDTH 2147483647\nHEIGHT 2147483647\nDATA ";
        assertRefused(claim + "binary\n", new byte[32], "4611686014132420609 points", "16 bytes a point", "32 bytes");
        assertRefused(claim + "ascii\n1 2 3 4\n", new byte[0], "4611686014132420609 points", "1 lines");
        assertRefused(XYZI + "WIDTH 1\nHEIGHT 1\nDATA binary\n", new byte[15], "1 points", "15 bytes");
        assertRefused(XYZI + "WIDTH 1\nHEIGHT 1\nDATA binary\n", new byte[32], "1 points", "32 bytes");
        assertRefused(XYZI + "WIDTH 3\nHEIGHT 1\nPOINTS 2\nDATA ascii\n", new byte[0], "3 x 1", "got 2");
    }

    @Test
    void refusesCompressedDataThatClaimsTooMuch() {
        String header = XYZI + "WIDTH 100000000\nHEIGHT 1\nDATA binary_compressed\n";
        assertRefused(header, sizes(8, 1_600_000_000, 8), "8 compressed bytes", "at most 704", "1600000000");
        assertRefused(header, sizes(900, 704, 8), "900 bytes of compressed points");
        assertRefused(header, new byte[3], "two sizes");
        assertRefused(header, sizes(8, 32, 8), "100000000 points", "32 bytes");
    }

    @Test
    void saysWhatTheHeaderLacks() {
        assertRefused("hello\n", new byte[0], "DATA", "got none");
        assertRefused("", new byte[0], "DATA");
        assertRefused(XYZI + "WIDTH 1\nHEIGHT 1\nDATA zip\n", new byte[0], "ascii, binary", "'DATA zip'");
        assertRefused(XYZI + "HEIGHT 1\nDATA ascii\n", new byte[0], "WIDTH", "none");
        assertRefused(XYZI + "WIDTH -1\nHEIGHT 1\nDATA ascii\n", new byte[0], "WIDTH", "'-1'");
        assertRefused(
                "FIELDS x y\nSIZE 4\nTYPE F F\nWIDTH 1\nHEIGHT 1\nDATA ascii\n", new byte[0], "2 FIELDS", "got 1");
        assertRefused(
                "FIELDS x y z\nSIZE 4 4 2\nTYPE F F F\nWIDTH 1\nHEIGHT 1\nDATA ascii\n",
                new byte[0],
                "F with 2",
                "'z'");
        assertRefused(
                "FIELDS x y\nSIZE 4 4\nTYPE F F\nWIDTH 1\nHEIGHT 1\nDATA ascii\n", new byte[0], "x, y and z", "[x, y]");
    }

    @Test
    void saysWhichAsciiPointIsNoPoint() {
        String header = XYZI + "WIDTH 2\nHEIGHT 1\nDATA ascii\n1 2 3 0.5\n";
        assertRefused(header + "1 2 3\n", new byte[0], "point 2", "expected 4 numbers", "'1 2 3'");
        assertRefused(header + "1 2 x 0\n", new byte[0], "point 2", "'1 2 x 0'");
    }

    @Test
    void meetsDamageWithNothingButAnErrorThatNamesTheFile() throws IOException {
        byte[] sound = new byte[0];
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            if (seed % 100 == 0) {
                sound = anyFile(random);
            }
            byte[] damaged = Arrays.copyOf(sound, sound.length - random.nextInt(3));
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(points(damaged).length).as("seed %d", seed).isLessThanOrEqualTo(4 * damaged.length);
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith("a.pcd");
            }
        }
    }

    private static byte[] anyFile(Random random) throws IOException {
        byte[] fields = new byte[5 * 16];
        random.nextBytes(fields);
        boolean compressed = random.nextBoolean();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(bytes(XYZI + "WIDTH 5\nHEIGHT 1\nDATA binary" + (compressed ? "_compressed\n" : "\n")));
        file.write(compressed ? packed(fields) : fields);
        return file.toByteArray();
    }

    private static void assertRefused(String header, byte[] data, String... parts) {
        assertThatThrownBy(() -> points(bytes(header), data))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a.pcd")
                .hasMessageContainingAll(parts);
    }

    /** LZF that consists of literals. */
    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += 32) {
            int length = Math.min(32, content.length - from);
            packed.write(length - 1);
            packed.write(content, from, length);
        }
        byte[] sizes = sizes(packed.size(), content.length, packed.size());
        System.arraycopy(packed.toByteArray(), 0, sizes, 8, packed.size());
        return sizes;
    }

    private static byte[] sizes(int packed, int unpacked, int present) {
        return ByteBuffer.allocate(8 + present)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(packed)
                .putInt(unpacked)
                .array();
    }

    private static float[] points(byte[]... parts) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part);
        }
        return PcdSweep.decode(content.toByteArray(), "a.pcd").xyzi();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

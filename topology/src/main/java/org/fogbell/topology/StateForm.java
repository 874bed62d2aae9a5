package org.fogbell.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.verdict.MedianSample;

/** How a {@link StateSerializer} writes numbers and texts. */
final class StateForm {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    private static final int SHA_256_BYTES = 32;

    private StateForm() {}

    /** A count, or another number that is 0 or more and mostly small: seven bits a byte. */
    static void writeCount(long count, DataOutputView target) throws IOException {
        long rest = count;
        while ((rest & ~SEVEN_BITS) != 0) {
            target.writeByte((int) ((rest & SEVEN_BITS) | MORE));
            rest >>>= Byte.SIZE - 1;
        }
        target.writeByte((int) rest);
    }

    static long readCount(DataInputView source) throws IOException {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE - 1) {
            int next = source.readByte();
            count |= (long) (next & SEVEN_BITS) << shift;
            if ((next & MORE) == 0) {
                return count;
            }
        }
        throw new IOException("expected a number of at most ten bytes, got more");
    }

    static void writeSource(BaselineSource source, DataOutputView target) throws IOException {
        target.writeByte(
                switch (source) {
                    case UNKNOWN -> 0;
                    case BUNDLE -> 1;
                    case SENSOR -> 2;
                });
    }

    static BaselineSource readSource(DataInputView source) throws IOException {
        int code = source.readByte();
        return switch (code) {
            case 0 -> BaselineSource.UNKNOWN;
            case 1 -> BaselineSource.BUNDLE;
            case 2 -> BaselineSource.SENSOR;
            default -> throw new IOException("expected where a baseline comes from, 0 to 2, got " + code);
        };
    }

    /** A number that is mostly near 0, of either sign. */
    static void writeNear(long number, DataOutputView target) throws IOException {
        writeCount((number << 1) ^ (number >> (Long.SIZE - 1)), target);
    }

    static long readNear(DataInputView source) throws IOException {
        long folded = readCount(source);
        return (folded >>> 1) ^ -(folded & 1);
    }

    /** A time, where 0 is none, by how far it is from another. */
    static void writeMoment(long micros, long near, DataOutputView target) throws IOException {
        if (micros == 0) {
            writeCount(0, target);
        } else {
            writeCount(1, target);
            writeNear(micros - near, target);
        }
    }

    static long readMoment(long near, DataInputView source) throws IOException {
        return readCount(source) == 0 ? 0 : near + readNear(source);
    }

    static void writeFloats(float[] values, DataOutputView target) throws IOException {
        writeCount(values.length, target);
        for (float value : values) {
            target.writeFloat(value);
        }
    }

    static float[] readFloats(DataInputView source) throws IOException {
        float[] values = new float[(int) readCount(source)];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.readFloat();
        }
        return values;
    }

    /** Numbers of {@link MedianSample#BITS} bits: without those that are 0. */
    static void writeRounded(float[] values, DataOutputView target) throws IOException {
        writeCount(values.length, target);
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value) >>> (Float.SIZE - MedianSample.BITS);
            target.writeByte(bits >>> Short.SIZE);
            target.writeShort(bits);
        }
    }

    static float[] readRounded(DataInputView source) throws IOException {
        float[] values = new float[(int) readCount(source)];
        for (int i = 0; i < values.length; i++) {
            int bits = source.readUnsignedByte() << Short.SIZE | source.readUnsignedShort();
            values[i] = Float.intBitsToFloat(bits << (Float.SIZE - MedianSample.BITS));
        }
        return values;
    }

    static void writeShorts(short[] values, DataOutputView target) throws IOException {
        writeCount(values.length, target);
        for (short value : values) {
            target.writeShort(value);
        }
    }

    static short[] readShorts(DataInputView source) throws IOException {
        short[] values = new short[(int) readCount(source)];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.readShort();
        }
        return values;
    }

    static void writeDoubles(double[] values, DataOutputView target) throws IOException {
        writeCount(values.length, target);
        for (double value : values) {
            target.writeDouble(value);
        }
    }

    static double[] readDoubles(DataInputView source) throws IOException {
        double[] values = new double[(int) readCount(source)];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.readDouble();
        }
        return values;
    }

    static void writeTexts(List<String> texts, DataOutputView target) throws IOException {
        writeCount(texts.size(), target);
        for (String text : texts) {
            StringValue.writeString(text, target);
        }
    }

    static List<String> readTexts(DataInputView source) throws IOException {
        int size = (int) readCount(source);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(StringValue.readString(source));
        }
        return texts;
    }

    /** By how much of another text it begins with. */
    static void writeLike(String other, String text, DataOutputView target) throws IOException {
        int same = 0;
        while (same < Math.min(other.length(), text.length()) && other.charAt(same) == text.charAt(same)) {
            same++;
        }
        writeCount(same, target);
        StringValue.writeString(text.substring(same), target);
    }

    static String readLike(String other, DataInputView source) throws IOException {
        int same = (int) readCount(source);
        return other.substring(0, same) + StringValue.readString(source);
    }

    /** A SHA-256 in hexadecimal by its bytes, any other text as it is. */
    static void writeDigest(String digest, DataOutputView target) throws IOException {
        boolean isSha = digest.length() == 2 * SHA_256_BYTES
                && digest.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        target.writeBoolean(isSha);
        if (isSha) {
            target.write(HexFormat.of().parseHex(digest));
        } else {
            StringValue.writeString(digest, target);
        }
    }

    static String readDigest(DataInputView source) throws IOException {
        if (!source.readBoolean()) {
            return StringValue.readString(source);
        }
        byte[] bytes = new byte[SHA_256_BYTES];
        source.readFully(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

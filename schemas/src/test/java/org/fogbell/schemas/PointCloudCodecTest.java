package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointCloudCodecTest {
    private static final int SCALES_BYTES = 32;

    private final PointCloudCodec codec = new PointCloudCodec(100_000);

    @Test
    void floatsLieOnTheWireLittleEndianInTheirOrder() {
        PointCloudPayload payload =
                codec.encode(new float[] {1, -2, 3.5f, 0.25f, 5, 6, 7, 1}, PointEncoding.FLOAT32_XYZI);

        ByteBuffer data = payload.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(payload.getPointCount()).isEqualTo(2);
        assertThat(data.remaining()).isEqualTo(32);
        assertThat(data.getFloat(4)).isEqualTo(-2f);
        assertThat(data.getFloat(28)).isEqualTo(1f);
    }

    @Test
    void floatsComeBackBitForBit() throws Exception {
        float[] xyzi = sweep(1, 5000);
        xyzi[5] = Float.NaN;
        xyzi[6] = Float.NEGATIVE_INFINITY;
        xyzi[7] = -0.0f;
        assertThat(codec.decode(codec.encode(xyzi, PointEncoding.FLOAT32_XYZI))).isEqualTo(xyzi);
    }

    @Test
    void quantisedPointsLieOnTheWireAsDocumented() {
        float[] xyzi = {0, 10, -1, 0.5f, 65.534f, 10, 1, 0.5f, Float.NaN, 10, 0, 0.5f};
        ByteBuffer data = codec.encode(xyzi, PointEncoding.QUANTISED_16_ZSTD)
                .getData()
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(data.getFloat(0)).isZero();
        assertThat(data.getFloat(4)).isEqualTo(65.534f / 65_534);
        assertThat(data.getFloat(8)).isEqualTo(10f);
        assertThat(data.getFloat(16)).isEqualTo(-1f);
        byte[] frame = new byte[data.remaining() - SCALES_BYTES];
        data.position(SCALES_BYTES).get(frame);
        byte[] planes = Zstd.decompress(frame, 24);
        // x has the codes 0, 65534, 65535: the differences 0, -2 (modulo 65536) and 1 are 0, 3 and 2 in zigzag form.
        assertThat(planes).startsWith(0, 3, 2, 0, 0, 0);
        // y and intensity are constant, z has the codes 0, 65534, 32767: 0, -2, -32767, in zigzag form 0, 3, 65533.
        assertThat(planes).containsSequence(new byte[] {0, 3, (byte) 0xfd, 0, 0, (byte) 0xff});
        assertThat(planes).endsWith(new byte[6]);
    }

    @Test
    void quantisedPointsAreOffByHalfAStepAtMost() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            float[] xyzi = sweep(seed, 1 + new Random(seed).nextInt(3000));
            float[] decoded = codec.decode(codec.encode(xyzi, PointEncoding.QUANTISED_16_ZSTD));
            for (int field = 0; field < 4; field++) {
                assertThat(largestError(xyzi, decoded, field))
                        .as("field %d, seed %d", field, seed)
                        .isLessThanOrEqualTo(halfStep(xyzi, field));
            }
        }
    }

    @Test
    void quantisedValuesThatAreNotFiniteComeBackAsNan() throws Exception {
        float[] xyzi = sweep(3, 100);
        xyzi[0] = Float.NaN;
        xyzi[41] = Float.POSITIVE_INFINITY;
        xyzi[399] = Float.NEGATIVE_INFINITY;

        float[] decoded = codec.decode(codec.encode(xyzi, PointEncoding.QUANTISED_16_ZSTD));

        for (int i = 0; i < xyzi.length; i++) {
            assertThat(Float.isNaN(decoded[i])).as("float %d", i).isEqualTo(!Float.isFinite(xyzi[i]));
        }
    }

    @Test
    void quantisesFieldsOfAnyRange() throws Exception {
        float largest = Float.MAX_VALUE / 2;
        float[] xyzi = {-largest, 7, 1e7f, Float.MIN_VALUE, largest, 7, 1e7f + 1, 0, 0, 7, 1e7f, 3 * Float.MIN_VALUE};

        float[] decoded = codec.decode(codec.encode(xyzi, PointEncoding.QUANTISED_16_ZSTD));

        assertThat(largestError(xyzi, decoded, 0)).isLessThanOrEqualTo(largest / 65_534);
        assertThat(largestError(xyzi, decoded, 1)).isZero();
        assertThat(largestError(xyzi, decoded, 2)).isLessThanOrEqualTo(0.5);
        assertThat(largestError(xyzi, decoded, 3)).isLessThanOrEqualTo(3 * Float.MIN_VALUE);
    }

    @Test
    void fieldWithoutAnyFiniteValueComesBackAsNan() throws Exception {
        float[] xyzi = {1, Float.NaN, 2, 3, 4, Float.NaN, 5, 6};
        float[] decoded = codec.decode(codec.encode(xyzi, PointEncoding.QUANTISED_16_ZSTD));
        assertThat(decoded).containsExactly(1, Float.NaN, 2, 3, 4, Float.NaN, 5, 6);
    }

    @ParameterizedTest
    @EnumSource(
            value = PointEncoding.class,
            names = {"FLOAT32_XYZI", "QUANTISED_16_ZSTD"})
    void sweepMayBeEmpty(PointEncoding encoding) throws Exception {
        PointCloudPayload payload = codec.encode(new float[0], encoding);
        assertThat(payload.getPointCount()).isZero();
        assertThat(codec.decode(payload)).isEmpty();
        assertThat(codec.decode(encoding, payload.getData())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = PointEncoding.class,
            names = {"FLOAT32_XYZI", "QUANTISED_16_ZSTD"})
    void readsPointsThatComeWithoutACount(PointEncoding encoding) throws Exception {
        PointCloudPayload payload = codec.encode(sweep(5, 321), encoding);
        assertThat(codec.decode(encoding, payload.getData())).isEqualTo(codec.decode(payload));
    }

    @ParameterizedTest
    @EnumSource(
            value = PointEncoding.class,
            names = {"FLOAT32_XYZI", "QUANTISED_16_ZSTD"})
    void decodingLeavesThePayloadAsItWas(PointEncoding encoding) throws Exception {
        PointCloudPayload payload = codec.encode(sweep(5, 321), encoding);
        ByteBuffer slice = ByteBuffer.allocate(payload.getData().remaining() + 7)
                .position(7)
                .put(payload.getData().duplicate())
                .flip()
                .position(7)
                .asReadOnlyBuffer();
        PointCloudPayload elsewhere = new PointCloudPayload(encoding, 321, slice);

        assertThat(codec.decode(elsewhere)).isEqualTo(codec.decode(payload));
        assertThat(slice.position()).isEqualTo(7);
        assertThat(codec.decode(elsewhere)).isEqualTo(codec.decode(payload));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 100_001, Integer.MAX_VALUE})
    void refusesACountBeyondTheLimitBeforeItAllocates(int claim) throws Throwable {
        for (PointEncoding encoding : PointEncoding.values()) {
            refuses(new PointCloudPayload(encoding, claim, ByteBuffer.allocate(1000)), "got a claim of " + claim);
        }
    }

    @Test
    void refusesACountThatTheBytesDoNotBear() throws Throwable {
        for (PointEncoding encoding :
                new PointEncoding[] {PointEncoding.FLOAT32_XYZI, PointEncoding.QUANTISED_16_ZSTD}) {
            ByteBuffer data = codec.encode(sweep(1, 50), encoding).getData();
            refuses(new PointCloudPayload(encoding, 49, data), "expected");
            refuses(new PointCloudPayload(encoding, 51, data), "expected");
            refuses(new PointCloudPayload(encoding, 100_000, data), "expected");
            refuses(new PointCloudPayload(encoding, 50, data.duplicate().limit(data.limit() - 1)), "expected");
            refuses(new PointCloudPayload(encoding, 0, ByteBuffer.allocate(3)), "expected");
        }
    }

    @Test
    void refusesAFrameThatClaimsFourGigabytes() throws Throwable {
        // zstd: magic, a frame header with an 8-byte content size of 4 GB, and one empty last block.
        ByteBuffer data = ByteBuffer.allocate(SCALES_BYTES + 16).order(ByteOrder.LITTLE_ENDIAN);
        data.position(SCALES_BYTES)
                .putInt(0xFD2FB528)
                .put((byte) 0xE0)
                .putLong(4L << 30)
                .put((byte) 1)
                .flip();
        refuses(new PointCloudPayload(PointEncoding.QUANTISED_16_ZSTD, 10, data), "whose frame claims 4294967296");
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> codec.decode(PointEncoding.QUANTISED_16_ZSTD, data))
                .withMessageContaining("expected 0 to 100000 points, got a claim of 536870912");
    }

    @Test
    void refusesADamagedFrame() throws Throwable {
        ByteBuffer data =
                codec.encode(sweep(1, 1000), PointEncoding.QUANTISED_16_ZSTD).getData();
        refuses(
                new PointCloudPayload(
                        PointEncoding.QUANTISED_16_ZSTD, 1000, data.duplicate().limit(2000)),
                "damaged");
        ByteBuffer longer =
                ByteBuffer.allocate(data.remaining() + 5).put(data.duplicate()).position(0);
        refuses(new PointCloudPayload(PointEncoding.QUANTISED_16_ZSTD, 1000, longer), "damaged");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -1})
    void refusesAStepThatIsNone(float step) throws Throwable {
        ByteBuffer data =
                codec.encode(sweep(1, 10), PointEncoding.QUANTISED_16_ZSTD).getData();
        data.order(ByteOrder.LITTLE_ENDIAN).putFloat(12, step);
        refuses(new PointCloudPayload(PointEncoding.QUANTISED_16_ZSTD, 10, data), "field 1");
    }

    @Test
    void refusesAnEncodingThatItDoesNotKnow() throws Throwable {
        refuses(new PointCloudPayload(PointEncoding.UNKNOWN, 0, ByteBuffer.allocate(0)), "known point encoding");
        assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(new float[4], PointEncoding.UNKNOWN));
    }

    @Test
    void refusesToEncodeWhatItWouldNotDecode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(new float[400_004], PointEncoding.FLOAT32_XYZI))
                .withMessageContaining("at most 100000 points of 4 floats, got 400004 floats");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(new float[7], PointEncoding.FLOAT32_XYZI))
                .withMessageContaining("got 7 floats");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void refusesALimitThatIsNone(int maxPoints) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PointCloudCodec(maxPoints))
                .withMessageContaining("got " + maxPoints);
    }

    private void refuses(PointCloudPayload payload, String message) throws Throwable {
        long allocated = AllocatedBytes.during(() -> assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> codec.decode(payload))
                .withMessageContaining(message));
        assertThat(allocated).isLessThan(AllocatedBytes.LITTLE);
    }

    /** Half of the 65534th part of the field's range, and half of the gap between neighbouring floats of its size. */
    static double halfStep(float[] xyzi, int field) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = field; i < xyzi.length; i += 4) {
            least = Math.min(least, xyzi[i]);
            largest = Math.max(largest, xyzi[i]);
        }
        double step = (largest - least) / 65_534;
        return step / 2 * (1 + 1e-6) + Math.ulp((float) Math.max(Math.abs(least), Math.abs(largest))) / 2;
    }

    static double largestError(float[] expected, float[] actual, int field) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = field; i < expected.length; i += 4) {
            largest = Math.max(largest, Math.abs((double) expected[i] - actual[i]));
        }
        return largest;
    }

    private static float[] sweep(long seed, int points) {
        Random random = new Random(seed);
        float[] xyzi = new float[points * 4];
        for (int i = 0; i < xyzi.length; i += 4) {
            xyzi[i] = (random.nextFloat() - 0.5f) * 240;
            xyzi[i + 1] = (float) random.nextGaussian() * 30;
            xyzi[i + 2] = random.nextFloat() * 5 - 2;
            xyzi[i + 3] = random.nextFloat();
        }
        return xyzi;
    }
}

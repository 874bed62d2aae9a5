package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Seeded damage: whatever comes, a reader throws MalformedRecordException or nothing, and allocates little. */
class MalformedRecordsTest {
    private static final int ROUNDS = 10_000;

    static final List<Class<? extends SpecificRecordBase>> RECORDS = Released.RECORDS;

    @ParameterizedTest
    @FieldSource("RECORDS")
    void damagedRecordsAreReadOrRefused(Class<? extends SpecificRecordBase> record) throws Throwable {
        AvroWire<?> wire = AvroWire.of(record);
        Schema schema = Released.withoutJava(record);
        byte[] header = AvroWire.header(schema);
        int refused = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] whole = RandomRecords.write(header, new RandomRecords(seed % 100).record(schema));
            byte[] damaged = damage(whole, header.length, new Random(seed));
            boolean[] malformed = new boolean[1];
            long allocated = AllocatedBytes.during(() -> {
                try {
                    wire.decode(damaged);
                } catch (MalformedRecordException e) {
                    malformed[0] = true;
                }
            });
            assertThat(allocated).as("bytes allocated, seed %d", seed).isLessThan(AllocatedBytes.LITTLE);
            refused += malformed[0] ? 1 : 0;
        }
        assertThat(refused).as("refused of %d", ROUNDS).isBetween(ROUNDS / 4, ROUNDS);
    }

    @Test
    void damagedPointsAreReadOrRefused() throws Throwable {
        PointCloudCodec codec = new PointCloudCodec(10_000);
        int refused = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            float[] xyzi = new float[4 * (1 + random.nextInt(30))];
            for (int i = 0; i < xyzi.length; i++) {
                xyzi[i] = random.nextFloat();
            }
            PointEncoding encoding = seed % 4 == 0 ? PointEncoding.FLOAT32_XYZI : PointEncoding.QUANTISED_16_ZSTD;
            PointCloudPayload whole = codec.encode(xyzi, encoding);
            ByteBuffer damaged = ByteBuffer.wrap(damage(whole.getData().array(), 0, random));
            boolean[] malformed = new boolean[1];
            long allocated = AllocatedBytes.during(() -> {
                try {
                    codec.decode(new PointCloudPayload(encoding, whole.getPointCount(), damaged));
                } catch (MalformedRecordException e) {
                    malformed[0] = true;
                }
                try {
                    codec.decode(encoding, damaged);
                } catch (MalformedRecordException e) {
                    malformed[0] = true;
                }
            });
            assertThat(allocated).as("bytes allocated, seed %d", seed).isLessThan(AllocatedBytes.LITTLE);
            refused += malformed[0] ? 1 : 0;
        }
        assertThat(refused).as("refused of %d", ROUNDS).isBetween(ROUNDS / 4, ROUNDS);
    }

    /** One of: bits flipped, the end cut off, bytes added, random bytes after the first {@code kept}, random altogether. */
    private static byte[] damage(byte[] whole, int kept, Random random) {
        byte[] damaged = whole.clone();
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            case 3 -> damaged = Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(20));
            case 4 -> {
                byte[] noise = new byte[damaged.length - kept];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, kept, noise.length);
            }
            default -> {
                damaged = new byte[random.nextInt(200)];
                random.nextBytes(damaged);
            }
        }
        return damaged;
    }
}

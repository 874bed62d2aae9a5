package org.fogbell.models.eloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerEntropyTest {
    private static final int SEEDS = 20;

    @ParameterizedTest
    @EnumSource
    void ignoresTheOrderOfChannels(LayerEntropy entropy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int channels = 2 + random.nextInt(40);
            int positions = 1 + random.nextInt(300);
            float[] map = noise(random, channels * positions);
            assertThat(entropy.of(rotated(map, random.nextInt(channels) * positions), 0, channels, positions))
                    .as("seed %d", seed)
                    .isCloseTo(entropy.of(map, 0, channels, positions), within(1e-9 * positions));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsOneFrameOfABatchAsIfItWereAlone(LayerEntropy entropy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int channels = 2 + random.nextInt(40);
            int positions = 1 + random.nextInt(300);
            float[] batch = noise(random, 3 * channels * positions);
            int from = channels * positions;
            float[] alone = Arrays.copyOfRange(batch, from, 2 * from);
            assertThat(entropy.of(batch, from, channels, positions))
                    .as("seed %d", seed)
                    .isEqualTo(entropy.of(alone, 0, channels, positions));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotCareForAnOffsetCommonToAllChannels(LayerEntropy entropy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            // Multiples of 2^-10 below 4, so that adding 1000 is exact in float32.
            float[] map = new float[32 * 100];
            for (int i = 0; i < map.length; i++) {
                map[i] = random.nextInt(4096) / 1024f;
            }
            float[] shifted = map.clone();
            for (int i = 0; i < map.length; i++) {
                shifted[i] += 1000;
            }
            assertThat(entropy.of(shifted, 0, 32, 100))
                    .as("seed %d", seed)
                    .isCloseTo(entropy.of(map, 0, 32, 100), within(1e-8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysFiniteWhereHalfPrecisionOverflowsAndWhereChannelsAreDead(LayerEntropy entropy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            float[] map = noise(random, 64 * 64);
            for (int i = 0; i < map.length; i++) {
                map[i] = i < 16 * 64 ? 0 : map[i] * 1e9f;
            }
            assertThat(entropy.of(map, 0, 64, 64)).as("seed %d", seed).isFinite();
            assertThat(entropy.of(new float[64 * 64], 0, 64, 64)).isFinite();
        }
    }

    @Test
    void isZeroForEqualChannelsWhereScaleIsMeasured() {
        float[] map = new float[20 * 50];
        for (int i = 0; i < map.length; i++) {
            map[i] = i % 50 / 7f;
        }
        assertThat(LayerEntropy.RADIUS.of(map, 0, 20, 50)).isZero();
        assertThat(LayerEntropy.CODING_RATE.of(map, 0, 20, 50)).isCloseTo(0, within(1e-12));
        assertThat(LayerEntropy.RENYI2.of(map, 0, 20, 50)).isZero();
    }

    @Test
    void radiusMatchesASumWrittenOutByHand() {
        // Channels at 0, 1, 3 and 7 on a line: nearest neighbours at 1, 1, 2 and 4.
        assertThat(LayerEntropy.RADIUS.of(new float[] {0, 1, 3, 7}, 0, 4, 1))
                .isCloseTo(Math.log(1 + 1 + 1 + 2 + 4), within(1e-12));
        assertThat(LayerEntropy.LOG_RADIUS.of(new float[] {0, 1, 3, 7}, 0, 4, 1))
                .isCloseTo(Math.log(8) / 4, within(1e-12));
    }

    @Test
    void channelsCloserThanTheFloorCountAsEqual() {
        float[] map = {0, 0.0005f, 2, 2.0005f};
        assertThat(LayerEntropy.RADIUS.of(map, 0, 4, 1)).isZero();
    }

    @Test
    void refusesAMapThatIsNoMap() {
        float[] map = new float[100];
        assertThatThrownBy(() -> LayerEntropy.RADIUS.of(map, 0, 1, 100)).hasMessageContaining("at least 2 channels");
        assertThatThrownBy(() -> LayerEntropy.RADIUS.of(map, 1, 10, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 x 10 values from offset 1");
        map[7] = Float.NaN;
        assertThatThrownBy(() -> LayerEntropy.RADIUS.of(map, 0, 10, 10)).hasMessageContaining("not finite");
    }

    private static float[] noise(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] rotated(float[] values, int by) {
        float[] rotated = new float[values.length];
        System.arraycopy(values, by, rotated, 0, values.length - by);
        System.arraycopy(values, 0, rotated, values.length - by, by);
        return rotated;
    }
}

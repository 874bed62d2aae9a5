package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.LayerEntropy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss on PyTorch through DJL against the arrays of the eloss package, and its gradient against differences. */
class EntropyLossITCase {
    private static final int CHANNELS = 24;
    private static final int ROWS = 9;
    private static final int COLUMNS = 7;
    private static final int POSITIONS = ROWS * COLUMNS;

    private static NDManager manager;

    @BeforeAll
    static void startTheEngine() {
        manager = PyTorch.newManager();
    }

    @AfterAll
    static void free() {
        manager.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"RADIUS", "LOG_RADIUS", "RENYI2"})
    void entropiesAreThoseOfTheScores(LayerEntropy entropy) {
        int frames = 3;
        float[] features = features(1, frames);
        NDArray entropies = new EntropyLoss(entropy, 1, 0).entropies(tensor(features, frames));
        for (int frame = 0; frame < frames; frame++) {
            assertThat((double) entropies.getFloat(frame))
                    .as("frame %d", frame)
                    .isCloseTo(entropy.of(features, frame * CHANNELS * POSITIONS, CHANNELS, POSITIONS), within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RADIUS", "LOG_RADIUS", "RENYI2"})
    void deadAndEqualChannelsCountAsInScores(LayerEntropy entropy) {
        float[] features = features(2, 1);
        for (int p = 0; p < POSITIONS; p++) {
            for (int channel = 0; channel < 5; channel++) {
                features[channel * POSITIONS + p] = 0;
                features[(5 + channel) * POSITIONS + p] = 1 + p % 3;
            }
        }
        assertSame(entropy, features);
        assertSame(entropy, new float[CHANNELS * POSITIONS]);
    }

    @ParameterizedTest
    @EnumSource(names = {"RADIUS", "LOG_RADIUS"})
    void aMeanSharedByAllChannelsDoesNoHarmInSinglePrecision(LayerEntropy entropy) {
        float[] features = features(3, 1);
        for (int i = 0; i < features.length; i++) {
            features[i] += 300;
        }
        assertSame(entropy, features);
    }

    @Test
    void theVarianceTermIsEloss() {
        int frames = 2;
        List<float[]> first = layers(10, 5, frames);
        List<float[]> second = layers(20, 4, frames);
        double expected = (eloss(0, first, second) + eloss(1, first, second)) / 2;
        NDArray loss = EntropyLoss.published(3).of(List.of(tensors(first, frames), tensors(second, frames)));
        assertThat((double) loss.getFloat()).isCloseTo(3 * expected, within(1e-5));
    }

    @Test
    void theDirectionTermIsTheSumOfTheRises() {
        List<float[]> layers = layers(30, 5, 1);
        double[] steps = block(0, "block", layers).steps();
        double rises = IntStream.range(0, steps.length)
                .mapToDouble(i -> Math.max(0, steps[i]))
                .sum();
        NDArray loss = new EntropyLoss(LayerEntropy.RADIUS, 0, 0.5).of(List.of(tensors(layers, 1)));
        assertThat(rises).isGreaterThan(0.01);
        assertThat((double) loss.getFloat()).isCloseTo(rises / 2, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(names = {"RADIUS", "LOG_RADIUS", "RENYI2"})
    void gradientsAreThoseOfFiniteDifferences(LayerEntropy entropy) {
        EntropyLoss loss = new EntropyLoss(entropy, 1, 0.5);
        double[] values = doubles(features(40, 8));
        NDArray point = manager.create(values, new Shape(8, CHANNELS, ROWS, COLUMNS));
        NDArray gradient = PyTorch.gradient(point, x -> loss.of(asBlock(x)));
        Random random = new Random(41);
        double step = 1e-6;
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(values.length);
            double difference = (shifted(loss, values, at, step) - shifted(loss, values, at, -step)) / (2 * step);
            assertThat(gradient.toDoubleArray()[at])
                    .as("seed 41, value %d", at)
                    .isCloseTo(difference, within(1e-7 + 1e-5 * Math.abs(difference)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RADIUS", "LOG_RADIUS", "RENYI2"})
    void gradientsAreFiniteWhereChannelsAreDeadOrEqual(LayerEntropy entropy) {
        EntropyLoss loss = new EntropyLoss(entropy, 1, 1);
        float[] features = features(50, 8);
        int layer = CHANNELS * POSITIONS;
        Arrays.fill(features, 0, layer, 0);
        Arrays.fill(features, 2 * layer, 2 * layer + 6 * POSITIONS, 0);
        NDArray gradient = PyTorch.gradient(tensor(features, 8), x -> loss.of(asBlock(x)));
        float[] values = gradient.toFloatArray();
        for (float value : values) {
            assertThat(value).isFinite();
        }
        assertThat(gradient.abs().sum().getFloat()).isGreaterThan(0);
        if (entropy != LayerEntropy.RENYI2) {
            for (int i = 0; i < layer; i++) {
                assertThat(values[i]).as("clamped distances give none").isZero();
            }
        }
    }

    @Test
    void aFramesLossDoesNotDependOnItsBatch() {
        EntropyLoss loss = EntropyLoss.published(1);
        List<float[]> layers = layers(60, 4, 3);
        double together = loss.of(List.of(tensors(layers, 3))).getFloat();
        double alone = 0;
        for (int frame = 0; frame < 3; frame++) {
            NDList block = new NDList();
            for (NDArray layer : tensors(layers, 3)) {
                block.add(layer.get(frame + ":" + (frame + 1)));
            }
            alone += loss.of(List.of(block)).getFloat() / 3;
        }
        assertThat(together).isCloseTo(alone, within(1e-6));
    }

    @Test
    void refusesWhatCannotBeTrainedWith() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntropyLoss(LayerEntropy.CODING_RATE, 1, 0))
                .withMessageContaining("CODING_RATE");
        assertThatIllegalArgumentException().isThrownBy(() -> EntropyLoss.published(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntropyLoss.published(1).of(List.of(tensors(layers(70, 2, 1), 1))))
                .withMessageContaining("2 layers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntropyLoss.published(1).of(List.of()));
    }

    private static void assertSame(LayerEntropy entropy, float[] features) {
        NDArray actual = new EntropyLoss(entropy, 1, 0).entropies(tensor(features, 1));
        assertThat((double) actual.getFloat(0)).isCloseTo(entropy.of(features, 0, CHANNELS, POSITIONS), within(1e-5));
    }

    /** Four layers of two frames, cut out of eight maps, so that one gradient covers all. */
    private static List<NDList> asBlock(NDArray maps) {
        return List.of(new NDList(maps.get("0:2"), maps.get("2:4"), maps.get("4:6"), maps.get("6:8")));
    }

    private static double shifted(EntropyLoss loss, double[] values, int at, double shift) {
        double[] moved = values.clone();
        moved[at] += shift;
        return loss.of(asBlock(manager.create(moved, new Shape(8, CHANNELS, ROWS, COLUMNS))))
                .getDouble();
    }

    private static double eloss(int frame, List<float[]> first, List<float[]> second) {
        return Eloss.of(new EntropyProfile(List.of(block(frame, "first", first), block(frame, "second", second))));
    }

    private static EntropyProfile.Block block(int frame, String name, List<float[]> layers) {
        List<Double> entropies = layers.stream()
                .map(layer -> LayerEntropy.RADIUS.of(layer, frame * CHANNELS * POSITIONS, CHANNELS, POSITIONS))
                .toList();
        return new EntropyProfile.Block(
                name,
                IntStream.range(0, layers.size()).mapToObj(i -> "layer" + i).toList(),
                entropies);
    }

    private static List<float[]> layers(long seed, int layers, int frames) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            all.add(features(seed + i, frames));
        }
        return all;
    }

    /** Like a network's: no value below 0, channels of different strength. */
    private static float[] features(long seed, int frames) {
        Random random = new Random(seed);
        float[] features = new float[frames * CHANNELS * POSITIONS];
        double strength = 1;
        for (int i = 0; i < features.length; i++) {
            if (i % POSITIONS == 0) {
                strength = Math.exp(random.nextGaussian());
            }
            features[i] = (float) Math.max(0, strength * (random.nextGaussian() + 0.2));
        }
        return features;
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    private static NDArray tensor(float[] features, int frames) {
        return manager.create(features, new Shape(frames, CHANNELS, ROWS, COLUMNS))
                .toType(DataType.FLOAT32, false);
    }

    private static NDList tensors(List<float[]> layers, int frames) {
        NDList list = new NDList();
        layers.forEach(layer -> list.add(tensor(layer, frames)));
        return list;
    }
}

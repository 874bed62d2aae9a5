package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvolutionLayerTest {
    @Test
    void isTheSumOverTheNeighbourhoodWithABorderOfZeros() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int stride = 1 + seed % 2;
            int inputs = 1 + random.nextInt(3);
            int outputs = 1 + random.nextInt(3);
            int rows = 1 + random.nextInt(7);
            int columns = 1 + random.nextInt(7);
            float[] map = noise(random, inputs * rows * columns);
            ConvolutionLayer layer = new ConvolutionLayer(
                    "layer", inputs, outputs, stride, noise(random, outputs * inputs * 9), new float[outputs]);
            float[] convolved = layer.convolve(map, rows, columns);
            int outRows = (rows + stride - 1) / stride;
            int outColumns = (columns + stride - 1) / stride;
            assertThat(convolved).hasSize(outputs * outRows * outColumns);
            for (int i = 0; i < convolved.length; i++) {
                int output = i / (outRows * outColumns);
                double expected = sum(
                        layer, map, output, i / outColumns % outRows * stride, i % outColumns * stride, rows, columns);
                assertThat((double) convolved[i])
                        .as("seed %d, value %d", seed, i)
                        .isCloseTo(expected, within(1e-4));
            }
        }
    }

    @Test
    void addsBiasesAndCutsAtZero() {
        ConvolutionLayer layer = new ConvolutionLayer("layer", 1, 2, 1, new float[18], new float[] {1, -1});
        float[] map = {-2, 0, 3, -2, 0, 3};
        layer.activate(map);
        assertThat(map).containsExactly(0, 1, 4, 0, 0, 2);
    }

    private static double sum(
            ConvolutionLayer layer, float[] map, int output, int centreRow, int centreColumn, int rows, int columns) {
        double sum = 0;
        for (int input = 0; input < layer.inputs(); input++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 3; x++) {
                    int row = centreRow + y - 1;
                    int column = centreColumn + x - 1;
                    if (row >= 0 && row < rows && column >= 0 && column < columns) {
                        sum += layer.weights()[((output * layer.inputs() + input) * 3 + y) * 3 + x]
                                * map[(input * rows + row) * columns + column];
                    }
                }
            }
        }
        return sum;
    }

    private static float[] noise(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}

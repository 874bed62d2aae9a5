package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntrainedBackboneTest {
    private static final BirdsEyeGrid GRID = SyntheticSweeps.SMALL_GRID;

    @Test
    void isTwoBlocksOfOneStridedAndFiveEqualLayers() {
        List<ConvolutionLayer> layers = UntrainedBackbone.normalised(GRID, SyntheticSweeps.of(1, 2), 1);
        assertThat(layers).extracting(ConvolutionLayer::stride).containsExactly(2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1);
        assertThat(layers)
                .extracting(ConvolutionLayer::outputs)
                .containsExactly(32, 32, 32, 32, 32, 32, 64, 64, 64, 64, 64, 64);
        assertThat(layers)
                .extracting(ConvolutionLayer::name)
                .startsWith("block1.layer0")
                .endsWith("block2.layer5");
    }

    @Test
    void everyChannelOfEveryLayerIsNormalisedOverTheFrames() {
        List<PointCloud> frames = SyntheticSweeps.of(2, 4);
        List<ConvolutionLayer> layers = UntrainedBackbone.normalised(GRID, frames, 3);
        List<float[]> maps = new ArrayList<>();
        FrameEncoder encoder = GRID.newEncoder();
        for (PointCloud frame : frames) {
            float[] map = new float[GRID.size()];
            encoder.encode(frame, map, 0);
            maps.add(map);
        }
        int side = 16;
        for (ConvolutionLayer layer : layers) {
            int rows = side;
            maps.replaceAll(map -> layer.convolve(map, rows, rows));
            for (int channel = 0; channel < layer.outputs(); channel++) {
                assertNormal(layer, channel, maps);
            }
            maps.forEach(layer::activate);
            side = layer.shrunk(side);
        }
    }

    @Test
    void writesTheSameBytesForTheSameSeedAndOtherBytesForAnother(@TempDir Path folder) throws IOException {
        List<PointCloud> frames = SyntheticSweeps.of(3, 3);
        OnnxNetwork.write(folder.resolve("a"), GRID, UntrainedBackbone.normalised(GRID, frames, 5));
        OnnxNetwork.write(folder.resolve("b"), GRID, UntrainedBackbone.normalised(GRID, frames, 5));
        OnnxNetwork.write(folder.resolve("c"), GRID, UntrainedBackbone.normalised(GRID, frames, 6));
        assertThat(folder.resolve("b")).hasSameBinaryContentAs(folder.resolve("a"));
        assertThat(Files.mismatch(folder.resolve("a"), folder.resolve("c"))).isNotNegative();
    }

    @Test
    void refusesToNormaliseOnNothing(@TempDir Path folder) {
        assertThatThrownBy(() -> UntrainedBackbone.write(folder, GRID, List.of(), 1, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one frame");
    }

    private static void assertNormal(ConvolutionLayer layer, int channel, List<float[]> maps) {
        int positions = maps.get(0).length / layer.outputs();
        double sum = 0;
        double squares = 0;
        for (float[] map : maps) {
            for (int i = channel * positions; i < (channel + 1) * positions; i++) {
                double value = map[i] + layer.biases()[channel];
                sum += value;
                squares += value * value;
            }
        }
        double count = (double) positions * maps.size();
        assertThat(sum / count)
                .as("mean of %s, channel %d", layer.name(), channel)
                .isCloseTo(0, within(1e-3));
        assertThat(squares / count)
                .as("variance of %s, channel %d", layer.name(), channel)
                .isCloseTo(1, within(0.05));
    }
}

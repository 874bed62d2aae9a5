package org.fogbell.models.perception;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.PointCloud;

/**
 * The backbone of a SECOND-like detector with weights that nobody trained: two blocks of one strided and five equal
 * 3x3 convolutions with batch normalisation and ReLU, 32 and 64 channels, over a bird's-eye grid.
 *
 * <p>Weights are drawn from a seed (He et al., arXiv 1502.01852). The statistics of the normalisation come from the
 * calibration frames, layer by layer, and are folded into the convolutions. All of it is plain Java, so that the same
 * frames and seed give the same file on any machine. A block holds the output of its strided layer too, which has the
 * shape of the five that follow.
 */
public final class UntrainedBackbone {
    private static final int[] WIDTHS = {32, 64};
    private static final int LAYERS_A_BLOCK = 6;
    private static final int NORMALISED_ON = 16;
    private static final float NORMALISATION_EPSILON = 1e-3f;

    private UntrainedBackbone() {}

    /**
     * Writes a bundle into {@code folder}, which is created where it is missing, and calibrates it for one sensor type
     * on the same frames.
     *
     * @param frames clean sweeps of the sensor type, at least one; up to 16 of them, spread evenly, give the statistics
     *     of the normalisation, and all of them the calibration
     */
    public static ModelBundle write(
            Path folder, BirdsEyeGrid grid, List<PointCloud> frames, long seed, String sensorType) throws IOException {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("an untrained backbone needs at least one frame to normalise on");
        }
        Files.createDirectories(folder);
        List<ConvolutionLayer> layers = normalised(grid, frames, seed);
        OnnxNetwork.write(folder.resolve("model.onnx"), grid, layers);
        ModelBundle bundle = ModelBundle.write(
                folder,
                new BundleManifest(
                        BundleManifest.FORMAT_VERSION,
                        "second-random",
                        BundleManifest.ONNX_RUNTIME,
                        "model.onnx",
                        grid,
                        blocks(layers),
                        LayerEntropy.RADIUS,
                        null,
                        new TreeMap<>(),
                        new Provenance(
                                "UntrainedBackbone", seed, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                        ""));
        return ModelBundle.write(
                folder, bundle.manifest().withCalibration(sensorType, CleanFrames.calibrate(bundle, frames)));
    }

    private static List<FeatureBlock> blocks(List<ConvolutionLayer> layers) {
        List<FeatureBlock> blocks = new ArrayList<>();
        for (int block = 0; block < WIDTHS.length; block++) {
            List<String> names = layers.subList(block * LAYERS_A_BLOCK, (block + 1) * LAYERS_A_BLOCK).stream()
                    .map(ConvolutionLayer::name)
                    .toList();
            blocks.add(new FeatureBlock("block" + (block + 1), names));
        }
        return blocks;
    }

    static List<ConvolutionLayer> normalised(BirdsEyeGrid grid, List<PointCloud> frames, long seed) {
        List<float[]> maps = encoded(grid, frames);
        List<ConvolutionLayer> layers = new ArrayList<>();
        Random random = new Random(seed);
        int channels = grid.channels();
        int rows = grid.rows();
        int columns = grid.columns();
        for (int block = 0; block < WIDTHS.length; block++) {
            for (int layer = 0; layer < LAYERS_A_BLOCK; layer++) {
                ConvolutionLayer raw = new ConvolutionLayer(
                        "block" + (block + 1) + ".layer" + layer,
                        channels,
                        WIDTHS[block],
                        layer == 0 ? 2 : 1,
                        heWeights(random, WIDTHS[block], channels),
                        new float[WIDTHS[block]]);
                maps = convolved(raw, maps, rows, columns);
                layers.add(normalise(raw, maps));
                channels = raw.outputs();
                rows = raw.shrunk(rows);
                columns = raw.shrunk(columns);
            }
        }
        return layers;
    }

    private static List<float[]> encoded(BirdsEyeGrid grid, List<PointCloud> frames) {
        FrameEncoder encoder = grid.newEncoder();
        int count = Math.min(NORMALISED_ON, frames.size());
        List<float[]> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] map = new float[grid.size()];
            encoder.encode(frames.get(i * frames.size() / count), map, 0);
            maps.add(map);
        }
        return maps;
    }

    private static List<float[]> convolved(ConvolutionLayer layer, List<float[]> maps, int rows, int columns) {
        return maps.parallelStream()
                .map(map -> layer.convolve(map, rows, columns))
                .toList();
    }

    private static float[] heWeights(Random random, int outputs, int inputs) {
        double deviation = StrictMath.sqrt(2.0 / (9 * inputs));
        float[] weights = new float[outputs * inputs * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * deviation);
        }
        return weights;
    }

    /** Folds each channel's mean and variance over all maps into the layer, and makes the maps the layer's output. */
    private static ConvolutionLayer normalise(ConvolutionLayer raw, List<float[]> maps) {
        float[] weights = raw.weights().clone();
        float[] biases = new float[raw.outputs()];
        int positions = maps.get(0).length / raw.outputs();
        int taps = weights.length / raw.outputs();
        for (int channel = 0; channel < raw.outputs(); channel++) {
            double[] moments = moments(maps, channel * positions, positions);
            float scale = (float) (1 / Math.sqrt(moments[1] + NORMALISATION_EPSILON));
            biases[channel] = (float) -moments[0] * scale;
            multiply(weights, channel * taps, taps, scale);
            for (float[] map : maps) {
                multiply(map, channel * positions, positions, scale);
            }
        }
        ConvolutionLayer folded =
                new ConvolutionLayer(raw.name(), raw.inputs(), raw.outputs(), raw.stride(), weights, biases);
        maps.forEach(folded::activate);
        return folded;
    }

    /** Mean and variance of the same part of all maps. */
    private static double[] moments(List<float[]> maps, int from, int length) {
        double sum = 0;
        double squares = 0;
        for (float[] map : maps) {
            for (int i = from; i < from + length; i++) {
                sum += map[i];
                squares += (double) map[i] * map[i];
            }
        }
        double count = (double) length * maps.size();
        double mean = sum / count;
        return new double[] {mean, Math.max(0, squares / count - mean * mean)};
    }

    private static void multiply(float[] values, int from, int length, float factor) {
        for (int i = from; i < from + length; i++) {
            values[i] *= factor;
        }
    }
}

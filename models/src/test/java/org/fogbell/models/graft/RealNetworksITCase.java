package org.fogbell.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.fogbell.models.eloss.ChannelGram;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ImageGeometry;
import org.fogbell.models.perception.InputGeometry;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.Provenance;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.perception.VoxelGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that nobody here trained, over frames of real sensors. */
class RealNetworksITCase {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("FOGBELL_DATA", "../../shared/data"));
    private static final double RELATIVE = 1e-4;
    private static final List<Double> HALVES = List.of(0.5, 0.5, 0.5);
    private static final VoxelGrid VOXELS = new VoxelGrid(0, 40, -20, 20, -2.5, 1.5, 0.1);

    @TempDir
    Path folder;

    @Test
    void mobileNetGivesTheEntropiesOfItsTappedLayers() throws IOException, OrtException {
        ImageGeometry geometry = new ImageGeometry(224, 224, HALVES, HALVES, ImageGeometry.Layout.RGB_PIXELS);
        assertAgrees("tf2_mobilenet_v2_imagenet_taps.onnx", geometry, 1);
    }

    @Test
    void deepLabGivesTheEntropiesOfItsTappedLayers() throws IOException, OrtException {
        ImageGeometry geometry = new ImageGeometry(513, 513, HALVES, HALVES, ImageGeometry.Layout.RGB_PIXELS);
        assertAgrees("deeplab_mnet_edgetpu_slim_cityscapes.onnx", geometry, 5);
    }

    @Test
    void yoloxGivesTheEntropiesOfItsTappedLayers() throws IOException, OrtException {
        List<Double> bytes = Collections.nCopies(3, 1 / 255.0);
        ImageGeometry geometry =
                new ImageGeometry(416, 416, List.of(0.0, 0.0, 0.0), bytes, ImageGeometry.Layout.BGR_PLANES);
        assertAgrees("yolox_nano.onnx", geometry, 13);
    }

    @Test
    void theVoxelNetworkIsRefusedUnlessSomeoneInsists() throws IOException, OrtException {
        Path file = network("fcn3d_kitti_r01_400x400x40.onnx");
        InspectedNetwork network = InspectedNetwork.of(file, null);
        assertThatThrownBy(() -> network.blocks(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 3 layers")
                .hasMessageContaining("at most 2: layer3, layer4 of shape [1, 64, 50, 50, 5]")
                .hasMessageContaining("--blocks \"layer3,layer4\" --min-layers 2 insists");
        List<FeatureBlock> blocks = network.blocks("layer3,layer4", 2);
        assertThat(network.blocks(2)).isEqualTo(blocks);
        Frame sweep =
                Recording.open(DATA.resolve("kitti_raw"), Recording.Format.AUTO).read(0);
        for (LayerEntropy kind : List.of(LayerEntropy.RADIUS, LayerEntropy.LOG_RADIUS)) {
            Perception perception = assertAgrees(file, network, blocks, 2, kind, VOXELS, List.of(sweep))
                    .get(0);
            assertThat(perception.eloss()).isZero();
            assertThat(perception.profile().steps()).hasSize(1);
        }
    }

    private void assertAgrees(String name, ImageGeometry geometry, int blockCount) throws IOException, OrtException {
        Path file = network(name);
        InspectedNetwork network = InspectedNetwork.of(file, null);
        List<FeatureBlock> blocks = network.blocks(3);
        assertThat(blocks).hasSize(blockCount);
        Recording images = Recording.open(DATA.resolve("camera/clear"), Recording.Format.IMAGE);
        List<Frame> frames = List.of(images.read(0), images.read(3));
        for (LayerEntropy kind : List.of(LayerEntropy.RADIUS, LayerEntropy.LOG_RADIUS, LayerEntropy.CODING_RATE)) {
            assertAgrees(file, network, blocks, 3, kind, geometry, frames);
        }
    }

    private List<Perception> assertAgrees(
            Path file,
            InspectedNetwork network,
            List<FeatureBlock> blocks,
            int minLayers,
            LayerEntropy kind,
            InputGeometry geometry,
            List<Frame> frames)
            throws IOException, OrtException {
        Path out = Files.createDirectory(folder.resolve(kind.name()));
        ModelBundle bundle = Graft.write(network, description(blocks, minLayers, kind, geometry), out);
        assertThat(ModelBundle.load(out)).isEqualTo(bundle);
        List<Perception> perceptions = new ArrayList<>();
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            perceptions.addAll(model.perceive(frames));
        }
        for (int frame = 0; frame < frames.size(); frame++) {
            List<ChannelGram> grams = Taps.grams(file, blocks, geometry, frames.get(frame));
            double[] entropies = perceptions.get(frame).profile().entropies();
            double[] ranks = perceptions.get(frame).rankProfile().entropies();
            assertThat(entropies).hasSameSizeAs(grams);
            for (int layer = 0; layer < entropies.length; layer++) {
                double expected = kind.of(grams.get(layer));
                double rank = LayerEntropy.RENYI2.of(grams.get(layer));
                assertThat(entropies[layer])
                        .as("%s of layer %d, frame %d", kind, layer, frame)
                        .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
                assertThat(ranks[layer])
                        .as("rank of layer %d, frame %d", layer, frame)
                        .isCloseTo(rank, within(RELATIVE * rank));
            }
        }
        return perceptions;
    }

    private static BundleManifest description(
            List<FeatureBlock> blocks, int minLayers, LayerEntropy kind, InputGeometry geometry) {
        return new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                "real",
                BundleManifest.ONNX_RUNTIME,
                "model.onnx",
                geometry,
                blocks,
                kind,
                Graft.outputs(kind, minLayers),
                null,
                new TreeMap<>(),
                new Provenance("test", 0, true, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                "");
    }

    private static Path network(String name) {
        Path file = DATA.resolve("models").resolve(name);
        assumeTrue(Files.isRegularFile(file), "skipped: no data at " + file);
        return file;
    }
}

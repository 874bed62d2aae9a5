package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TorchScript networks, served by PyTorch through DJL. */
class PyTorchITCase {
    private static final BirdsEyeGrid GRID = SyntheticSweeps.SMALL_GRID;
    private static final List<PointCloud> SWEEPS = SyntheticSweeps.of(5, 4);

    @TempDir
    Path folder;

    @BeforeEach
    void writeAModuleThatScalesAndBends() throws IOException {
        TorchScript.write(
                folder.resolve("model.pt"),
                "Tuple[Tensor, Tensor, Tensor]",
                "doubled = torch.mul(x, 2.)",
                "bent = torch.tanh(doubled)",
                "return (x, doubled, bent)");
    }

    @Test
    void takesTheEntropiesOfATuplesPartsInTheirOrder() throws IOException {
        try (LoadedBundle loaded = LoadedBundle.open(bundle("a", "b", "c"), ServingOptions.defaults());
                PerceptionModel model = loaded.newModel(1, 4)) {
            assertThat(loaded.device()).isEqualTo("cpu()");
            List<Perception> perceptions = model.perceive(SWEEPS);
            for (int i = 0; i < SWEEPS.size(); i++) {
                float[] map = new float[GRID.size()];
                GRID.newEncoder().encode(SWEEPS.get(i), map, 0);
                double[] expected = new double[3];
                expected[0] = entropy(map);
                for (int j = 0; j < map.length; j++) {
                    map[j] *= 2;
                }
                expected[1] = entropy(map);
                for (int j = 0; j < map.length; j++) {
                    map[j] = (float) Math.tanh(map[j]);
                }
                expected[2] = entropy(map);
                assertThat(perceptions.get(i).profile().entropies()).containsExactly(expected, within(1e-5));
                assertThat(model.perceive(List.of(SWEEPS.get(i)))
                                .get(0)
                                .profile()
                                .entropies())
                        .as("alone")
                        .containsExactly(perceptions.get(i).profile().entropies(), within(1e-6));
            }
        }
    }

    @Test
    void refusesABundleWithAnotherNumberOfLayers() throws IOException {
        ModelBundle bundle = bundle("a", "b", "c", "d");
        assertThatThrownBy(() -> LoadedBundle.open(bundle, ServingOptions.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("[a, b, c, d], but the network puts out 3 tensors");
    }

    private static double entropy(float[] map) {
        return LayerEntropy.RADIUS.of(map, 0, GRID.channels(), GRID.rows() * GRID.columns());
    }

    private ModelBundle bundle(String... layers) throws IOException {
        return ModelBundle.write(
                folder,
                new BundleManifest(
                        BundleManifest.FORMAT_VERSION,
                        "scripted",
                        BundleManifest.PYTORCH,
                        "model.pt",
                        GRID,
                        List.of(new FeatureBlock("block", List.of(layers))),
                        LayerEntropy.RADIUS,
                        null,
                        new TreeMap<>(),
                        new Provenance("test", 0, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                        ""));
    }
}

package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.eloss.ShrunkGaussian;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeSomeNetwork() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "weights");
    }

    @Test
    void describesAShippedBundleAsTheUnpackedOneDoes() throws IOException {
        for (String name : List.of("detector", "untrained")) {
            assertThat(ModelBundle.manifestOf(name))
                    .isEqualTo(ModelBundle.named(name).manifest());
        }
        assertThatThrownBy(() -> ModelBundle.manifestOf("no-such-bundle")).hasMessageContaining("no-such-bundle");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        BundleManifest manifest = manifest(new BirdsEyeGrid(0, 4, 0, 4, -1, 1, 1, 2))
                .withCalibration("HDL-64E", new Calibration(20, 0.0123, 0.4, null, null))
                .withCalibration("VLP-32", new Calibration(30, 0.1, 0.2, ranks(), null));
        ModelBundle written = ModelBundle.write(folder, manifest);
        assertThat(ModelBundle.load(folder)).isEqualTo(written);
        assertThat(written.manifest().digest()).matches("[0-9a-f]{64}");
        assertThat(Files.readString(folder.resolve("serving.properties")))
                .isEqualTo("engine=OnnxRuntime\noption.modelName=model.onnx\n");
    }

    @Test
    void readsAnImageGeometry() throws IOException {
        ModelBundle.write(folder, manifest(new ImageGeometry(320, 96, List.of(0.4, 0.5, 0.6), List.of(1.0, 2.0, 3.0))));
        assertThat(ModelBundle.load(folder).manifest().input())
                .isEqualTo(new ImageGeometry(320, 96, List.of(0.4, 0.5, 0.6), List.of(1.0, 2.0, 3.0)));
    }

    @Test
    void readsALayoutAndVoxels() throws IOException {
        InputGeometry pixels = new ImageGeometry(
                32, 16, List.of(0.4, 0.5, 0.6), List.of(1.0, 2.0, 3.0), ImageGeometry.Layout.BGR_PIXELS);
        InputGeometry fitted = new ImageGeometry(
                32, 16, List.of(0.4, 0.5, 0.6), List.of(1.0, 2.0, 3.0), null, ImageGeometry.Fit.LETTERBOX_CORNER, 114);
        InputGeometry voxels = new VoxelGrid(0, 4, -2, 2, -1, 1, 0.5, VoxelGrid.Axes.ZYX);
        for (InputGeometry geometry : List.of(pixels, fitted, voxels, new VoxelGrid(0, 4, -2, 2, -1, 1, 0.5))) {
            ModelBundle.write(folder, manifest(geometry));
            assertThat(ModelBundle.load(folder).manifest().input()).isEqualTo(geometry);
        }
    }

    @Test
    void readsWhereAGraftedNetworkPutsItsEntropiesOut() throws IOException {
        BundleManifest plain = manifest(BirdsEyeGrid.around());
        ModelBundle written = ModelBundle.write(folder, plain);
        assertThat(Files.readString(folder.resolve("bundle.json"))).doesNotContain("graft");
        GraftedEntropies graft = new GraftedEntropies("entropies", "ranks", 3, true);
        ModelBundle grafted = ModelBundle.write(folder, plain.withGraft(graft));
        assertThat(ModelBundle.load(folder)).isEqualTo(grafted);
        assertThat(grafted.manifest().graft()).isEqualTo(graft);
        assertThat(grafted.manifest().digest()).isNotEqualTo(written.manifest().digest());
        String json = Files.readString(folder.resolve("bundle.json"));
        assertComplains(json, "\"min_layers\" : 3", "\"min_layers\" : 1", "min layers 1, expected at least 2");
        assertComplains(json, "\"a2\", ", "", "block 'a' has 2 layers, needs at least 3");
        Files.writeString(
                folder.resolve("bundle.json"),
                json.replace("\"a2\", ", "").replace("\"min_layers\" : 3", "\"min_layers\" : 2"));
        assertThatThrownBy(() -> ModelBundle.load(folder)).hasMessageContaining("changed after it was made");
    }

    @Test
    void readsWhatIsKnownOfPooledChannelsAndFilesThatSayNothingOfThem() throws IOException {
        GraftedEntropies pooling = new GraftedEntropies("entropies", "ranks", 3, true, "pooled");
        PooledBaseline pooled =
                new PooledBaseline(20, new ShrunkGaussian(new double[] {1, 2}, new double[][] {{0.5}, {0.25, 3}}));
        BundleManifest plain =
                manifest(BirdsEyeGrid.around()).withCalibration("CAMERA", new Calibration(20, 1, 1, null, null));
        ModelBundle.write(folder, plain.withGraft(new GraftedEntropies("entropies", "ranks", 3, true)));
        assertThat(Files.readString(folder.resolve("bundle.json"))).doesNotContain("pooled");
        ModelBundle written = ModelBundle.write(
                folder,
                plain.withGraft(pooling).withCalibration("CAMERA", new Calibration(20, 1, 1, null, null, pooled)));
        assertThat(ModelBundle.load(folder)).isEqualTo(written);
        assertThat(Objects.requireNonNull(ModelBundle.load(folder)
                                .manifest()
                                .calibrations()
                                .get("CAMERA"))
                        .pooled())
                .isEqualTo(pooled);
    }

    @Test
    void readsWhichFeaturesGoTogetherAndFilesThatDoNotSay() throws IOException {
        SortedMap<String, FeatureBaseline.Level> levels = new TreeMap<>(
                Map.of("points", new FeatureBaseline.Level(11, 0.1), "rings", new FeatureBaseline.Level(3, 0.5)));
        FeatureBaseline alone = new FeatureBaseline(240, levels, 1.5, 0.2);
        FeatureBaseline together = new FeatureBaseline(
                240, levels, 1.5, 0.2, new FeatureCorrelations(new double[][] {{1.25}, {-0.5, 1.25}}), alone);
        BundleManifest plain = manifest(BirdsEyeGrid.around());
        ModelBundle.write(folder, plain.withCalibration("LIDAR", new Calibration(240, 1, 1, null, alone)));
        assertThat(Files.readString(folder.resolve("bundle.json"))).doesNotContain("correlations", "steps");
        assertThat(ModelBundle.load(folder).manifest().calibrations().get("LIDAR"))
                .isEqualTo(new Calibration(240, 1, 1, null, alone));
        ModelBundle.write(folder, plain.withCalibration("LIDAR", new Calibration(240, 1, 1, null, together)));
        assertThat(ModelBundle.load(folder).manifest().calibrations().get("LIDAR"))
                .isEqualTo(new Calibration(240, 1, 1, null, together));
        String json = Files.readString(folder.resolve("bundle.json"));
        assertComplains(json, "[ -0.5, 1.25 ]", "[ \"NaN\", 1.25 ]", "row 1 of the precision matrix");
        assertComplains(json, "[ -0.5, 1.25 ]", "[ -0.5, \"Infinity\" ]", "row 1 of the precision matrix");
        assertComplains(json, ", [ -0.5, 1.25 ]", "", "expected correlations of the 2 features, got some of 1");
    }

    @Test
    void digestChangesWithNetworkGeometryBlocksAndEntropyButNotWithCalibration() throws IOException {
        BundleManifest manifest = manifest(new BirdsEyeGrid(0, 4, 0, 4, -1, 1, 1, 2));
        String digest = ModelBundle.write(folder, manifest).manifest().digest();
        assertThat(ModelBundle.write(folder, manifest.withCalibration("x", new Calibration(1, 1, 1, null, null)))
                        .manifest()
                        .digest())
                .isEqualTo(digest);
        assertThat(ModelBundle.write(folder, manifest(new BirdsEyeGrid(0, 4, 0, 4, -1, 1, 1, 3)))
                        .manifest()
                        .digest())
                .isNotEqualTo(digest);
        Files.writeString(folder.resolve("model.onnx"), "other weights");
        assertThat(ModelBundle.write(folder, manifest).manifest().digest()).isNotEqualTo(digest);
    }

    @Test
    void refusesANetworkThatIsNotTheOneItWasMadeWith() throws IOException {
        ModelBundle.write(folder, manifest(BirdsEyeGrid.around()));
        Files.writeString(folder.resolve("model.onnx"), "other weights");
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bundle.json: digest")
                .hasMessageContaining("changed after it was made");
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("bundle.json: no such file");
        ModelBundle.write(folder, manifest(BirdsEyeGrid.around()));
        Files.delete(folder.resolve("model.onnx"));
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("model.onnx: no such file");
        assertThatThrownBy(() -> ModelBundle.ofResource("/no/such/bundle/"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("/no/such/bundle/bundle.json");
    }

    @Test
    void saysWhatIsWrongInTheDescription() throws IOException {
        ModelBundle.write(folder, manifest(BirdsEyeGrid.around()));
        String json = Files.readString(folder.resolve("bundle.json"));
        assertComplains(json, "\"name\"", "\"colour\" : 1, \"name\"", "colour: expected one of [");
        assertComplains(json, "\"name\" : \"tiny\",", "", "name: expected a value, got no such key");
        assertComplains(json, "\"format_version\" : 1", "\"format_version\" : 2", "format version 2, expected 1");
        assertComplains(json, "\"OnnxRuntime\"", "\"TensorFlow\"", "engine 'TensorFlow'");
        assertComplains(json, "\"model.onnx\"", "\"../model.onnx\"", "name of a file in the folder");
        assertComplains(json, "\"RADIUS\"", "\"DIAMETER\"", "entropy: expected one of RADIUS, ", ", got 'DIAMETER'");
        assertComplains(json, "\"a2\", ", "", "block 'a' has 2 layers");
        assertComplains(
                json,
                "\"birds-eye-grid\"",
                "\"voxels\"",
                "input: expected \"kind\" to be one of [birds-eye-grid, image, voxel-grid], got 'voxels'");
        assertComplains(json, "\"made_by\" : \"test\"", "\"made_by\" : null", "made_by: ");
        assertComplains(
                json,
                "\"cell_metres\" : 0.64",
                "\"cell_metres\" : 0.7",
                "input: a side from -40.96 to 40.96 m is no",
                "whole cells of 0.7 m");
        assertComplains(json, "\"cell_metres\" : 0.64,", "", "input.cell_metres: expected a value, got no such key");
        assertComplains(
                json, "\"kind\" : \"birds-eye-grid\",", "", "input: expected \"kind\" to be one of", "got none");
        assertComplains(json, "}", "", "bundle.json");
    }

    private void assertComplains(String json, String from, String to, String... complaints) throws IOException {
        assertThat(json).contains(from);
        Files.writeString(folder.resolve("bundle.json"), json.replace(from, to));
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .as("%s -> %s", from, to)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bundle.json line")
                .hasMessageContainingAll(complaints)
                .message()
                .doesNotContain("org.fogbell", "FAIL_ON");
    }

    @Test
    void callsARandomNetworkUntrained() {
        assertThat(manifest(BirdsEyeGrid.around()).label()).isEqualTo("tiny (untrained backbone)");
    }

    private static BundleManifest manifest(InputGeometry input) {
        return new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                "tiny",
                BundleManifest.ONNX_RUNTIME,
                "model.onnx",
                input,
                List.of(new FeatureBlock("a", List.of("a1", "a2", "a3"))),
                LayerEntropy.RADIUS,
                null,
                new TreeMap<>(),
                new Provenance("test", 3, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                "");
    }

    private static ProfileBaseline ranks() {
        return new ProfileBaseline(30, List.of(1.0, 2.0), List.of(List.of(1.0, 0.1), List.of(0.1, 2.0)), 1.5, 0.25);
    }
}

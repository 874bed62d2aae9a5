package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ImageGeometry;
import org.fogbell.models.perception.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraftCommandITCase {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("FOGBELL_DATA", "../../shared/data"));

    @TempDir
    Path folder;

    @Test
    void graftsABundleAndKeepsItsCalibrationsWithItsLayers() throws IOException {
        ModelBundle plain = ModelBundle.named("untrained");
        Path out = folder.resolve("grafted");
        Shell grafted = Shell.run("graft", plain.folder(), "--out", out);
        assertThat(grafted.status()).as(grafted.err()).isZero();
        assertThat(grafted.out())
                .contains("second-random (untrained backbone), radius entropies of 12 layers in 2 blocks")
                .contains("24 numbers a frame leave the engine instead of 4.7 MB of feature maps");
        BundleManifest manifest = ModelBundle.load(out).manifest();
        assertThat(manifest.calibrations()).isEqualTo(plain.manifest().calibrations());
        assertThat(manifest.provenance()).isEqualTo(plain.manifest().provenance());

        Path other = folder.resolve("other");
        Shell renyi = Shell.run("graft", plain.folder(), "--entropy", "renyi2", "--blocks", "auto", "--out", other);
        assertThat(renyi.status()).as(renyi.err()).isZero();
        assertThat(renyi.out()).contains("next: fogbell calibrate --bundle " + other);
        assertThat(ModelBundle.load(other).manifest().entropy()).isEqualTo(LayerEntropy.RENYI2);
        assertThat(ModelBundle.load(other).manifest().calibrations()).isEmpty();
        assertThat(ModelBundle.load(other).manifest().blocks())
                .isEqualTo(plain.manifest().blocks());

        assertThat(Shell.run("graft", plain.folder(), "--out", out).err()).contains("--force replaces it");
        assertThat(Shell.run("graft", out, "--out", folder.resolve("twice")).err())
                .contains("grafted already");
    }

    @Test
    void saysWhatIsMissingOrWrong() throws IOException {
        Path network = ModelBundle.named("untrained").network();
        assertComplains(
                "got nothing; the network takes 1 x 10 x 128 x 128, as of a grid seen from above: give its limits, 128 x 128"
                        + " cells, as in --input '{\"kind\":\"birds-eye-grid\"",
                "graft",
                network,
                "--out",
                folder.resolve("a"));
        assertComplains(
                "got only one of --mean and --deviation",
                "graft",
                network,
                "--mean",
                "0",
                "--out",
                folder.resolve("a"));
        assertComplains(
                "none.json: no such file",
                "graft",
                network,
                "--input",
                folder.resolve("none.json"),
                "--out",
                folder.resolve("a"));
        assertComplains(
                "what --input declares makes [1, 1, 20, 20, 10] of a frame",
                "graft",
                network,
                "--input",
                "{\"kind\":\"voxel-grid\",\"x_min_metres\":0,\"x_max_metres\":10,\"y_min_metres\":0,"
                        + "\"y_max_metres\":10,\"z_min_metres\":0,\"z_max_metres\":5,\"cell_metres\":0.5}",
                "--out",
                folder.resolve("a"));
        assertComplains(
                "expected a network of images",
                "graft",
                network,
                "--mean",
                "0.5",
                "--deviation",
                "0.5",
                "--out",
                folder.resolve("a"));
        assertComplains(
                "--input line 1: ", "graft", network, "--input", "{\"kind\":\"x\"}", "--out", folder.resolve("a"));
        assertComplains(
                "expected it, or --mean",
                "graft",
                network,
                "--input",
                "{}",
                "--mean",
                "0",
                "--out",
                folder.resolve("a"));
        assertComplains(
                "--colours and --fit, got both",
                "graft",
                network,
                "--input",
                "{}",
                "--fit",
                "crop",
                "--out",
                folder.resolve("a"));
        assertComplains(
                "got 'block1.layer9'; fogbell inspect lists the layers",
                "inspect",
                network,
                "--blocks",
                "block1.layer0,block1.layer1,block1.layer9");
        assertComplains("no such file, expected an ONNX network", "inspect", folder.resolve("none.onnx"));
        assertThat(folder).isEmptyDirectory();
    }

    private static void assertComplains(String complaint, Object... arguments) {
        Shell refused = Shell.run(arguments);
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).startsWith("fogbell: ").contains(complaint);
    }

    @Test
    void inspectsTheShippedNetwork() throws IOException {
        Shell inspected = Shell.run("inspect", ModelBundle.named("untrained").folder());
        assertThat(inspected.status()).as(inspected.err()).isZero();
        assertThat(inspected.out())
                .contains("block2.layer5", "1 x 64 x 32 x 32", "6 of 32 x 64 x 64")
                .contains("adds 0.103 GFLOP a frame to the network's own 0.816 (+12.7 %)");
    }

    @Test
    void aForeignNetworkOfImagesRunsAfterCalibration() throws IOException {
        Path network = DATA.resolve("models/tf2_mobilenet_v2_imagenet_taps.onnx");
        assumeTrue(Files.isRegularFile(network), "skipped: no data at " + network);
        Path out = folder.resolve("mobilenet");
        Object[] graft = {"graft", network, "--mean", "0.5", "--deviation", "0.5", "--out", out, "--fit"};
        Shell refused =
                Shell.run(Stream.concat(Stream.of(graft), Stream.of("bars")).toArray());
        assertThat(refused.err()).contains("--fit: expected stretch, letterbox, letterbox-corner or crop, got 'bars'");
        Shell grafted = Shell.run(
                Stream.concat(Stream.of(graft), Stream.of("letterbox")).toArray());
        assertThat(grafted.status()).as(grafted.err()).isZero();
        List<Double> halves = List.of(0.5, 0.5, 0.5);
        assertThat(ModelBundle.load(out).manifest().input())
                .isEqualTo(new ImageGeometry(
                        224, 224, halves, halves, ImageGeometry.Layout.RGB_PIXELS, ImageGeometry.Fit.LETTERBOX, null));
        Shell calibrated = Shell.run(
                "calibrate",
                "--bundle",
                out,
                "--data",
                clearImages(),
                "--format",
                "image",
                "--sensor-type",
                "road-camera");
        assertThat(calibrated.status()).as(calibrated.err()).isZero();
        assertThat(ModelBundle.load(out).manifest().calibrations()).containsOnlyKeys("road-camera");
    }

    /** The six clear images, each twice: enough to calibrate on. */
    private Path clearImages() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        try (Stream<Path> all = Files.list(DATA.resolve("camera/clear"))) {
            for (Path image : all.toList()) {
                Files.copy(image, images.resolve("a-" + image.getFileName()));
                Files.copy(image, images.resolve("b-" + image.getFileName()));
            }
        }
        return images;
    }

    @Test
    void twoLayersTakeInsistenceAndEnoughFrames() throws IOException {
        Path network = DATA.resolve("models/fcn3d_kitti_r01_400x400x40.onnx");
        assumeTrue(Files.isRegularFile(network), "skipped: no data at " + network);
        Path out = folder.resolve("voxels");
        Path input = Files.writeString(
                folder.resolve("input.json"),
                "{\"kind\":\"voxel-grid\",\"x_min_metres\":0,\"x_max_metres\":40,\"y_min_metres\":-20,"
                        + "\"y_max_metres\":20,\"z_min_metres\":-2.5,\"z_max_metres\":1.5,\"cell_metres\":0.1}");
        assertComplains("at most 2: layer3, layer4", "graft", network, "--input", input, "--out", out);
        assertComplains("at most 2: layer3, layer4", "graft", network, "--out", out);
        assertComplains(
                "takes 1 x 1 x 400 x 400 x 40, as of voxels: give their limits, 400 x 400 x 40 cells",
                "graft",
                network,
                "--min-layers",
                2,
                "--out",
                out);
        Shell grafted = Shell.run(
                "graft", network, "--input", input, "--blocks", "layer3,layer4", "--min-layers", 2, "--out", out);
        assertThat(grafted.status()).as(grafted.err()).isZero();
        assertThat(grafted.out()).contains("no Eloss comes from block1", "by the profile");
        Object[] calibrate = {
            "calibrate", "--bundle", out, "--data", DATA.resolve("kitti_raw"), "--sensor-type", "hdl-64e", "--limit", 2
        };
        assertComplains("expected at least 8 frames", calibrate);
    }
}

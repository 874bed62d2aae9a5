package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.FeatureNetworks;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobClassifiersTest {
    private final BundleManifest bundle = SampleModel.bundle(Map.of(), false);

    @TempDir
    private Path folder;

    private Path written(String sensorType) throws IOException {
        Path file = folder.resolve(sensorType);
        SampleClassifiers.prepared(sensorType).write(file);
        return file;
    }

    private Map<String, JobClassifiers.Prepared> read(Object... files) throws IOException {
        return read(bundle, List.of(), files);
    }

    private static Map<String, JobClassifiers.Prepared> read(
            BundleManifest bundle, List<Path> features, Object... files) throws IOException {
        String classifiers = Arrays.stream(files).map(String::valueOf).collect(Collectors.joining(" , "));
        String folders = features.stream().map(String::valueOf).collect(Collectors.joining(" , "));
        return JobClassifiers.read(
                new NamingParameters(classifiers, folders, Duration.ofSeconds(1), 1, 1), sensorType -> bundle);
    }

    private Path camera(VisionFolder network) throws IOException {
        Path file = folder.resolve("camera");
        SampleCameras.prepared(folder.resolve("images"), network).write(file);
        return file;
    }

    @Test
    void choosesBySensorType() throws IOException {
        Path one = written("hdl-64e");
        var classifiers = read(one, written("os1-128"));
        assertThat(classifiers).containsOnlyKeys("hdl-64e", "os1-128");
        assertThat(classifiers.get("hdl-64e").digest())
                .isEqualTo(PreparedClassifier.read(one).digest())
                .isNotEqualTo(classifiers.get("os1-128").digest());
    }

    @Test
    void refusesOneThatAnotherNetworkWasPreparedWithAndNoRestartHelps() throws IOException {
        Path file = written("hdl-64e");
        BundleManifest other = ModelBundle.manifestOf("untrained");
        assertThatThrownBy(() -> read(other, List.of(), file))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContainingAll(
                        "naming.classifier: " + file + " was prepared with features of",
                        bundle.digest(),
                        other.digest(),
                        "prepare it again");
    }

    @Test
    void holdsEachClassifierAgainstTheBundleOfItsType() throws IOException {
        Path file = written("hdl-64e");
        BundleManifest other = ModelBundle.manifestOf("untrained");
        NamingParameters naming = new NamingParameters(file.toString(), "", Duration.ofSeconds(1), 1, 1);
        assertThat(JobClassifiers.read(naming, type -> type.equals("hdl-64e") ? bundle : other))
                .containsOnlyKeys("hdl-64e");
        assertThatThrownBy(() -> JobClassifiers.read(naming, type -> type.equals("hdl-64e") ? other : bundle))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void seesSweepsByTheBundleOfTheirTypes() throws IOException {
        VisionFolder network = SampleCameras.network(folder.resolve("network"), 3);
        var classifiers =
                read(bundle, List.of(network.folder()), written("hdl-64e"), written("os1-128"), camera(network));
        String camera = SampleCameras.TYPE;
        assertThat(sweepBundle(classifiers, "detector")).isEqualTo("detector");
        assertThat(sweepBundle(classifiers, "detector," + camera + "=yolox")).isEqualTo("detector");
        assertThat(sweepBundle(classifiers, "yolox,hdl-64e=mine,os1-128=mine")).isEqualTo("mine");
        assertThat(sweepBundle(Map.of(), "yolox,hdl-64e=mine")).isEqualTo("yolox");
        assertThatThrownBy(() -> sweepBundle(classifiers, "yolox,hdl-64e=mine"))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContainingAll("hdl-64e, whose bundle is mine", "os1-128, whose bundle is yolox");
    }

    private static String sweepBundle(Map<String, JobClassifiers.Prepared> classifiers, String bundles) {
        return JobClassifiers.sweepBundle(classifiers, SensorBundles.parse(bundles));
    }

    @Test
    void refusesTwoOfOneSensorType() throws IOException {
        Path file = written("hdl-64e");
        assertThatThrownBy(() -> read(file, file))
                .cause()
                .hasMessageContaining("one classifier a sensor type")
                .hasMessageContaining("for hdl-64e");
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none: expected a prepared classifier, got nothing of that name");
    }

    @Test
    void takesSweepsAndImagesTogether() throws IOException {
        VisionFolder network = SampleCameras.network(folder.resolve("network"), 3);
        VisionFolder unneeded = SampleCameras.network(folder.resolve("unneeded"), 2);
        var classifiers =
                read(bundle, List.of(unneeded.folder(), network.folder()), written("hdl-64e"), camera(network));
        assertThat(classifiers).containsOnlyKeys("hdl-64e", SampleCameras.TYPE);
        assertThat(classifiers.get("hdl-64e").vision()).isNull();
        assertThat(classifiers.get(SampleCameras.TYPE).vision()).isEqualTo(network);
        assertThat(JobClassifiers.networks(classifiers)).containsExactly(network);
    }

    /** A network is what is in its folder, wherever that lies. */
    @Test
    void findsTheNetworkInACopyOfItsFolder() throws IOException {
        Path file = camera(SampleCameras.network(folder.resolve("network"), 3));
        VisionFolder copy = SampleCameras.network(folder.resolve("elsewhere/network"), 3);
        assertThat(read(bundle, List.of(copy.folder()), file)
                        .get(SampleCameras.TYPE)
                        .vision())
                .isEqualTo(copy);
    }

    /** The default of those who prepare has no folder of its own. */
    @Test
    void findsANetworkThatIsShippedByItsName() throws IOException {
        Path file = camera(FeatureNetworks.named(FeatureNetworks.ROAD_UNET));
        assertThat(read(bundle, List.of(Path.of(FeatureNetworks.ROAD_UNET)), file)
                        .get(SampleCameras.TYPE)
                        .vision())
                .isEqualTo(FeatureNetworks.named(FeatureNetworks.ROAD_UNET));
    }

    @Test
    void refusesImagesByAnotherNetworkAndNoRestartHelps() throws IOException {
        VisionFolder network = SampleCameras.network(folder.resolve("network"), 3);
        VisionFolder other = SampleCameras.network(folder.resolve("other"), 2);
        Path file = camera(network);
        assertThatThrownBy(() -> read(bundle, List.of(other.folder()), file))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContainingAll(
                        "naming.features: " + file + " was prepared with features of",
                        network.digest(),
                        "got " + other.folder() + ", which is of",
                        other.digest());
    }

    @Test
    void refusesImagesWithoutTheirNetworkAndNoRestartHelps() throws IOException {
        VisionFolder network = SampleCameras.network(folder.resolve("network"), 3);
        Path file = camera(network);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContainingAll("naming.features: " + file, network.digest(), "got none");
    }

    @Test
    void saysWhichShippedNetworkItWas() throws IOException {
        Path file = camera(FeatureNetworks.named(FeatureNetworks.ROAD_VIT));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContaining("expected the folder of that network or road-vit, which is its name, got none");
    }

    @Test
    void namesAFolderThatIsNoNetwork() throws IOException {
        Path file = camera(SampleCameras.network(folder.resolve("network"), 3));
        assertThatThrownBy(() -> read(bundle, List.of(folder.resolve("none")), file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "naming.features: " + folder.resolve("none"),
                        "expected a folder with model.onnx and preprocessor_config.json, got nothing of that name");
        assertThatThrownBy(() -> read(bundle, List.of(folder.resolve("images")), file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.onnx: no such file, expected the network");
    }
}

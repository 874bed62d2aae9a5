package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.fogbell.models.diffusion.DenoisingFeatures;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Image features of the generator of simulated roads that comes with the program. */
class DenoisingFeaturesITCase {
    private static final int SIDE = 64;
    private static final int TIME = DenoisingFeatures.HARDLY_ANY_NOISE;
    private static final String ROAD_UNET = "fd859ce3e9b18b7b6074680d207b7ecec1ea3480ef3b4220cc7a08e1fe72a2dd";

    @TempDir
    Path folder;

    /** Of what the network puts out, which can be had in another way. */
    @Test
    void areMeanAndDeviationOfEachChannelOfTheLayers() throws IOException {
        CameraImage image = image(3);
        float[] said;
        try (DiffusionPipeline roads = DiffusionPipeline.named("road-64", null, 1)) {
            said = roads.said("", sample(image), TIME);
        }
        float[] vector = features(List.of("out_sample"), image);
        assertThat(vector).hasSize(6);
        int pixels = SIDE * SIDE;
        for (int channel = 0; channel < 3; channel++) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < pixels; i++) {
                mean += said[channel * pixels + i] / pixels;
                squares += said[channel * pixels + i] * said[channel * pixels + i] / pixels;
            }
            assertThat(vector[channel]).isCloseTo((float) mean, within(1e-5f));
            assertThat(vector[3 + channel]).isCloseTo((float) Math.sqrt(squares - mean * mean), within(1e-5f));
        }
    }

    @Test
    void ofTheNetworkThatIsShippedTellImagesApart() throws IOException {
        float[] one = features(DenoisingFeatures.OWN_LAYERS, image(3));
        assertThat(one).hasSize(2 * (160 + 96 + 48));
        assertThat(features(DenoisingFeatures.OWN_LAYERS, image(3))).isEqualTo(one);
        assertThat(features(DenoisingFeatures.OWN_LAYERS, image(4))).isNotEqualTo(one);
    }

    /** Or else a classifier that was prepared with them would not know them. */
    @Test
    void haveTheSameIdentityWheneverTheyAreMade() throws IOException {
        DenoisingFeatures.write("road-64", DenoisingFeatures.OWN_LAYERS, TIME, folder.resolve("a"));
        DenoisingFeatures.write("road-64", DenoisingFeatures.OWN_LAYERS, TIME, folder.resolve("b"));
        DenoisingFeatures.write("road-64", DenoisingFeatures.OWN_LAYERS, TIME + 1, folder.resolve("c"));
        String identity = VisionFolder.open(folder.resolve("a")).digest();
        assertThat(VisionFolder.open(folder.resolve("b")).digest()).isEqualTo(identity);
        assertThat(VisionFolder.open(folder.resolve("c")).digest()).isNotEqualTo(identity);
    }

    /** A classifier that was prepared on another machine, or by another build, is to know them. */
    @Test
    void thoseThatAreShippedAreTheSameEverywhere() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            DenoisingFeatures.write("road-64", DenoisingFeatures.OWN_LAYERS, TIME, folder.resolve("elsewhere"));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(VisionFolder.open(folder.resolve("elsewhere")).digest()).isEqualTo(ROAD_UNET);
        VisionFolder named = FeatureNetworks.named("road-unet");
        assertThat(named.digest()).isEqualTo(ROAD_UNET);
        assertThat(FeatureNetworks.named("road-unet")).as("made once").isSameAs(named);
    }

    @Test
    void whatIsNoMapOfChannelsIsNamed() throws IOException {
        DenoisingFeatures.write("road-64", List.of("up0", "context"), TIME, folder.resolve("features"));
        VisionFolder written = VisionFolder.open(folder.resolve("features"));
        assertThatThrownBy(() -> OnnxImageFeatures.open(written, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fogbell/context/of N, channels, height, width");
    }

    @Test
    void aTimeIsOneOfThoseInWhichTheNetworkWasTrained() {
        for (int timestep : new int[] {-1, 1_000}) {
            assertThatThrownBy(() ->
                            DenoisingFeatures.write("road-64", List.of("up0"), timestep, folder.resolve("features")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a time of training, 0 to 999, got " + timestep);
        }
    }

    @Test
    void layersAreNamedOnceEach() {
        for (List<String> layers : List.of(List.<String>of(), List.of("up0", "up0"), List.of(""))) {
            assertThatThrownBy(() -> DenoisingFeatures.write("road-64", layers, TIME, folder.resolve("features")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected layers, each once, got " + layers);
        }
    }

    @Test
    void aLayerThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() ->
                        DenoisingFeatures.write("road-64", List.of("down0", "down9"), TIME, folder.resolve("features")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected layers of the denoising network, got 'down9'")
                .hasMessageContaining("down1, ");
        assertThat(Files.exists(folder.resolve("features"))).isFalse();
    }

    private float[] features(List<String> layers, CameraImage image) throws IOException {
        Path out = folder.resolve("features" + layers.size());
        DenoisingFeatures.write("road-64", layers, TIME, out);
        try (OnnxImageFeatures features = OnnxImageFeatures.open(VisionFolder.open(out), 1)) {
            return features.of(image);
        }
    }

    /** Of the network's size, so that nothing is resampled. */
    private static CameraImage image(long seed) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        new Random(seed).nextBytes(rgb);
        return new CameraImage(SIDE, SIDE, rgb);
    }

    private static float[] sample(CameraImage image) {
        float[] sample = new float[3 * SIDE * SIDE];
        for (int i = 0; i < sample.length; i++) {
            sample[i % 3 * SIDE * SIDE + i / 3] = (image.rgb()[i] & 0xff) / 127.5f - 1;
        }
        return sample;
    }
}

package org.fogbell.models.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxImageFeaturesITCase {
    @TempDir
    Path folder;

    @Test
    void givesTheClassTokenOfThePreprocessedImage() throws IOException {
        Path network = TinyVision.ofTokens(folder, "last_hidden_state");
        try (OnnxImageFeatures features = OnnxImageFeatures.open(VisionFolder.open(network), 1)) {
            assertThat(features.dimensions()).isEqualTo(TinyVision.SIDE);
            float[] token = features.of(red(40, 20, 191));
            for (float value : token) {
                // (191 / 255 - 0.5) / 0.25
                assertThat((double) value).isCloseTo((191 / 255.0 - 0.5) / 0.25, within(1e-6));
            }
            assertThat(features.of(red(40, 20, 191))).isEqualTo(token);
        }
    }

    @Test
    void takesTheOneVectorOfANetworkWithoutTokens() throws IOException {
        try (OnnxImageFeatures features = OnnxImageFeatures.open(VisionFolder.open(TinyVision.ofVectors(folder)), 1)) {
            float[] vector = features.of(red(16, 16, 255));
            assertThat(vector).hasSize(12);
            assertThat((double) vector[0]).isCloseTo(2, within(1e-6));
            assertThat((double) vector[11]).isCloseTo(-2, within(1e-6));
        }
    }

    @Test
    void givesANetworkThatWantsColoursLastWhatItWants() throws IOException {
        Path network = TinyVision.ofColoursLast(folder);
        try (OnnxImageFeatures features = OnnxImageFeatures.open(VisionFolder.open(network), 1)) {
            float[] meanColour = features.of(red(16, 16, 255));
            assertThat(meanColour).hasSize(3);
            assertThat((double) meanColour[0]).isCloseTo(2, within(1e-6));
            assertThat((double) meanColour[1]).isCloseTo(-2, within(1e-6));
        }
    }

    @Test
    void isOfAnotherSourceWithOtherPreprocessing() throws IOException {
        Path network = TinyVision.ofVectors(folder);
        String before = VisionFolder.open(network).digest();
        Files.writeString(
                network.resolve(VisionFolder.CONFIG), TinyVision.CONFIG.replace("\"resample\": 3", "\"resample\": 2"));
        assertThat(VisionFolder.open(network).digest()).isNotEqualTo(before);
    }

    @Test
    void refusesANetworkOfOtherSides() throws IOException {
        Path network = TinyVision.ofVectors(folder);
        Files.writeString(
                network.resolve(VisionFolder.CONFIG),
                TinyVision.CONFIG.replace("\"height\": 8, \"width\": 8", "\"height\": 9, \"width\": 9"));
        assertThatThrownBy(() -> OnnxImageFeatures.open(VisionFolder.open(network), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected one input of float32 [N, 3, 9, 9]")
                .hasMessageContaining("[-1, 3, 8, 8]");
    }

    @Test
    void refusesWhatIsNoNetwork() throws IOException {
        Path network = TinyVision.ofVectors(folder);
        Files.writeString(network.resolve(VisionFolder.NETWORK), "no network");
        assertThatThrownBy(() -> OnnxImageFeatures.open(VisionFolder.open(network), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.onnx: ONNX Runtime cannot run it");
    }

    private static CameraImage red(int width, int height, int value) {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) value;
        }
        return new CameraImage(width, height, rgb);
    }
}

package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.vision.ImageFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraFeaturesTest {
    @TempDir
    Path folder;

    /** Sees the width of images that are at least as wide as high. */
    private static final class Width implements ImageFeatures {
        @Override
        public float[] of(CameraImage image) {
            if (image.height() > image.width()) {
                throw new IllegalArgumentException("expected no more rows than columns");
            }
            return new float[] {image.width()};
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public String source() {
            return "widths";
        }

        @Override
        public void close() {}
    }

    @Test
    void putsTheVectorBesideThePhysicalStatistics() throws IOException {
        FeatureVector vector = new CameraFeatures(new Width()).of(image("wide.png", 5, 4));
        assertThat(vector.source()).isEqualTo("widths");
        assertThat(vector.values()).containsEntry("vision.0000", 5.0).hasSizeGreaterThan(3);
    }

    @Test
    void namesTheImageThatTheNetworkCannotBeShown() throws IOException {
        Path high = image("high.png", 4, 5);
        assertThatThrownBy(() -> new CameraFeatures(new Width()).of(high))
                .isInstanceOf(IOException.class)
                .hasMessage(high + ": expected no more rows than columns");
    }

    private Path image(String name, int width, int height) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, ImageCodec.encodePng(new CameraImage(width, height, new byte[width * height * 3])));
        return file;
    }
}

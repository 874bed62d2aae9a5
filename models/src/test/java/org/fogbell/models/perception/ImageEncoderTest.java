package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {
    private static final ImageGeometry HALF = new ImageGeometry(2, 1, List.of(0.5, 0.0, 0.0), List.of(0.5, 1.0, 2.0));

    @Test
    void averagesNormalisesAndSeparatesColours() {
        // Left 2 x 2 pixels: red 255, 255, 0, 0; right: green 51; blue 102 everywhere.
        byte[] rgb = new byte[4 * 2 * 3];
        for (int pixel = 0; pixel < 8; pixel++) {
            boolean left = pixel % 4 < 2;
            rgb[pixel * 3] = (byte) (left && pixel < 4 ? 255 : 0);
            rgb[pixel * 3 + 1] = (byte) (left ? 0 : 51);
            rgb[pixel * 3 + 2] = 102;
        }
        float[] target = new float[6];
        assertThat(HALF.newEncoder().encode(new CameraImage(4, 2, rgb), target, 0))
                .isTrue();
        assertThat(target).containsExactly(new float[] {0, -1, 0, 0.2f, 0.2f, 0.2f}, within(1e-6f));
    }

    @Test
    void repeatsPixelsOfAnImageThatIsTooSmall() {
        float[] target = new float[6];
        HALF.newEncoder().encode(new CameraImage(1, 1, new byte[] {(byte) 255, 0, (byte) 255}), target, 0);
        assertThat(target).containsExactly(new float[] {1, 1, 0, 0, 0.5f, 0.5f}, within(1e-6f));
    }

    @Test
    void laysColoursOutAsTheNetworkTakesThem() {
        byte[] rgb = {10, 20, 30, 40, 50, 60};
        List<Double> bytes = List.of(1 / 255.0, 1 / 255.0, 1 / 255.0);
        float[][] expected = {
            {10, 40, 20, 50, 30, 60}, {30, 60, 20, 50, 10, 40}, {10, 20, 30, 40, 50, 60}, {30, 20, 10, 60, 50, 40}
        };
        for (ImageGeometry.Layout layout : ImageGeometry.Layout.values()) {
            ImageGeometry geometry = new ImageGeometry(2, 1, List.of(0.0, 0.0, 0.0), bytes, layout);
            float[] target = new float[6];
            geometry.newEncoder().encode(new CameraImage(2, 1, rgb), target, 0);
            assertThat(target).as("%s", layout).containsExactly(expected[layout.ordinal()], within(1e-4f));
            boolean pixels = layout.name().endsWith("PIXELS");
            assertThat(geometry.shape()).isEqualTo(pixels ? List.of(1, 2, 3) : List.of(3, 1, 2));
        }
    }

    @Test
    void tellsAnImageOfOneColour() {
        byte[] grey = new byte[3 * 3 * 3];
        assertThat(HALF.newEncoder().encode(new CameraImage(3, 3, grey), new float[6], 0))
                .isFalse();
    }

    @Test
    void refusesSweepsAndImpossibleGeometries() {
        assertThatThrownBy(() -> HALF.newEncoder().encode(PointCloud.EMPTY, new float[6], 0))
                .isInstanceOf(UnsuitableFrameException.class)
                .hasMessage("the bundle takes camera images, got a PointCloud");
        assertThatThrownBy(() -> new ImageGeometry(0, 1, HALF.mean(), HALF.deviation()))
                .hasMessageContaining("0 x 1");
        assertThatThrownBy(() -> new ImageGeometry(1, 1, HALF.mean(), List.of(1.0, 0.0, 1.0)))
                .hasMessageContaining("deviations above 0");
    }
}

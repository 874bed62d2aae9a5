package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
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

    /** Red numbers the columns, green the rows, of an image of 4 x 2 pixels and of one of 2 x 4. */
    @Test
    void fitsImagesOfOtherProportions() {
        assertThat(fitted(ImageGeometry.Fit.STRETCH, 4, 2, 2, 2)).containsExactly("5 0", "25 0", "5 10", "25 10");
        assertThat(fitted(ImageGeometry.Fit.CROP, 4, 2, 2, 2)).containsExactly("10 0", "20 0", "10 10", "20 10");
        assertThat(fitted(ImageGeometry.Fit.CROP, 2, 4, 2, 2)).containsExactly("0 10", "10 10", "0 20", "10 20");
        assertThat(fitted(ImageGeometry.Fit.LETTERBOX, 4, 2, 2, 3))
                .containsExactly("77 77", "77 77", "5 5", "25 5", "77 77", "77 77");
        assertThat(fitted(ImageGeometry.Fit.LETTERBOX_CORNER, 4, 2, 2, 3))
                .containsExactly("5 5", "25 5", "77 77", "77 77", "77 77", "77 77");
        assertThat(fitted(ImageGeometry.Fit.LETTERBOX, 2, 4, 3, 2))
                .containsExactly("77 77", "5 5", "77 77", "77 77", "5 25", "77 77");
        assertThat(fitted(ImageGeometry.Fit.LETTERBOX, 4, 2, 4, 2))
                .as("the same proportions need no bars")
                .containsExactly("0 0", "10 0", "20 0", "30 0", "0 10", "10 10", "20 10", "30 10");
        assertThat(fitted(ImageGeometry.Fit.LETTERBOX, 400, 1, 2, 2))
                .contains("77 77")
                .hasSize(4);
        assertThat(fitted(ImageGeometry.Fit.CROP, 400, 1, 1, 2)).hasSize(2);
    }

    private static List<String> fitted(ImageGeometry.Fit fit, int width, int height, int columns, int rows) {
        byte[] rgb = new byte[3 * width * height];
        for (int pixel = 0; pixel < width * height; pixel++) {
            rgb[3 * pixel] = (byte) (10 * (pixel % width));
            rgb[3 * pixel + 1] = (byte) (10 * (pixel / width));
        }
        List<Double> bytes = List.of(1 / 255.0, 1 / 255.0, 1 / 255.0);
        Integer bars = fit.name().startsWith("LETTERBOX") ? 77 : null;
        ImageGeometry geometry = new ImageGeometry(columns, rows, List.of(0.0, 0.0, 0.0), bytes, null, fit, bars);
        int pixels = columns * rows;
        float[] target = new float[3 * pixels];
        geometry.newEncoder().encode(new CameraImage(width, height, rgb), target, 0);
        return IntStream.range(0, pixels)
                .mapToObj(pixel -> Math.round(target[pixel]) + " " + Math.round(target[pixels + pixel]))
                .toList();
    }

    @Test
    void seesWhetherTheCroppedPartShowsAnything() {
        ImageGeometry cropped =
                new ImageGeometry(1, 1, HALF.mean(), HALF.deviation(), null, ImageGeometry.Fit.CROP, null);
        byte[] rgb = new byte[4 * 2 * 3];
        rgb[0] = 9;
        CameraImage outside = new CameraImage(4, 2, rgb);
        assertThat(cropped.newEncoder().encode(outside, new float[3], 0)).isFalse();
        assertThat(HALF.newEncoder().encode(outside, new float[6], 0)).isTrue();
        byte[] inside = new byte[4 * 2 * 3];
        inside[3 * (4 + 2) + 2] = 9;
        assertThat(cropped.newEncoder().encode(new CameraImage(4, 2, inside), new float[3], 0))
                .isTrue();
    }

    @Test
    void refusesBarsThatNothingHas() {
        for (ImageGeometry.Fit fit : List.of(ImageGeometry.Fit.STRETCH, ImageGeometry.Fit.CROP)) {
            assertThatThrownBy(() -> new ImageGeometry(2, 1, HALF.mean(), HALF.deviation(), null, fit, 1))
                    .hasMessageContaining("got 1 and " + fit);
        }
        assertThatThrownBy(() ->
                        new ImageGeometry(2, 1, HALF.mean(), HALF.deviation(), null, ImageGeometry.Fit.LETTERBOX, 256))
                .hasMessageContaining("0 to 255");
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

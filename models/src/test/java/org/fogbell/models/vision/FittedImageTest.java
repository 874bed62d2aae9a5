package org.fogbell.models.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;

class FittedImageTest {
    @Test
    void anImageOfTheRightSidesKeepsItsBytes() {
        for (int[] sides : new int[][] {{5, 5}, {8, 4}, {3, 7}}) {
            int pixels = sides[0] * sides[1];
            byte[] rgb = new byte[3 * pixels];
            new Random(1).nextBytes(rgb);
            float[] planes = FittedImage.planes(new CameraImage(sides[0], sides[1], rgb), sides[0], sides[1]);
            for (int i = 0; i < rgb.length; i++) {
                assertThat(planes[i % 3 * pixels + i / 3]).isCloseTo((rgb[i] & 0xff) / 127.5f - 1, within(1e-6f));
            }
        }
    }

    /** Of a network that is twice as wide as high an image of the same proportions loses nothing: black, white, black, white. */
    @Test
    void noMoreIsCroppedThanTheProportionsAsk() {
        byte[] rgb = new byte[3 * 32 * 16];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % 16 < 8 ? 0 : 255);
        }
        float[] planes = FittedImage.planes(new CameraImage(32, 16, rgb), 8, 4);
        float[] row = Arrays.copyOf(planes, 8);
        assertThat(row[0]).isLessThan(-0.5f);
        assertThat(row[3]).isGreaterThan(0.5f);
        assertThat(row[4]).isLessThan(-0.5f);
        assertThat(row[7]).isGreaterThan(0.5f);
    }

    /** Black on the left, white on the right, so what is left of either tells where it was cropped. */
    @Test
    void anImageOfOtherSidesIsCroppedInTheMiddle() {
        byte[] rgb = new byte[3 * 40 * 10];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % 40 < 20 ? 0 : 255);
        }
        CameraImage wide = new CameraImage(40, 10, rgb);
        for (int[] sides : new int[][] {{8, 8}, {8, 4}, {4, 8}}) {
            float[] planes = FittedImage.planes(wide, sides[0], sides[1]);
            assertThat(planes).hasSize(3 * sides[0] * sides[1]);
            double sum = 0;
            for (float value : planes) {
                sum += value;
            }
            assertThat(planes[0]).isEqualTo(-1);
            assertThat(planes[planes.length - 1]).isEqualTo(1);
            assertThat(sum / planes.length).isCloseTo(0, within(0.01));
        }
    }
}

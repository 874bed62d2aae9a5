package org.fogbell.models.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against what can be worked out by hand. */
class PillowResizeTest {
    @ParameterizedTest
    @EnumSource(Resampling.class)
    void keepsAConstantImageWhateverTheSides(Resampling filter) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            CameraImage grey = image(1 + random.nextInt(40), 1 + random.nextInt(40), (x, y) -> 93);
            CameraImage resized = resized(grey, filter, 1 + random.nextInt(60), 1 + random.nextInt(60));
            assertThat(resized.rgb()).as("seed %d", seed).containsOnly((byte) 93);
        }
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void keepsAnImageOfTheSameSides(Resampling filter) {
        Random random = new Random(7);
        CameraImage noise = image(17, 9, (x, y) -> random.nextInt(256));
        assertThat(resized(noise, filter, 17, 9).rgb()).isEqualTo(noise.rgb());
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void keepsARampAwayFromTheEdges(Resampling filter) {
        CameraImage ramp = image(60, 4, (x, y) -> 4 * x);
        CameraImage half = resized(ramp, filter, 30, 2);
        CameraImage twice = resized(ramp, filter, 120, 8);
        for (int x = 3; x < 27; x++) {
            // The middle of output pixel x lies between source pixels 2 x and 2 x + 1.
            assertThat(half.at(x, 0, 0)).as("%d", x).isEqualTo(8 * x + 2);
        }
        for (int x = 6; x < 114; x++) {
            assertThat((double) twice.at(x, 3, 2)).as("%d", x).isCloseTo(2 * x - 1, within(1));
        }
    }

    @Test
    void mixesAStepAsTheCubicSays() {
        // Doubled, a pixel's middle lies a quarter from a source pixel's: weights of Keys' cubic at 0.25, 0.75, 1.25,
        // 1.75.
        CameraImage step = image(8, 1, (x, y) -> x < 4 ? 0 : 200);
        CameraImage twice = resized(step, Resampling.BICUBIC, 16, 1);
        double near = 1.5 * cube(0.25) - 2.5 * square(0.25) + 1;
        double next = 1.5 * cube(0.75) - 2.5 * square(0.75) + 1;
        double far = -0.5 * cube(1.25) + 2.5 * square(1.25) - 4 * 1.25 + 2;
        double farthest = -0.5 * cube(1.75) + 2.5 * square(1.75) - 4 * 1.75 + 2;
        assertThat(near + next + far + farthest).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(twice.at(7, 0, 0)).isEqualTo((int) Math.round(200 * (next + farthest)));
        assertThat(twice.at(8, 0, 0)).isEqualTo((int) Math.round(200 * (near + far)));
        assertThat(twice.at(5, 0, 0)).as("below black is black").isZero();
    }

    @Test
    void seesAllThatFallsUnderAPixelWhenItShrinks() {
        CameraImage stripes = image(64, 1, (x, y) -> x % 2 == 0 ? 0 : 255);
        CameraImage small = resized(stripes, Resampling.BILINEAR, 4, 1);
        for (int x = 0; x < 4; x++) {
            assertThat((double) small.at(x, 0, 0)).isCloseTo(127.5, within(3));
        }
    }

    @Test
    void givesAWindowOfTheWhole() {
        Random random = new Random(3);
        CameraImage noise = image(50, 30, (x, y) -> random.nextInt(256));
        CameraImage whole = resized(noise, Resampling.BICUBIC, 40, 24);
        CameraImage window = PillowResize.window(noise, Resampling.BICUBIC, 40, 24, 11, 5, 9, 7);
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 9; x++) {
                assertThat(window.at(x, y, 1)).isEqualTo(whole.at(x + 11, y + 5, 1));
            }
        }
    }

    @Test
    void namesAnImageOfTooManyRows() {
        CameraImage line = new CameraImage(1, 2_000_000, new byte[6_000_000]);
        assertThatThrownBy(() -> resized(line, Resampling.BICUBIC, 224, 224))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1 x 2000000 pixels, which need 1344000000");
        // A window of the middle does without most rows.
        assertThat(PillowResize.window(line, Resampling.BICUBIC, 224, 448_000_000, 0, 224_000_000, 224, 224)
                        .rgb())
                .containsOnly((byte) 0);
    }

    private interface Brightness {
        int at(int x, int y);
    }

    private static CameraImage image(int width, int height, Brightness brightness) {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            byte value = (byte) brightness.at(i % width, i / width);
            rgb[3 * i] = value;
            rgb[3 * i + 1] = value;
            rgb[3 * i + 2] = value;
        }
        return new CameraImage(width, height, rgb);
    }

    private static CameraImage resized(CameraImage image, Resampling filter, int width, int height) {
        return PillowResize.window(image, filter, width, height, 0, 0, width, height);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.api.Assertions.within(offset);
    }
}

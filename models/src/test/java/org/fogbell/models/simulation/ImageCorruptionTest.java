package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCorruptionTest {
    /** Koschmieder: L = L0 exp(-alpha d) + A (1 - exp(-alpha d)), in linear light. */
    @ParameterizedTest
    @CsvSource({"1, 0.005, 30", "3, 0.02, 50", "5, 0.06, 10"})
    void fogFollowsKoschmieder(int severity, double alpha, float depth) {
        float[] depths = new float[200];
        Arrays.fill(depths, depth);
        CameraImage fogged = Corruption.of("fog", severity).apply(SampleImages.plain(20, 10, 60), depths, 1);
        double transmission = Math.exp(-alpha * depth);
        double expected = linear(60) * transmission + ImageWeather.AIRLIGHT * (1 - transmission);
        assertThat(linear(fogged.at(5, 5, 1))).isCloseTo(expected, within(0.006));
    }

    @Test
    void fogWithoutDepthHidesTheHorizonFirst() {
        CameraImage fogged = Corruption.of("fog", 4).apply(SampleImages.plain(124, 38, 0), null, 1);
        assertThat(fogged.at(60, 18, 0)).isGreaterThan(fogged.at(60, 25, 0)).isGreaterThan(150);
        assertThat(fogged.at(60, 25, 0)).isGreaterThan(fogged.at(60, 37, 0));
    }

    /** A camera 1.65 m up with 721.5 px focal length sees the road 6.94 m away 171.5 px below its horizon. */
    @Test
    void levelRoadIsThatOfAPinholeCamera() {
        float[] depth = LevelRoad.depthMetres(1242, 375);
        double below = 344 + 0.5 - 172.9;
        assertThat((double) depth[344 * 1242]).isCloseTo(721.5 * 1.65 / below, within(1e-3));
        assertThat((double) depth[0]).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.02", "3, 0.08", "5, 0.18"})
    void imageNoiseHasTheStatedSigma(int severity, double sigma) {
        CameraImage grey = SampleImages.plain(300, 200, 128);
        CameraImage noisy = Corruption.of("image-noise", severity).apply(grey, null, 1);
        double squares = 0;
        for (byte value : noisy.rgb()) {
            squares += Math.pow((value & 0xff) - 128, 2);
        }
        assertThat(Math.sqrt(squares / noisy.rgb().length) / 255).isCloseTo(sigma, Percentage.withPercentage(1.5));
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "3, 600", "5, 6000"})
    void deadPixelsAreExactlyTheShareAndAlwaysTheSame(int severity, int dead) {
        CameraImage grey = SampleImages.plain(300, 200, 128);
        CorruptedSequence sequence = Corruption.of("dead-pixels", severity).begin(4);
        CameraImage first = sequence.next(grey, null).orElseThrow();
        int count = 0;
        for (int i = 0; i < first.rgb().length; i += 3) {
            int value = first.rgb()[i] & 0xff;
            count += value == 0 || value == 255 ? 1 : 0;
        }
        assertThat(count).isEqualTo(dead);
        assertThat(sequence.next(grey, null).orElseThrow().rgb()).isEqualTo(first.rgb());
    }

    @Test
    void whiteBalanceShiftsLinearLight() {
        CameraImage wrong = Corruption.of("white-balance", 3).apply(SampleImages.plain(4, 4, 128), null, 1);
        assertThat(linear(wrong.at(1, 1, 0)) / linear(128)).isCloseTo(1.5, within(0.02));
        assertThat(wrong.at(1, 1, 1)).isEqualTo(128);
        assertThat(linear(wrong.at(1, 1, 2)) / linear(128)).isCloseTo(1 / 1.5, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3", "3, 0.08"})
    void nightKeepsTheStatedShareOfLight(int severity, double share) {
        CameraImage dark = Corruption.of("night", severity).apply(SampleImages.plain(300, 200, 200), null, 1);
        double sum = 0;
        for (int i = 1; i < dark.rgb().length; i += 3) {
            sum += linear(dark.rgb()[i] & 0xff);
        }
        assertThat(sum / (300 * 200) / linear(200)).isCloseTo(0.9 * share, Percentage.withPercentage(3));
    }

    @Test
    void glareIsStrongestAtTheSunAndFallsToHalfAtItsRadius() {
        CameraImage glared = Corruption.of("glare", 1).apply(SampleImages.plain(400, 200, 0), null, 3);
        int brightest = 0;
        for (int pixel = 0; pixel < 400 * 200; pixel++) {
            brightest = (glared.rgb()[pixel * 3] & 0xff) > (glared.rgb()[brightest * 3] & 0xff) ? pixel : brightest;
        }
        int x = brightest % 400;
        int y = brightest / 400;
        int aside = x > 200 ? x - 48 : x + 48;
        assertThat(linear(glared.at(x, y, 0))).isCloseTo(0.3, within(0.01));
        assertThat(linear(glared.at(aside, y, 0))).isCloseTo(0.15, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"defocus", "motion-blur"})
    void blurKeepsTheLightAndSpreadsIt(String kind) {
        CameraImage dot = SampleImages.plain(400, 100, 0);
        for (int channel = 0; channel < 3; channel++) {
            dot.rgb()[(50 * 400 + 200) * 3 + channel] = (byte) 255;
        }
        LinearImage sharp = LinearImage.of(dot);
        double width = CorruptionKind.of(kind).strength(5) * 400;
        int half = (int) Math.round(kind.equals("defocus") ? width : width / 2);
        LinearImage blurred = sharp.blurred(kind.equals("defocus") ? new int[] {1, 2, 3, 2, 1} : new int[] {half});
        double sum = 0;
        for (float light : blurred.light()) {
            sum += light;
        }
        assertThat(sum).isCloseTo(3, within(1e-4));
        CameraImage seen = Corruption.of(kind, 5).apply(dot, null, 1);
        assertThat(seen.at(200 + half, 50, 0)).isPositive().isEqualTo(seen.at(200, 50, 0));
        assertThat(seen.at(200 + half + 1, 50, 0)).isZero();
        assertThat(seen.at(200, 50 + half, 0) > 0).isEqualTo(kind.equals("defocus"));
    }

    @Test
    void plainPicturesStayPlainWhenBlurredUpToTheEdge() {
        CameraImage plain = SampleImages.plain(50, 20, 99);
        assertThat(Corruption.of("defocus", 5).apply(plain, null, 1).rgb()).isEqualTo(plain.rgb());
        assertThat(Corruption.of("motion-blur", 5).apply(plain, null, 1).rgb()).isEqualTo(plain.rgb());
    }

    /** Drops per volume by Marshall and Palmer, times the pinhole camera's view, in fine slices of depth. */
    @Test
    void asManyDropsFallThroughTheViewAsTheDistributionSays() {
        Precipitation air = Precipitation.rain(7.29);
        double focal = 721.5;
        double slope = 4.1 * Math.pow(7.29, -0.21);
        double expected = 0;
        double step = 0.001;
        for (double z = 0.4 + step / 2; z < 12; z += step) {
            double area = 1242 * 375 * z * z / (focal * focal);
            double smallest = 0.5 * z / focal * 1e3;
            expected += area * step * 8000 / slope * Math.exp(-slope * smallest);
        }
        assertThat(FallingThrough.expectedDrops(1242, 375, air, 1)).isCloseTo(expected, Percentage.withPercentage(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rain", "snow", "lens-dirt", "lens-drops", "glare", "night", "fog"})
    void severerChangesMorePicture(String kind) {
        CameraImage street = SampleImages.street(310, 94);
        double before = 0;
        for (int severity = 1; severity <= 5; severity += 2) {
            CameraImage seen = Corruption.of(kind, severity).apply(street, null, 6);
            double change = 0;
            for (int i = 0; i < street.rgb().length; i++) {
                change += Math.abs((seen.rgb()[i] & 0xff) - (street.rgb()[i] & 0xff));
            }
            assertThat(change).as("%s:%d", kind, severity).isGreaterThan(before);
            before = change;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lens-dirt", "lens-drops", "glare"})
    void whatSitsOnTheLensStaysThere(String kind) {
        CameraImage street = SampleImages.street(100, 50);
        CorruptedSequence sequence = Corruption.of(kind, 3).begin(4);
        assertThat(sequence.next(street, null).orElseThrow().rgb())
                .isEqualTo(sequence.next(street, null).orElseThrow().rgb());
    }

    @Test
    void everyStoredValueSurvivesTheWayToLinearLightAndBack() {
        for (int value = 0; value < 256; value++) {
            assertThat((double) Srgb.light((byte) value)).isCloseTo(linear(value), within(1e-6));
            assertThat(Srgb.stored(Srgb.light((byte) value)) & 0xff).isEqualTo(value);
        }
    }

    private static double linear(int stored) {
        double share = stored / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}

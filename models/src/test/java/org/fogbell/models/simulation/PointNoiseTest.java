package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointNoiseTest {
    private static final PointCloud ROOM = SampleSweeps.room();
    private static final int POINTS = ROOM.size();

    @ParameterizedTest
    @CsvSource({"1, 0.02", "2, 0.04", "3, 0.06", "4, 0.08", "5, 0.10"})
    void gaussianNoiseHasTheStatedSigmaAndNoBias(int severity, double sigma) {
        PointCloud noisy = Corruption.of("gaussian", severity).apply(ROOM, severity);
        for (int axis = 0; axis < 3; axis++) {
            double error = 4 * sigma / Math.sqrt(POINTS);
            assertThat(mean(noisy, axis, d -> d)).as("axis %d", axis).isCloseTo(0, within(error));
            assertThat(Math.sqrt(mean(noisy, axis, d -> d * d))).isCloseTo(sigma, within(error));
        }
        assertThat(mean(noisy, 3, Math::abs)).isZero();
    }

    @Test
    void uniformNoiseFillsItsIntervalAndNoMore() {
        PointCloud noisy = Corruption.of("uniform", 5).apply(ROOM, 3);
        for (int axis = 0; axis < 3; axis++) {
            assertThat(mean(noisy, axis, d -> Math.abs(d) > 0.1 + 1e-5 ? 1 : 0)).isZero();
            assertThat(Math.sqrt(mean(noisy, axis, d -> d * d))).isCloseTo(0.1 / Math.sqrt(3), within(5e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "3, 20", "5, 10"})
    void impulseMovesOneInSoManyPointsByADecimetre(int severity, int every) {
        PointCloud noisy = Corruption.of("impulse", severity).apply(ROOM, 3);
        for (int axis = 0; axis < 3; axis++) {
            assertThat(moved(noisy, axis)).isEqualTo(POINTS / every);
            assertThat(mean(noisy, axis, Math::abs) * every).isCloseTo(0.1, within(1e-4));
            assertThat(mean(noisy, axis, d -> d) * every).isCloseTo(0, within(0.01));
        }
    }

    @ParameterizedTest
    @CsvSource({"crosstalk, 1, 0.004, 3", "crosstalk, 5, 0.02, 3", "sunlight, 1, 0.01, 2", "sunlight, 5, 0.05, 2"})
    void scattersTheStatedShareWidely(String kind, int severity, double share, double sigma) {
        PointCloud noisy = Corruption.of(kind, severity).apply(ROOM, 3);
        int hit = (int) Math.round(share * POINTS);
        for (int axis = 0; axis < 3; axis++) {
            assertThat(moved(noisy, axis)).isEqualTo(hit);
            assertThat(Math.sqrt(mean(noisy, axis, d -> d * d) * POINTS / hit))
                    .isCloseTo(sigma, within(4 * sigma / Math.sqrt(2.0 * hit)));
        }
    }

    @Test
    void publishedNoiseOfOneMetreIsOnTheIntensityToo() {
        PointCloud noisy = Corruption.of("gaussian-1m", 2).apply(ROOM, 3);
        for (int column = 0; column < 4; column++) {
            assertThat(Math.sqrt(mean(noisy, column, d -> d * d))).isCloseTo(1, within(0.01));
        }
    }

    @Test
    void saltAndPepperSitAtTheSweepsExtremesAndTheRestIsClipped() {
        PointCloud noisy = Corruption.of("salt-pepper", 1).apply(ROOM, 3);
        int salt = 0;
        int pepper = 0;
        float most = -1;
        float least = 2;
        for (int point = 0; point < POINTS; point++) {
            most = Math.max(most, ROOM.intensity(point));
            least = Math.min(least, ROOM.intensity(point));
        }
        double widest = 0;
        for (int point = 0; point < POINTS; point++) {
            double shift = Math.abs(noisy.x(point) - ROOM.x(point));
            salt += shift > 0.081 && noisy.intensity(point) == most ? 1 : 0;
            pepper += shift > 0.081 && noisy.intensity(point) == least ? 1 : 0;
            widest = shift > 0.081 ? widest : Math.max(widest, shift);
        }
        assertThat(salt).isCloseTo(POINTS * 3 / 100, within(5));
        assertThat(pepper).isCloseTo(POINTS * 3 / 100, within(5));
        assertThat(widest).isBetween(0.079, 0.08001);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.8})
    void rangeBiasLengthensEveryBeamAndTurnsNone(double metres) {
        PointCloud biased = PointNoise.rangeBias(ROOM, metres, Seeds.of(1, 0));
        for (int point = 0; point < POINTS; point += 97) {
            assertThat(Beam.rangeMetres(biased, point) - Beam.rangeMetres(ROOM, point))
                    .isCloseTo(metres, within(1e-5));
            assertThat(Beam.azimuth(biased, point)).isCloseTo(Beam.azimuth(ROOM, point), within(1e-6));
        }
    }

    @Test
    void agedEmitterScalesEveryIntensity() {
        PointCloud faint = Corruption.of("intensity-decay", 4).apply(ROOM, 3);
        for (int point = 0; point < POINTS; point += 97) {
            assertThat(faint.intensity(point)).isCloseTo(0.4f * ROOM.intensity(point), within(1e-6f));
            assertThat(faint.x(point)).isEqualTo(ROOM.x(point));
        }
    }

    private static double mean(PointCloud noisy, int column, DoubleUnaryOperator of) {
        double sum = 0;
        for (int i = column; i < noisy.xyzi().length; i += PointCloud.STRIDE) {
            sum += of.applyAsDouble((double) noisy.xyzi()[i] - ROOM.xyzi()[i]);
        }
        return sum / POINTS;
    }

    private static int moved(PointCloud noisy, int column) {
        return (int) Math.round(mean(noisy, column, d -> d == 0 ? 0 : 1) * POINTS);
    }
}

package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoseFaultsTest {
    @ParameterizedTest
    @CsvSource({"1, 0.04, 0.004", "5, 0.20, 0.020"})
    void misalignmentHasTheStatedSigmas(int severity, double shift, double rotation) {
        double[] squares = new double[2];
        int seeds = 3_000;
        for (int seed = 0; seed < seeds; seed++) {
            PointCloud moved = Corruption.of("misalignment", severity)
                    .apply(new PointCloud(new float[] {0, 0, 0, 1, 50, 0, 0, 1}), seed);
            double dx = moved.x(0);
            squares[0] += dx * dx / seeds;
            double tilt = (moved.z(1) - moved.z(0)) / 50;
            squares[1] += tilt * tilt / seeds;
        }
        assertThat(Math.sqrt(squares[0])).isCloseTo(shift, Percentage.withPercentage(5));
        assertThat(Math.sqrt(squares[1])).isCloseTo(rotation, Percentage.withPercentage(5));
    }

    @Test
    void misalignmentMovesAllPointsAlike() {
        PointCloud room = SampleSweeps.room(16, 100);
        PointCloud moved = Corruption.of("misalignment", 3).apply(room, 9);
        PointCloud axes = Corruption.of("misalignment", 3)
                .apply(new PointCloud(new float[] {0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1}), 9);
        for (int point = 0; point < room.size(); point += 7) {
            double expected = axes.y(0)
                    + room.x(point) * (axes.y(1) - axes.y(0))
                    + room.y(point) * (axes.y(2) - axes.y(0))
                    + room.z(point) * (axes.y(3) - axes.y(0));
            assertThat((double) moved.y(point)).isCloseTo(expected, within(2e-4));
            assertThat(moved.intensity(point)).isEqualTo(room.intensity(point));
        }
    }

    @Test
    void motionErrorVariesSmoothlyOverTheTurnAndClosesIt() {
        PointCloud room = SampleSweeps.room(2, 3_600);
        PointCloud moved = Corruption.of("motion", 5).apply(room, 9);
        double largestStep = 0;
        double largestShift = 0;
        double before = moved.z(3_599) - room.z(3_599);
        for (int point = 0; point < 3_600; point++) {
            double shift = moved.z(point) - room.z(point);
            largestStep = Math.max(largestStep, Math.abs(shift - before));
            largestShift = Math.max(largestShift, Math.abs(shift));
            before = shift;
        }
        assertThat(largestShift).isGreaterThan(0.1);
        assertThat(largestStep).isLessThan(largestShift / 50);
    }
}

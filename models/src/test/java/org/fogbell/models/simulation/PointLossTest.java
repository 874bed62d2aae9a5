package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointLossTest {
    private static final PointCloud ROOM = SampleSweeps.room();

    @ParameterizedTest
    @ValueSource(strings = {"density", "cutout", "field-of-view", "packet-loss", "beam-missing", "dead-rings"})
    void whatIsLeftIsUnchangedAndInOrderAndLessWithSeverity(String kind) {
        int before = ROOM.size();
        for (int severity = 1; severity <= Corruption.MAX_SEVERITY; severity++) {
            PointCloud left = Corruption.of(kind, severity).apply(ROOM, 11);
            assertThat(left.size())
                    .as("severity %d", severity)
                    .isLessThan(before)
                    .isPositive();
            assertThat(isSubsequence(left, ROOM)).isTrue();
            before = left.size();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.06", "5, 0.30"})
    void densityDropsExactlyTheStatedShare(int severity, double share) {
        assertThat(Corruption.of("density", severity).apply(ROOM, 3).size())
                .isEqualTo((int) Math.round(ROOM.size() * (1 - share)));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "3, 5", "5, 10"})
    void cutoutTakesTwoPercentPerHole(int severity, int holes) {
        assertThat(Corruption.of("cutout", severity).apply(ROOM, 3).size())
                .isEqualTo(ROOM.size() - holes * ROOM.size() / 50);
    }

    @Test
    void cutoutTakesTheNearestPoints() {
        PointCloud small = SampleSweeps.room(8, 100);
        PointCloud left = PointLoss.cutout(small, 1, Seeds.of(8, 0));
        int removed = small.size() - left.size();
        assertThat(removed).isEqualTo(16);
        assertThat(isBallAroundSomePoint(small, left, removed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 105", "3, 75", "5, 45"})
    void fieldOfViewKeepsExactlyTheSectorAhead(int severity, double degrees) {
        PointCloud left = Corruption.of("field-of-view", severity).apply(ROOM, 3);
        assertThat(left.size() / (double) ROOM.size()).isCloseTo(degrees / 180, within(0.002));
        for (int point = 0; point < left.size(); point++) {
            assertThat(Math.abs(Math.atan2(left.y(point), left.x(point)))).isLessThan(Math.toRadians(degrees) + 1e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "3, 36", "5, 144"})
    void packetLossEmptiesWholeDegreesOfTheTurn(int severity, int lost) {
        PointCloud left = Corruption.of("packet-loss", severity).apply(ROOM, 3);
        int[] points = new int[360];
        for (int point = 0; point < left.size(); point++) {
            points[(int) (180 + Math.toDegrees(Math.atan2(left.y(point), left.x(point))) - 1e-9)]++;
        }
        // Rounding may carry the points of one column over the border of a degree.
        assertThat(Arrays.stream(points)
                        .filter(count -> count <= 2 * SampleSweeps.RINGS)
                        .count())
                .isEqualTo(lost);
        assertThat((double) left.size()).isCloseTo(ROOM.size() * (1 - lost / 360.0), within(0.01 * ROOM.size()));
    }

    private static boolean isSubsequence(PointCloud part, PointCloud whole) {
        int at = 0;
        for (int point = 0; point < whole.size() && at < part.size(); point++) {
            if (Arrays.equals(part.xyzi(), at * 4, at * 4 + 4, whole.xyzi(), point * 4, point * 4 + 4)) {
                at++;
            }
        }
        return at == part.size();
    }

    private static boolean isBallAroundSomePoint(PointCloud whole, PointCloud left, int removed) {
        for (int centre = 0; centre < whole.size(); centre++) {
            double[] distances = distances(whole, whole, centre);
            double[] leftDistances = distances(left, whole, centre);
            if (leftDistances[0] >= distances[removed - 1]) {
                return true;
            }
        }
        return false;
    }

    private static double[] distances(PointCloud from, PointCloud whole, int centre) {
        double[] distances = new double[from.size()];
        for (int point = 0; point < distances.length; point++) {
            float dx = from.x(point) - whole.x(centre);
            float dy = from.y(point) - whole.y(centre);
            float dz = from.z(point) - whole.z(centre);
            distances[point] = dx * dx + dy * dy + dz * dz;
        }
        Arrays.sort(distances);
        return distances;
    }
}

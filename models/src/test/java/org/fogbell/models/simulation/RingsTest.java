package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingsTest {
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64, 128})
    void findsTheRingsOfASweepStoredRingAfterRing(int count) {
        Rings rings = Rings.of(SampleSweeps.room(count, 500));
        assertThat(rings.count()).isEqualTo(count);
        for (int point = 0; point < count * 500; point++) {
            assertThat(rings.ringOfPoint()[point]).isEqualTo(point / 500);
        }
    }

    @Test
    void findsThemWhenTheSensorTurnsTheOtherWayFromAnyStartWithinAnyCrop() {
        PointCloud room = SampleSweeps.room(32, 720);
        PointCloud mirrored = PointList.keep(room, point -> Math.abs(room.x(point)) > Math.abs(room.y(point)));
        float[] xyzi = mirrored.xyzi().clone();
        for (int i = 1; i < xyzi.length; i += 4) {
            xyzi[i] = -xyzi[i];
        }
        assertThat(Rings.of(mirrored).count()).isEqualTo(32);
        assertThat(Rings.of(new PointCloud(xyzi)).count()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void findsThemByElevationWhenPointsAreStoredColumnByColumnOrShuffled(int count) {
        PointCloud room = SampleSweeps.room(count, 500);
        int[] order = new int[room.size()];
        for (int place = 0; place < order.length; place++) {
            order[place] = place % count * 500 + place / count;
        }
        assertRingsAre(count, room, order);
        assertRingsAre(count, room, shuffled(order.length));
    }

    @Test
    void cutsElevationsEvenlyWhereRingsOverlapAndNoOrderTellsThemApart() {
        PointCloud sweep = SampleSweeps.fullSweep();
        PointList points = new PointList(sweep.size());
        Arrays.stream(shuffled(sweep.size())).forEach(point -> points.add(sweep, point));
        assertThat(Rings.of(points.toCloud()).count()).isEqualTo(Rings.DEFAULT_COUNT);
    }

    private static int[] shuffled(int size) {
        int[] order = IntStream.range(0, size).toArray();
        SplittableRandom random = new SplittableRandom(3);
        for (int place = size - 1; place > 0; place--) {
            int other = random.nextInt(place + 1);
            int swapped = order[place];
            order[place] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    private static void assertRingsAre(int count, PointCloud room, int[] order) {
        PointList points = new PointList(order.length);
        Arrays.stream(order).forEach(point -> points.add(room, point));
        Rings rings = Rings.of(points.toCloud());
        assertThat(rings.count()).isEqualTo(count);
        for (int place = 0; place < order.length; place++) {
            // Elevations are counted from the lowest up, the room is stored from the highest down.
            assertThat(rings.ringOfPoint()[place]).isEqualTo(count - 1 - order[place] / 500);
        }
    }

    @Test
    void badPointsBelongToNoRing() {
        PointCloud bad = SampleSweeps.withBadPoints();
        Rings rings = Rings.of(bad);
        assertThat(rings.count()).isEqualTo(16);
        for (int point = 0; point < bad.size(); point++) {
            assertThat(rings.ringOfPoint()[point]).isEqualTo(point % 100 == 0 ? -1 : point / 200);
        }
    }

    @Test
    void findsTheSixtyFourLasersOfARecordedSweep() {
        PointCloud sweep = SampleSweeps.fullSweep();
        Rings rings = Rings.of(sweep);
        assertThat(rings.count()).isEqualTo(64);
        double[] elevation = new double[64];
        int[] points = new int[64];
        for (int point = 0; point < sweep.size(); point++) {
            int ring = rings.ringOfPoint()[point];
            if (ring < 0) {
                continue;
            }
            elevation[ring] += Math.toDegrees(Math.atan2(sweep.z(point), Math.hypot(sweep.x(point), sweep.y(point))));
            points[ring]++;
        }
        for (int ring = 0; ring < 64; ring++) {
            elevation[ring] /= points[ring];
            assertThat(points[ring]).isBetween(1_000, 2_300);
        }
        assertThat(elevation[0]).isCloseTo(2, within(1.0));
        assertThat(elevation[63]).isCloseTo(-24, within(1.5));
        for (int ring = 1; ring < 64; ring++) {
            assertThat(elevation[ring]).as("ring %d", ring).isLessThan(elevation[ring - 1] + 0.3);
        }
    }

    @Test
    void findsTheLasersThatSeeTheCroppedView() {
        Rings rings = Rings.of(SampleSweeps.croppedSweep());
        assertThat(rings.count()).isBetween(44, 50);
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "2, 16", "3, 24", "4, 32", "5, 48"})
    void beamMissingDarkensTheStatedNumberOfLasers(int severity, int dark) {
        PointCloud room = SampleSweeps.room(64, 100);
        PointCloud left = Corruption.of("beam-missing", severity).apply(room, severity);
        assertThat(left.size()).isEqualTo((64 - dark) * 100);
        assertThat(Rings.of(left).count()).isEqualTo(64 - dark);
    }

    @Test
    void deadRingsAreNeighbours() {
        PointCloud room = SampleSweeps.room(32, 100);
        PointCloud left = Corruption.of("dead-rings", 5).apply(room, 2);
        assertThat(left.size()).isEqualTo((32 - 8) * 100);
        int first = 0;
        while (left.x(first) == room.x(first)) {
            first++;
        }
        assertThat(first % 100).isZero();
        for (int point = first; point < left.size(); point++) {
            assertThat(left.x(point)).isEqualTo(room.x(point + 800));
        }
    }

    @Test
    void stuckRingsReportOneRangeAllTheWayRound() {
        PointCloud room = SampleSweeps.room(64, 100);
        PointCloud stuck = Corruption.of("stuck-rings", 3).apply(room, 2);
        assertThat(stuck.size()).isEqualTo(room.size());
        int circles = 0;
        for (int ring = 0; ring < 64; ring++) {
            double spread = 0;
            boolean same = true;
            for (int point = ring * 100; point < ring * 100 + 100; point++) {
                spread = Math.max(
                        spread, Math.abs(Beam.rangeMetres(stuck, point) - Beam.rangeMetres(stuck, ring * 100)));
                same &= stuck.x(point) == room.x(point);
                assertThat(Beam.azimuth(stuck, point)).isCloseTo(Beam.azimuth(room, point), within(1e-6));
            }
            circles += !same && spread < 1e-4 ? 1 : 0;
        }
        // Rings that see nothing but level ground were circles before.
        assertThat(circles).isBetween(1, 4);
    }
}

package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.Medians;
import org.junit.jupiter.api.Test;

class PooledBaselineTest {
    private static final long SEED = 17;

    private static List<List<Double>> gaussian(int frames, double... deviations) {
        Random random = new Random(SEED);
        List<List<Double>> all = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            List<Double> frame = new ArrayList<>();
            for (double deviation : deviations) {
                frame.add(5 + deviation * random.nextGaussian());
            }
            all.add(frame);
        }
        return all;
    }

    @Test
    void isTheDistanceInDeviationsOverTheRootOfTheChannels() {
        PooledBaseline clean = PooledBaseline.of(gaussian(20_000, 1, 4));
        assertThat(clean.distance(List.of(8.0, 5.0)))
                .as("3 deviations of one channel of two, seed %d", SEED)
                .isCloseTo(3 / Math.sqrt(2), within(0.05));
        assertThat(clean.distance(List.of(6.0, 9.0))).isCloseTo(1, within(0.05));
    }

    @Test
    void cleanFramesThatWereNotAskedLieAboutOneAway() {
        List<List<Double>> clean = gaussian(60, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        double heldOut = Medians.of(PooledBaseline.heldOut(clean));
        PooledBaseline all = PooledBaseline.of(clean);
        double inSample = Medians.of(clean.stream().mapToDouble(all::distance).toArray());
        assertThat(heldOut).as("seed %d", SEED).isBetween(0.9, 1.4).isGreaterThan(inSample);
    }

    @Test
    void aRunOfNeighboursIsHeldOutTogether() {
        // The last fifth is another place: from within it every frame would look at home.
        List<List<Double>> clean = new ArrayList<>(gaussian(80, 1, 1));
        gaussian(20, 1, 1).forEach(frame -> clean.add(List.of(frame.get(0) + 50, frame.get(1))));
        double[] distances = PooledBaseline.heldOut(clean);
        for (int i = 80; i < 100; i++) {
            assertThat(distances[i]).as("frame %d", i).isGreaterThan(20);
        }
    }

    @Test
    void refusesTooFewFramesAndOtherChannels() {
        assertThatThrownBy(() -> PooledBaseline.of(gaussian(19, 1))).hasMessageContaining("at least 20 frames, got 19");
        assertThat(PooledBaseline.canBeOf(gaussian(20, 1))).isTrue();
        assertThat(PooledBaseline.canBeOf(gaussian(20))).as("nothing pooled").isFalse();
        PooledBaseline one = PooledBaseline.of(gaussian(20, 1));
        assertThatThrownBy(() -> one.distance(List.of(1.0, 2.0))).hasMessageContaining("of 1 coordinates, got 2");
    }

    @Test
    void calibratesAFeatureWhereTheNetworkPools() {
        List<Perception> pooling = gaussian(40, 1, 2, 3).stream()
                .map(PooledBaselineTest::perception)
                .toList();
        Calibration calibration = Calibration.of(pooling);
        assertThat(calibration.pooled()).isNotNull();
        assertThat(calibration.features()).isNotNull();
        FeatureBaseline.Level level = calibration.features().levels().get(FrameFeatures.POOLED);
        assertThat(level).isNotNull();
        Map<String, Double> odd = FrameFeatures.of(perception(List.of(5.0, 5.0, 50.0)), calibration.pooled());
        assertThat(level.z(odd.get(FrameFeatures.POOLED))).isGreaterThan(3);
        assertThat(FrameFeatures.raw(FrameFeatures.POOLED, odd.get(FrameFeatures.POOLED)))
                .as("15 deviations of one channel of three")
                .isBetween(6.0, 14.0);
        assertThat(FrameFeatures.of(pooling.get(0))).doesNotContainKey(FrameFeatures.POOLED);

        Calibration without = Calibration.of(
                gaussian(40).stream().map(PooledBaselineTest::perception).toList());
        assertThat(without.pooled()).isNull();
        assertThat(without.features()).isNotNull();
        assertThat(without.features().levels()).doesNotContainKey(FrameFeatures.POOLED);
    }

    private static Perception perception(List<Double> pooled) {
        EntropyProfile profile = new EntropyProfile(
                List.of(new EntropyProfile.Block("b", List.of("l", "m", "n"), List.of(1.0, 2.0, 3.0))));
        return new Perception(profile, 0.5, profile, List.of(), Map.of(), pooled, false);
    }
}

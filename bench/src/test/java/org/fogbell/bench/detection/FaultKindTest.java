package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;

class FaultKindTest {
    private static final long SEED = 21;

    private static PointCloud sweep() throws Exception {
        return Scenes.simulated(2, 1, 2, SEED, LidarModel.small()).at(0, 0).sweep();
    }

    @Test
    void everyUnseenFaultChangesEverySweepTheSameWayEachTime() throws Exception {
        PointCloud clean = sweep();
        for (FaultKind fault : UnseenFault.values()) {
            for (int severity = 1; severity <= 5; severity++) {
                float[] once = fault.begin(severity, SEED).apply(clean).xyzi();
                assertThat(once).as("%s:%d", fault, severity).isNotEqualTo(clean.xyzi());
                assertThat(fault.begin(severity, SEED).apply(clean).xyzi()).isEqualTo(once);
            }
        }
    }

    @Test
    void shortSightLosesWhatIsFarAndCoarseRangesStayOnTheirBeams() {
        PointCloud two = new PointCloud(new float[] {3, 4, 0, 0.5f, 30, 0, 0, 0.5f});
        assertThat(UnseenFault.SHORT_SIGHT.begin(5, SEED).apply(two).size()).isOne();
        float[] coarse = UnseenFault.COARSE_RANGES.begin(5, SEED).apply(two).xyzi();
        assertThat(coarse[0] / coarse[1]).isCloseTo(0.75f, within(1e-6f));
        assertThat(Math.hypot(coarse[0], coarse[1]) / 1.6).isCloseTo(3, within(1e-6));
        float[] torn = UnseenFault.TORN_SWEEP.begin(5, SEED).apply(two).xyzi();
        assertThat(Math.hypot(torn[0], torn[1])).isCloseTo(5, within(1e-5));
        assertThat(torn[4]).as("what is not on the left stays").isEqualTo(30);
    }

    @Test
    void aPairIsOneFaultOnTopOfTheOther() throws Exception {
        PointCloud clean = sweep();
        FaultKind pair = FaultKind.pair(CorruptionKind.DENSITY, CorruptionKind.RANGE_BIAS);
        PointCloud both = pair.begin(5, SEED).apply(clean);
        PointCloud thinned = FaultKind.of(CorruptionKind.DENSITY).begin(5, SEED).apply(clean);
        assertThat(both.size()).isEqualTo(thinned.size()).isLessThan(clean.size());
        assertThat(both.xyzi()).isNotEqualTo(thinned.xyzi());
        assertThat(pair.label()).isEqualTo("density+range-bias");
    }

    @Test
    void unseenFaultsAreThoseTheSimulatorLacksAndPairsEachOnce() {
        List<FaultKind> unseen = DetectionPlan.unseen(8, SEED);
        assertThat(unseen).hasSize(UnseenFault.values().length + 8).allMatch(FaultKind::isUnseen);
        assertThat(unseen.stream().map(FaultKind::label)).doesNotHaveDuplicates();
        assertThat(DetectionPlan.unseen(8, SEED)).isEqualTo(unseen);
    }

    @Test
    void oneSceneIsNoSplit() {
        assertThatThrownBy(() -> Scenes.simulated(1, 10, 2, SEED, LidarModel.small()))
                .hasMessageContaining("at least two scenes")
                .hasMessageContaining("got 1 and 0");
        Scenes six = Scenes.simulated(6, 1, 2, SEED, LidarModel.small());
        assertThat(six.isTested(1) && six.isTested(5) && !six.isTested(4)).isTrue();
        assertThat(six.testedOn(2).isTested(5)).isFalse();
        assertThatThrownBy(() -> six.testedOn(4)).hasMessageContaining("got 6 and 4");
    }

    @Test
    void anotherSensorThanTheBundleIsCalibratedForIsFlagged() throws Exception {
        BundleManifest manifest = ModelBundle.manifestOf("detector");
        Map.Entry<String, ?> any = manifest.calibrations().entrySet().iterator().next();
        TreeMap<String, Double> usual = new TreeMap<>();
        TreeMap<String, Double> strange = new TreeMap<>();
        manifest.calibrations().get(any.getKey()).features().levels().forEach((name, level) -> {
            usual.put(name, level.location());
            strange.put(name, level.location() + 1_000 * level.spread());
        });
        SensorCheck same = SensorCheck.of(manifest, List.of(frame(usual))).orElseThrow();
        assertThat(same.sensorType()).isEqualTo(any.getKey());
        assertThat(same.isAnotherSensor()).isFalse();
        SensorCheck other = SensorCheck.of(manifest, List.of(frame(strange))).orElseThrow();
        assertThat(other.isAnotherSensor()).isTrue();
        assertThat(other.toString()).contains("another sensor than the bundle is calibrated for");
    }

    private static SeenFrame frame(TreeMap<String, Double> features) {
        return new SeenFrame(0, 0, SeenFrame.CLEAN, 0, 0.01, List.of(List.of(1.0)), 0, false, features, null);
    }
}

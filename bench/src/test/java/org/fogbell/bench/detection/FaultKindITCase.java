package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;

class FaultKindITCase {
    private static final long SEED = 21;

    private static PointCloud sweep() throws Exception {
        return (PointCloud)
                Scenes.simulated(2, 1, 2, SEED, LidarModel.small()).at(0, 0).frame();
    }

    private static PointCloud under(FaultKind fault, int severity, PointCloud clean) {
        return (PointCloud) fault.begin(severity, SEED).on(clean, null);
    }

    private static CameraImage under(FaultKind fault, int severity, CameraImage clean) {
        return (CameraImage) fault.begin(severity, SEED).on(clean, null);
    }

    @Test
    void everyUnseenFaultOfCamerasChangesEveryImageMoreAndMore() throws Exception {
        Scenes.Moment moment = Scenes.simulatedImages(2, 1, 2, SEED).at(0, 0);
        CameraImage clean = (CameraImage) moment.frame();
        for (FaultKind fault : UnseenImageFault.values()) {
            double before = 0;
            for (int severity = 1; severity <= 5; severity++) {
                CameraImage bad = under(fault, severity, clean);
                double difference = difference(clean, bad);
                assertThat(difference).as("%s:%d", fault, severity).isGreaterThan(before);
                assertThat(under(fault, severity, clean).rgb()).isEqualTo(bad.rgb());
                before = difference;
            }
        }
    }

    /** Mean absolute, of 255. */
    private static double difference(CameraImage one, CameraImage other) {
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
        }
        return sum / one.rgb().length;
    }

    @Test
    void anImageKnowsHowFarItsPixelsAreSoThatFogLiesInTheDistance() throws Exception {
        Scenes.Moment moment = Scenes.simulatedImages(2, 1, 2, SEED).at(0, 0);
        FaultKind fog = FaultKind.of(CorruptionKind.FOG);
        CameraImage guessed = (CameraImage) fog.begin(5, SEED).on(moment.frame(), null);
        CameraImage known = (CameraImage) moment.under(fog.begin(5, SEED));
        assertThat(known.rgb()).isNotEqualTo(guessed.rgb());
    }

    @Test
    void aLostImageArrivesBlack() throws Exception {
        CameraImage clean =
                (CameraImage) Scenes.simulatedImages(2, 1, 2, SEED).at(0, 0).frame();
        assertThat(under(FaultKind.of(CorruptionKind.SILENCE), 1, clean).rgb()).containsOnly(0);
    }

    @Test
    void everyUnseenFaultChangesEverySweepTheSameWayEachTime() throws Exception {
        PointCloud clean = sweep();
        for (FaultKind fault : UnseenFault.values()) {
            for (int severity = 1; severity <= 5; severity++) {
                float[] once = under(fault, severity, clean).xyzi();
                assertThat(once).as("%s:%d", fault, severity).isNotEqualTo(clean.xyzi());
                assertThat(under(fault, severity, clean).xyzi()).isEqualTo(once);
            }
        }
    }

    @Test
    void shortSightLosesWhatIsFarAndCoarseRangesStayOnTheirBeams() {
        PointCloud two = new PointCloud(new float[] {3, 4, 0, 0.5f, 30, 0, 0, 0.5f});
        assertThat(under(UnseenFault.SHORT_SIGHT, 5, two).size()).isOne();
        float[] coarse = under(UnseenFault.COARSE_RANGES, 5, two).xyzi();
        assertThat(coarse[0] / coarse[1]).isCloseTo(0.75f, within(1e-6f));
        assertThat(Math.hypot(coarse[0], coarse[1]) / 1.6).isCloseTo(3, within(1e-6));
        float[] torn = under(UnseenFault.TORN_SWEEP, 5, two).xyzi();
        assertThat(Math.hypot(torn[0], torn[1])).isCloseTo(5, within(1e-5));
        assertThat(torn[4]).as("what is not on the left stays").isEqualTo(30);
    }

    @Test
    void aPairIsOneFaultOnTopOfTheOther() throws Exception {
        PointCloud clean = sweep();
        FaultKind pair = FaultKind.pair(CorruptionKind.DENSITY, CorruptionKind.RANGE_BIAS);
        PointCloud both = under(pair, 5, clean);
        PointCloud thinned = under(FaultKind.of(CorruptionKind.DENSITY), 5, clean);
        assertThat(both.size()).isEqualTo(thinned.size()).isLessThan(clean.size());
        assertThat(both.xyzi()).isNotEqualTo(thinned.xyzi());
        assertThat(pair.label()).isEqualTo("density+range-bias");
    }

    @Test
    void unseenFaultsAreThoseTheSimulatorLacksAndPairsEachOnce() {
        List<FaultKind> unseen = DetectionPlan.unseen(false, 8, SEED);
        assertThat(unseen).hasSize(UnseenFault.values().length + 8).allMatch(FaultKind::isUnseen);
        assertThat(unseen.stream().map(FaultKind::label)).doesNotHaveDuplicates();
        assertThat(DetectionPlan.unseen(false, 8, SEED)).isEqualTo(unseen);
        assertThat(DetectionPlan.unseen(true, 4, SEED).subList(0, 4)).containsExactly(UnseenImageFault.values());
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

package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.GuardRail;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;

/** What an alert says of itself: a sensor of a calibrated type, ten frames a second, whose frames are wrong from the 300th on. */
class ExplainCardTest {
    private static final int LAYERS = 12;

    /** Two statistics, and three that every sensor has. */
    private static final int RAILS = 5;

    private final Random random = new Random(31);

    @Test
    void namesTheGuardRailsThatAgreeAndCountsThoseAsked() {
        Alert alert = opened("combined", Map.of("points", -0.5, "layer.l1", 3.0));
        assertThat(alert.getGuardRailsAsked()).isEqualTo(RAILS);
        assertThat(alert.getGuardRailsAgreeing()).containsExactly(new GuardRail("points", 1.0));
        assertThat(alert.getReason()).contains("; 1 of 5 guard rails agrees; ");
        assertThat(alert.getOutlyingFeatures())
                .extracting(OutlyingFeature::getFeature)
                .contains("points", "layer.l1");
    }

    @Test
    void saysWhereOnlyTheNetworkNotices() {
        Alert alert = opened("combined", Map.of("layer.l1", 3.0, "layer.l2", -3.0));
        assertThat(alert.getGuardRailsAsked()).isEqualTo(RAILS);
        assertThat(alert.getGuardRailsAgreeing()).isEmpty();
        assertThat(alert.getReason()).contains("; none of 5 guard rails agrees; ");
    }

    @Test
    void saysWhatWasExpectedOfTheJudgedScoreAndWhatItWas() {
        Alert combined = opened("combined", Map.of("points", -0.5));
        assertThat(combined.getExpected())
                .isCloseTo(Math.exp(combined.getBaseline().getLocation()), within(1e-12));
        assertThat(combined.getActual()).isGreaterThan(3 * combined.getExpected());
        assertThat(combined.getActual() / combined.getExpected()).isCloseTo(combined.getDeviation(), within(1e-9));
        Alert eloss = opened("eloss", Map.of());
        assertThat(eloss.getExpected()).as("Eloss of clean frames").isBetween(0.9, 1.1);
        assertThat(eloss.getActual()).as("Eloss of the others").isBetween(4.5, 5.5);
    }

    /** The sensor's own features are not learnt then: the bundle knows its type's. */
    @Test
    void explainsAnAlertOfElossByWhatTheBundleKnowsOfTheType() {
        Alert alert = opened("eloss", Map.of("points", -0.5, "layer.l1", 3.0));
        assertThat(alert.getJudgedBy()).isEqualTo("eloss");
        assertThat(alert.getGuardRailsAgreeing()).containsExactly(new GuardRail("points", 1.0));
        OutlyingFeature points = alert.getOutlyingFeatures().stream()
                .filter(each -> each.getFeature().equals("points"))
                .findFirst()
                .orElseThrow();
        assertThat(points.getExpected()).isCloseTo(60_000, within(1_500.0));
        assertThat(points.getActual()).isCloseTo(60_000 * Math.exp(-0.5), within(1_500.0));
    }

    @Test
    void countsFramesThatShowOrBringNothingNewAmongTheGuardRails() {
        SensorReplay replay = replay();
        for (int n = 0; n < 400; n++) {
            replay.see(frame(n, "eloss", Map.of())
                    .setBlind(n >= 300)
                    .setPayloadHash(SampleScores.hash(Math.min(n, 300)))
                    .build());
        }
        assertThat(opened(replay).getGuardRailsAgreeing())
                .extracting(GuardRail::getName)
                .contains("blind", "repeated");
    }

    /** A score is read from its topic as it was judged: another judge takes nothing of that over. */
    @Test
    void replaysPublishedScoresAsIfTheyHadNeverBeenJudged() {
        JobParameters seeking = JobParameters.of(Map.of("shift.false-alarm-frames", "1000"));
        CalibratedType type = CalibratedType.of(calibration());
        BaselineJudge judge = new BaselineJudge(seeking.liveRules().of(null), (digest, sensorType) -> type);
        JudgedSensor sensor = null;
        SensorReplay fromRaw = replay();
        SensorReplay fromPublished = fromRaw.another();
        for (int n = 0; n < 600; n++) {
            FrameScore raw = frame(n, "combined", n < 300 ? Map.of() : Map.of("points", -0.08))
                    .build();
            BaselineJudge.Verdict verdict = judge.judge(sensor, raw);
            sensor = verdict.sensor();
            fromRaw.see(raw);
            fromPublished.see(verdict.score());
        }
        assertThat(sensor.evidence().up())
                .as("there was something to take over")
                .isPositive();
        fromRaw.end();
        fromPublished.end();
        assertThat(fromPublished.windows()).isEqualTo(fromRaw.windows());
        assertThat(fromPublished.alerts()).isEqualTo(fromRaw.alerts());
    }

    private Alert opened(String judgedBy, Map<String, Double> fault) {
        SensorReplay replay = replay();
        for (int n = 0; n < 400; n++) {
            replay.see(frame(n, judgedBy, n < 300 ? Map.of() : fault)
                    .setEloss(n < 300 || !judgedBy.equals("eloss") ? eloss(0) : eloss(Math.log(5)))
                    .build());
        }
        return opened(replay);
    }

    private double eloss(double ln) {
        return Math.exp(ln + 0.05 * random.nextGaussian());
    }

    private static Alert opened(SensorReplay replay) {
        assertThat(replay.alerts()).as("seed 31").hasSize(1);
        Alert alert = replay.alerts().get(0);
        assertThat(alert.getState()).isEqualTo(AlertState.FIRING);
        assertThat(alert.getStartedAt()).isEqualTo(SampleScores.at(300));
        return alert;
    }

    private SensorReplay replay() {
        JobParameters parameters = JobParameters.of(Map.of());
        CalibratedType type = CalibratedType.of(calibration());
        return new SensorReplay(
                parameters.baseline(),
                parameters.alertRules(),
                (digest, sensorType) -> type,
                parameters.state().retention());
    }

    private FeatureBaseline calibration() {
        List<SortedMap<String, Double>> frames = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            frames.add(clean());
        }
        return FeatureBaseline.of(frames);
    }

    private FrameScore.Builder frame(int number, String judgedBy, Map<String, Double> fault) {
        SortedMap<String, Double> features = clean();
        fault.forEach((name, by) -> features.merge(name, by, Double::sum));
        return SampleScores.frame(number).setJudgedBy(judgedBy).setFeatures(features);
    }

    private SortedMap<String, Double> clean() {
        SortedMap<String, Double> features = new TreeMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            features.put("layer.l" + layer, 2 + 0.1 * random.nextGaussian());
        }
        features.put("points", Math.log(60_000) + 0.02 * random.nextGaussian());
        features.put("isolated_share", 0.3 + 0.01 * random.nextGaussian());
        return features;
    }
}

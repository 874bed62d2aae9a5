package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

/** Sensors of a type that the shipped bundle knows the steps of: what theirs are measured by is state. */
class SuddenStepRestartTest {
    private static final long SEED = 8;
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of());
    private static final String TYPE = "hdl-64e-sim";
    private static final List<String> VEHICLES = List.of("car-1", "car-2", "car-3");
    private static final int FRAMES = 120;
    private static final int STEP_AT = 80;
    private static final int STEPPING_FEATURES = 3;
    private static final double STEP_SPREADS = 8;

    @Test
    void isTheSameStepWhenRestartedAndRescaledBeforeAndAfterItBegan() throws Exception {
        Map<String, List<FrameScore>> undisturbed = run(PARAMETERS, Map.of());
        Map<String, List<FrameScore>> withoutSteps = run(JobParameters.of(Map.of("baseline.steps", "false")), Map.of());
        double threshold = PARAMETERS.alertRules().alert().threshold();
        for (String vehicle : VEHICLES) {
            assertThat(furthest(withoutSteps.get(vehicle)))
                    .as("%s by where it lies, seed %d", vehicle, SEED)
                    .isLessThan(threshold);
            assertThat(furthest(undisturbed.get(vehicle)))
                    .as("%s by how it came there, seed %d", vehicle, SEED)
                    .isGreaterThan(threshold);
        }
        Map<Integer, Integer> restarts = Map.of(30, 2, STEP_AT - 1, 4, STEP_AT + 5, 2, STEP_AT + 9, 1);
        assertThat(run(PARAMETERS, restarts)).as("seed %d", SEED).isEqualTo(undisturbed);
    }

    private static double furthest(List<FrameScore> scores) {
        return scores.stream().mapToDouble(FrameScore::getRobustZ).max().orElseThrow();
    }

    /** @param restarts the parallelism to start anew with, by the number of the frame before which that is */
    private static Map<String, List<FrameScore>> run(JobParameters parameters, Map<Integer, Integer> restarts)
            throws Exception {
        BundleManifest bundle = ModelBundle.manifestOf(parameters.model().bundle());
        FeatureBaseline type = bundle.calibrations().get(TYPE).features();
        Random random = new Random(SEED);
        try (StageRun<FrameScore, FrameScore> run = StageRun.of("baseline", parameters)) {
            for (int n = 0; n < FRAMES; n++) {
                if (restarts.containsKey(n)) {
                    run.restart(restarts.get(n));
                }
                for (String vehicle : VEHICLES) {
                    FrameScore score = SampleScores.frame(vehicle, n)
                            .setSensorType(TYPE)
                            .setModelDigest(bundle.digest())
                            .setJudgedBy("combined")
                            .setFeatures(features(type, n >= STEP_AT, random))
                            .build();
                    run.send(score, SampleScores.millis(score));
                }
                run.watermark(SampleScores.at(n).toEpochMilli());
            }
            return run.output().stream().collect(Collectors.groupingBy(FrameScore::getVehicleId));
        }
    }

    /** Near what they usually are; stepped, those lie elsewhere that differ most between drives for how little they move in one. */
    private static Map<String, Double> features(FeatureBaseline type, boolean stepped, Random random) {
        Map<String, Double> features = new TreeMap<>();
        type.levels()
                .forEach((name, level) ->
                        features.put(name, level.location() + 0.05 * level.spread() * random.nextGaussian()));
        type.steps().levels().keySet().stream()
                .sorted(Comparator.comparingDouble(
                        name -> type.steps().levels().get(name).spread()
                                / type.levels().get(name).spread()))
                .limit(stepped ? STEPPING_FEATURES : 0)
                .forEach(name -> features.merge(
                        name, STEP_SPREADS * type.steps().levels().get(name).spread(), Double::sum));
        return features;
    }
}

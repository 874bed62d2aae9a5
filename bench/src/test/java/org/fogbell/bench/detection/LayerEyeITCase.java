package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;

class LayerEyeITCase {
    private static final long SEED = 77;

    private final Scenes scenes = Scenes.simulated(2, 3, 2, SEED, LidarModel.small());

    @Test
    void makesOfAFrameWhatTheJobsPerceptionDoes() throws Exception {
        try (LoadedBundle loaded = LoadedBundle.open(ModelBundle.named("detector"), ServingOptions.defaults());
                PerceptionModel model = loaded.newModel();
                LayerEye eye = LayerEye.open(loaded.bundle())) {
            for (int frame = 0; frame < scenes.frames(); frame++) {
                Perception expected =
                        model.perceive(List.of(scenes.at(1, frame).frame())).get(0);
                LayerEye.Look look = eye.look(scenes.at(1, frame).frame());
                assertAgrees(look.perception(), expected, "seed " + SEED + ", frame " + frame);
                assertThat(look.inside().pooled()).hasSize(96).doesNotContain(Float.NaN);
                assertThat(look.inside().gramRows()).hasSize(96).doesNotContain(Float.NaN);
                assertThat(look.inside().logits()).hasSize(3);
                double surest = expected.objects().get(0).score();
                float highest = Float.NEGATIVE_INFINITY;
                for (float logit : look.inside().logits()) {
                    highest = Math.max(highest, logit);
                }
                assertThat(1 / (1 + Math.exp(-highest))).isCloseTo(surest, within(1e-5));
            }
        }
    }

    /** The shipped network computes its entropies itself, in float32. */
    private static void assertAgrees(Perception seen, Perception expected, String which) {
        assertThat(seen.objects()).as(which).isEqualTo(expected.objects());
        assertThat(seen.statistics()).as(which).isEqualTo(expected.statistics());
        assertThat(seen.blind()).as(which).isEqualTo(expected.blind());
        assertThat(seen.eloss()).as(which).isCloseTo(expected.eloss(), withinPercentage(0.01));
        for (int block = 0; block < expected.rankProfile().blocks().size(); block++) {
            List<Double> ranks = expected.rankProfile().blocks().get(block).entropies();
            for (int layer = 0; layer < ranks.size(); layer++) {
                assertThat(seen.rankProfile().blocks().get(block).entropies().get(layer))
                        .as(which)
                        .isCloseTo(ranks.get(layer), withinPercentage(0.01));
            }
        }
    }

    @Test
    void takesWhatTheJobIsJudgedByFromTheNetworkItself() throws Exception {
        try (LoadedBundle loaded = LoadedBundle.open(ModelBundle.named("detector"), ServingOptions.defaults());
                PerceptionModel model = loaded.newModel();
                FrameEye eye = FrameEye.open(loaded)) {
            Perception expected =
                    model.perceive(List.of(scenes.at(1, 0).frame())).get(0);
            SeenFrame seen =
                    eye.see(scenes.at(1, 0).frame(), 1, 0, SeenFrame.CLEAN, 0).frame();
            assertThat(seen.features()).isEqualTo(FrameFeatures.of(expected));
            assertThat(seen.eloss()).isEqualTo(expected.eloss());
            assertThat(seen.inside()).isNotNull();
        }
    }

    @Test
    void namesTheScoresThatANetworkWithoutLayersDoesNotAllow() throws Exception {
        SeenFrame whole;
        try (LoadedBundle loaded = LoadedBundle.open(ModelBundle.named("detector"), ServingOptions.defaults());
                FrameEye eye = FrameEye.open(loaded)) {
            whole = eye.see(scenes.at(0, 0).frame(), 0, 0, SeenFrame.CLEAN, 0).frame();
        }
        SeenFrame without = new SeenFrame(
                0,
                0,
                SeenFrame.CLEAN,
                0,
                whole.eloss(),
                whole.ranks(),
                whole.confidence(),
                whole.blind(),
                whole.features(),
                null);
        List<DetectionScore> absent = DetectionScore.all().stream()
                .filter(score -> score.isOf(whole) && !score.isOf(without))
                .toList();
        assertThat(absent)
                .contains(DetectionScore.MDS, DetectionScore.VIM, DetectionScore.GRAM, DetectionScore.ELOSS_KL)
                .doesNotContain(DetectionScore.COMBINED, DetectionScore.ELOSS, DetectionScore.ELOSS_RENYI);
        assertThat(absent).allSatisfy(score -> assertThat(score.lack()).contains("puts out its layers"));
        assertThat(without.features().keySet()).anyMatch(name -> name.startsWith(FrameFeatures.LAYER));
    }
}

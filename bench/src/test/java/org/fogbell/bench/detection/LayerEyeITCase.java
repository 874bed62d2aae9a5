package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.graft.Graft;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                        model.perceive(List.of(scenes.at(1, frame).sweep())).get(0);
                LayerEye.Look look = eye.look(scenes.at(1, frame).sweep());
                assertThat(look.perception())
                        .as("seed %d, frame %d", SEED, frame)
                        .isEqualTo(expected);
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

    @Test
    void namesTheScoresThatABundleWithoutLayersDoesNotAllow(@TempDir Path folder) throws Exception {
        ModelBundle shipped = ModelBundle.named("detector");
        BundleManifest own = shipped.manifest();
        ModelBundle grafted = Graft.write(
                InspectedNetwork.of(shipped.network(), null),
                own.withGraft(Graft.outputs(own.entropy(), 3)),
                Files.createDirectory(folder.resolve("grafted")));
        List<SeenFrame> seen = new ArrayList<>();
        try (LoadedBundle loaded = LoadedBundle.open(grafted, ServingOptions.defaults());
                FrameEye eye = FrameEye.open(loaded)) {
            seen.add(eye.see(scenes.at(0, 0).sweep(), 0, 0, SeenFrame.CLEAN, 0).frame());
        }
        assertThat(LayerEye.canSee(grafted.manifest())).isFalse();
        List<DetectionScore> absent = DetectionScore.all().stream()
                .filter(score -> !score.isOf(seen.get(0)))
                .toList();
        assertThat(absent)
                .contains(DetectionScore.MDS, DetectionScore.VIM, DetectionScore.GRAM, DetectionScore.ELOSS_KL)
                .doesNotContain(DetectionScore.COMBINED, DetectionScore.ELOSS, DetectionScore.ELOSS_RENYI);
        assertThat(absent).allSatisfy(score -> assertThat(score.lack()).contains("puts out its layers"));
        assertThat(seen.get(0).features().keySet()).anyMatch(name -> name.startsWith(FrameFeatures.LAYER));
        assertThat(own.entropy()).as("so Eloss is the published code's").isEqualTo(LayerEntropy.RADIUS);
    }
}

package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenFramesITCase {
    private static final long SEED = 515;

    @Test
    void scenesThatAreKeptAreNotSeenAgainAndAreTheSame(@TempDir Path folder) throws Exception {
        ModelBundle bundle = ModelBundle.named("detector");
        DetectionPlan plan = new DetectionPlan(
                List.of(FaultKind.of(CorruptionKind.DENSITY), UnseenFault.GHOSTS), List.of(4), 8, 2, 3, 2, SEED);
        AtomicInteger simulated = new AtomicInteger();
        Scenes few = counting(Scenes.simulated(2, plan.sceneFrames(), 2, SEED, LidarModel.small()), simulated);
        SeenFrames first = SeenFrames.of(bundle, few, plan, folder, 1, done -> {});
        assertThat(simulated).hasValue(2 * plan.sceneFrames());
        assertThat(first.frames()).hasSize(2 * plan.sceneFrames() + 2 * 3);
        assertThat(first.precisionLost()).containsOnlyKeys("density:4", "ghosts:4");

        Scenes more = counting(Scenes.simulated(4, plan.sceneFrames(), 2, SEED, LidarModel.small()), simulated);
        assertThat(more.source()).isEqualTo(few.source());
        AtomicInteger told = new AtomicInteger();
        SeenFrames again = SeenFrames.of(bundle, more, plan, folder, 2, told::set);
        assertThat(simulated).as("two scenes were new").hasValue(4 * plan.sceneFrames());
        assertThat(again.frames().subList(0, first.frames().size()))
                .as("seed %d", SEED)
                .usingRecursiveComparison()
                .isEqualTo(first.frames());
        assertThat(told).hasValue(again.frames().size());
    }

    private static Scenes counting(Scenes scenes, AtomicInteger count) {
        return new Scenes(
                scenes.count(), scenes.tested(), scenes.frames(), scenes.images(), scenes.source(), (scene, frame) -> {
                    count.incrementAndGet();
                    return scenes.at(scene, frame);
                });
    }
}

package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.fogbell.models.perception.FrameFeatures;
import org.junit.jupiter.api.Test;

class PooledDistancesTest {
    private static List<SeenFrame> scene(int scene, double at) {
        List<SeenFrame> frames = new ArrayList<>();
        for (int frame = 0; frame < 20; frame++) {
            frames.add(frame(scene, frame, at + Math.sin(frame)));
        }
        return frames;
    }

    private static SeenFrame frame(int scene, int frame, double mean) {
        return new SeenFrame(
                scene, frame, SeenFrame.CLEAN, 0, 1, List.of(), 0, false, new TreeMap<>(), List.of(mean), null);
    }

    private static double distance(SeenFrame frame) {
        return FrameFeatures.raw(FrameFeatures.POOLED, frame.features().getOrDefault(FrameFeatures.POOLED, Double.NaN));
    }

    @Test
    void aSceneThatCalibratesIsComparedWithTheOthers() {
        List<SeenFrame> calibration = new ArrayList<>();
        for (int scene = 0; scene < 5; scene++) {
            calibration.addAll(scene(scene, scene == 4 ? 100 : 0));
        }
        PooledDistances distances = PooledDistances.of(calibration);
        List<SeenFrame> scenes = distances.ofScenes(calibration);
        assertThat(distance(scenes.get(99))).as("far from the others").isGreaterThan(50);
        assertThat(distance(distances.ofDrive(calibration).get(99)))
                .as("a drive under the same number is another")
                .isLessThan(10);
    }

    @Test
    void framesOfABundleThatPoolsNothingStay() {
        List<SeenFrame> seen = TestFrames.of(4, 3, (kind, severity) -> new double[2]);
        PooledDistances none = PooledDistances.of(SeenScenes.calibration(seen));
        assertThat(none.ofScenes(seen)).isEqualTo(seen);
        assertThat(none.ofDrive(seen)).isEqualTo(seen);
        assertThat(DetectionScore.COMBINED_WITHOUT_POOLED.isOf(seen.get(0))).isFalse();
    }
}

package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.models.simulation.SimulatedFrame;
import org.junit.jupiter.api.Test;

/** The detector that comes with the program, on a world that it has not seen. */
class ShippedDetectorITCase {
    private static final int MAX_BYTES = 8_000_000;
    private static final double NEAR_METRES = 30;

    @Test
    void findsMostNearCarsAheadInANewWorld() throws IOException {
        ModelBundle bundle = ModelBundle.named("detector");
        assertThat(Files.size(bundle.network())).isLessThan(MAX_BYTES);
        assertThat(bundle.manifest().provenance().trained()).isTrue();
        assertThat(bundle.manifest().label()).contains("trained on simulated drives");
        int cars = 0;
        int found = 0;
        SimulatedDrive drive = SimulatedDrive.of(DriveConfig.defaults()
                .withSeed(77_000)
                .withVehicles(1)
                .withFrames(12, 0.5)
                .withLidar(LidarModel.hdl64()));
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            for (int i = 0; i < drive.frames(); i++) {
                SimulatedFrame frame = drive.frame(0, i);
                var objects =
                        model.perceive(java.util.List.of(frame.sweep())).get(0).objects();
                for (var label : frame.labels()) {
                    Box3d box = drive.calibration().box(label);
                    if (label.type().equals("Car")
                            && label.occlusion() == 0
                            && Math.hypot(box.x(), box.y()) < NEAR_METRES) {
                        cars++;
                        found += objects.stream()
                                        .anyMatch(object -> object.type() == ObjectClass.CAR
                                                && RotatedBoxes.birdsEyeIou(object.box(), box) > 0.5)
                                ? 1
                                : 0;
                    }
                }
            }
        }
        assertThat(cars).isGreaterThan(10);
        assertThat(found).as("of %d cars", cars).isGreaterThan(cars / 2);
    }
}

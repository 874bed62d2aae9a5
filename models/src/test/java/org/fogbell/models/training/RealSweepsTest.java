package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.ObjectClass;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dataset and the evaluation on labelled scans of a real sensor. */
class RealSweepsTest {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("FOGBELL_DATA", "../../shared/data"))
            .resolve("kitti");

    @BeforeEach
    void skipWithoutData() {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "skipped: no data at " + DATA);
    }

    @Test
    void theCamerasViewHoldsTheWholeScanThatWasCutToIt() throws IOException {
        SweepDataset val = SweepDataset.open(List.of(DATA), "val");
        assertThat(val.size()).isEqualTo(20);
        LabelledSweep sweep = val.sweep(0);
        long points = Files.size(DATA.resolve("training/velodyne/001110.bin")) / 16;
        assertThat(sweep.training().points().size() / (double) points).isBetween(0.95, 1.0);
        assertThat(sweep.droppedPoints()).isZero();
    }

    @Test
    void theLabelsThemselvesAreAPerfectDetection() throws IOException {
        SweepDataset val = SweepDataset.open(List.of(DATA), "val");
        List<EvaluatedSweep> sweeps = new ArrayList<>();
        for (int i = 0; i < val.size(); i++) {
            LabelledSweep sweep = val.sweep(i);
            sweeps.add(sweep.evaluated(sweep.labels().stream()
                    .filter(label -> label.type().equals("Car") || label.type().equals("Cyclist"))
                    .map(label -> new DetectedObject(
                            label.type().equals("Car") ? ObjectClass.CAR : ObjectClass.CYCLIST,
                            sweep.calibration().box(label),
                            0.5))
                    .toList()));
        }
        Map<String, Double> percent = AveragePrecision.of(sweeps).percent();
        assertThat(percent.get("car.bev_050_moderate")).isCloseTo(100, within(1e-9));
        assertThat(percent.get("cyclist.3d_050_hard")).isCloseTo(100, within(1e-9));
    }
}

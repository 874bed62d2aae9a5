package org.fogbell.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.LidarModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanDrivesITCase {
    private static final long SEED = 606;

    @Test
    void countsTheSameFalseAlarmsHoweverManyDriveAtOnce(@TempDir Path folder) throws Exception {
        ModelBundle bundle = ModelBundle.named("detector");
        Scenes scenes = Scenes.simulated(2, 20, 2, SEED, LidarModel.small());
        DetectionPlan plan =
                new DetectionPlan(List.of(FaultKind.of(CorruptionKind.NONE)), List.of(1), 10, 5, 5, 2, SEED);
        List<MeasuredBaseline> calibrated = MeasuredBaseline.all(
                SeenScenes.calibration(
                        SeenFrames.of(bundle, scenes, plan, null, 1, done -> {}).frames()),
                plan.rate());
        CleanDrives drives = new CleanDrives(3, 24, 2, SEED, LidarModel.small(), false);
        AtomicInteger shown = new AtomicInteger();
        // So low that a clean drive alarms.
        List<Double> thresholds = List.of(0.01, 3.0, 1e6);
        Function<List<SeenFrame>, CleanRun> reading = drive -> CleanRun.of(drive, calibrated, thresholds, 2);
        List<CleanRun> each = drives.each(bundle, null, 1, done -> {}, reading);
        assertThat(drives.each(bundle, folder, 3, shown::set, reading))
                .as("seed %d", SEED)
                .isEqualTo(each);
        Path kept = onlyFolderOf(folder);
        assertThat(kept).isDirectoryContaining("glob:**2.json.gz");
        FileTime written = Files.getLastModifiedTime(kept.resolve("2.json.gz"));
        assertThat(drives.each(bundle, folder, 1, done -> {}, reading))
                .as("from what was kept")
                .isEqualTo(each);
        assertThat(Files.getLastModifiedTime(kept.resolve("2.json.gz"))).isEqualTo(written);
        assertThat(shown).hasValue(drives.allFrames());
        CleanRun all = each.stream().reduce(CleanRun.NONE, CleanRun::and);
        assertThat(all.falseAlarms()).containsOnlyKeys(StreamMeasure.values()).allSatisfy((measure, counts) -> {
            assertThat(counts.get(0.01)).isPositive();
            assertThat(counts.get(1e6)).isZero();
            assertThat(counts.get(3.0)).isLessThanOrEqualTo(counts.get(0.01));
        });
        assertThat(all.hours()).isCloseTo(drives.hours(), within(1e-12));
        assertThat(drives.hours()).isCloseTo(3 * 12 / 3_600.0, within(1e-12));
    }

    private static Path onlyFolderOf(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findFirst().orElseThrow();
        }
    }

    @Test
    void drivesAtLeastAsLongAsAskedFor() {
        assertThat(CleanDrives.of(1, 5, 2, SEED, LidarModel.small(), false).drives())
                .isEqualTo(12);
        CleanDrives hour = CleanDrives.of(1, 60, 2, SEED, LidarModel.small(), false);
        assertThat(hour.drives()).isOne();
        assertThat(hour.frames()).isEqualTo(7_200);
        assertThatThrownBy(() -> CleanDrives.of(1, 0, 2, SEED, LidarModel.small(), false))
                .hasMessageContaining("at least one frame, got 0.0 minutes");
        assertThat(CleanDrives.of(0.51, 5, 2, SEED, LidarModel.small(), false).hours())
                .isGreaterThanOrEqualTo(0.51);
        assertThat(CleanDrives.of(0, 5, 2, SEED, LidarModel.small(), true).allFrames())
                .isZero();
    }
}

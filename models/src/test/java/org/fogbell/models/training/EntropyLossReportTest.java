package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntropyLossReportTest {
    @TempDir
    Path folder;

    private void trial(double weight, long seed, double car, double factor) throws IOException {
        Path trial =
                Files.createDirectories(folder.resolve("runs").resolve(EntropyLossTrial.name("drives", weight, seed)));
        AveragePrecision precision = new AveragePrecision(new TreeMap<>(Map.of("car.bev_050_moderate", car)));
        LearningCurve curve = new LearningCurve(
                List.of(new EpochResult(1, 10, 0.1, 2, 0, 1, null), new EpochResult(2, 10, 0.1, 1, 0, 1, precision)));
        Files.writeString(trial.resolve("curve.csv"), curve.csv());
        Files.writeString(
                trial.resolve("sensitivity.csv"),
                EntropyLossTrial.HEADING + "drives," + weight + "," + seed + ",fog,3,10," + factor
                        + ",2.5,0.75,0.875\n");
    }

    @Test
    void givesMeanAndDeviationOverTheSeedsThatWereRun() throws IOException {
        trial(0, 0, 40, 1);
        trial(0, 1, 44, 3);
        trial(1, 0, 50, 8);
        EntropyLossReport report = EntropyLossReport.of(folder, List.of("drives", "other"), List.of(0.0, 1.0), 5);
        String text = report.markdown();
        assertThat(text)
                .contains("| 0.0 | 2 | 10.0 | car.bev_050_moderate | 2: 42.00 ± 2.83; |")
                .contains("| 1.0 | 1 | 10.0 | car.bev_050_moderate | 2: 50.00; |")
                .contains("| fog:3 | 0.0 | 2.00 ± 1.41 | 2.50 ± 0.00 | 0.75 ± 0.00 | 0.88 ± 0.00 |")
                .contains("| all | 1.0 | 8.00 |")
                .doesNotContain("other");
        report.write(folder);
        assertThat(folder.resolve("sensitivity.csv")).content().hasLineCount(4);
        assertThat(folder.resolve("curves.csv")).content().hasLineCount(7);
        assertThat(folder.resolve("curves.png")).isNotEmptyFile();
        assertThat(folder.resolve("tables.md")).hasContent(text);
    }

    @Test
    void isEmptyBeforeTheFirstTrial() throws IOException {
        assertThat(EntropyLossReport.of(folder, List.of("drives"), List.of(0.0), 5)
                        .markdown())
                .isEmpty();
    }
}

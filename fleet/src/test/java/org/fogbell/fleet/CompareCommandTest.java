package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    Path folder;

    @Test
    void findsNoDistanceBetweenARecordingAndItself() throws IOException {
        Path sweeps = circles("a", 10, 10);
        Shell done = Shell.run("compare", "--frames", sweeps, "--with", sweeps);
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.out())
                .contains("| sweeps | 2 | 2 | | |")
                .contains("| points a sweep | 800 | 800 | | |")
                .contains("| median range in m | 10.05 | 10.05 | 0.000 | 0.000 |");
    }

    @Test
    void showsHowTheRangesAreDistributed() throws IOException {
        Shell done = Shell.run("compare", "--frames", circles("near", 10, 20), "--with", circles("far", 30, 30));
        assertThat(done.out())
                .containsPattern("range in m, near \\| 10.05 \\| 10.05 \\| (10.05|20.02) \\| 20.02 \\| 20.02 ")
                .contains("| range in m, far | 30.02 | 30.02 | 30.02 | 30.02 | 30.02 |");
    }

    @Test
    void takesSweepsFromTheWholeRecording() throws IOException {
        Path both = circles("both", 10, 20);
        Shell done = Shell.run("compare", "--frames", both, "--with", circles("one", 10, 10), "--limit", 1);
        assertThat(done.out())
                .contains("| sweeps | 1 | 1 | | |", "| median range in m | 10.05 | 10.05 | 0.000 | 0.000 |");
    }

    @Test
    void saysWhatWasExpected() throws IOException {
        Path sweeps = circles("a", 10, 10);
        assertThat(Shell.run("compare", "--frames", sweeps, "--with", sweeps, "--limit", 0)
                        .err())
                .contains("--limit", "got 0");
        assertThat(Shell.run("compare", "--frames", sweeps, "--with", folder.resolve("none"))
                        .err())
                .contains("none", "nothing of that name");
    }

    /** Two sweeps of 8 rings around the sensor. */
    private Path circles(String name, double firstMetres, double secondMetres) throws IOException {
        Path sweeps = Files.createDirectory(folder.resolve(name));
        Files.writeString(sweeps.resolve("0.csv"), circle(firstMetres));
        Files.writeString(sweeps.resolve("1.csv"), circle(secondMetres));
        return sweeps;
    }

    private static String circle(double metres) {
        StringBuilder lines = new StringBuilder();
        for (int ring = 0; ring < 8; ring++) {
            for (int shot = 0; shot < 100; shot++) {
                double azimuth = 2 * Math.PI * (shot + 0.5) / 100;
                lines.append(metres * Math.cos(azimuth))
                        .append(',')
                        .append(metres * Math.sin(azimuth))
                        .append(',');
                lines.append(ring < 4 ? 1 : -1).append(",0.5\n");
            }
        }
        return lines.toString();
    }
}

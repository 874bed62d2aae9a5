package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.frame.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanTimesTest {
    private static final int[] EVERY_SECOND = {0, 2, 4, 6};

    @TempDir
    Path folder;

    @Test
    void followFromThePaceWithAnHourBetweenDrives() throws IOException {
        Recording recording = recording(false);
        assertThat(CleanTimes.of(recording, EVERY_SECOND, 10.0, null)).containsExactly(0, 200_000, 400_000, 600_000);
        assertThat(CleanTimes.of(recording, EVERY_SECOND, 4.0, 3))
                .containsExactly(0, 500_000, 3_601_000_000L, 7_201_500_000L);
    }

    @Test
    void areThoseOfTheRecordingWhereNothingIsSaid() throws IOException {
        assertThat(CleanTimes.of(recording(true), new int[] {0, 3}, null, null))
                .containsExactly(1_317_024_000_000_000L, 1_317_024_000_300_000L);
    }

    @Test
    void areThoseThatAreSaidWhereTheRecordingSaysOthers() throws IOException {
        assertThat(CleanTimes.of(recording(true), new int[] {0, 3}, 1.0, null)).containsExactly(0, 3_000_000);
    }

    @Test
    void areNoneWhereNobodyKnows() throws IOException {
        assertThat(CleanTimes.of(recording(false), EVERY_SECOND, null, null)).isEmpty();
    }

    private Recording recording(boolean timed) throws IOException {
        Path data = Files.createDirectories(folder.resolve("velodyne_points/data"));
        StringBuilder times = new StringBuilder();
        for (int n = 0; n < 8; n++) {
            Files.write(data.resolve(String.format("%010d.bin", n)), new byte[16]);
            times.append("2011-09-26 08:00:00.").append(n).append("00000000\n");
        }
        if (timed) {
            Files.writeString(folder.resolve("velodyne_points/timestamps.txt"), times);
        }
        return Recording.open(folder, Recording.Format.AUTO);
    }
}

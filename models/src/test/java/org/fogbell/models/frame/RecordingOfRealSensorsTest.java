package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.frame.Recording.Format;
import org.junit.jupiter.api.Test;

class RecordingOfRealSensorsTest {
    @Test
    void readsTheKittiObjectFrames() throws IOException {
        Recording recording = Recording.open(folder("kitti"), Format.AUTO);
        assertThat(recording.format()).isEqualTo(Format.KITTI_OBJECT);
        assertThat(recording.size()).isEqualTo(141);
        Recording drive = recording.from("001000");
        assertThat(drive.size()).isEqualTo(130);
        assertThat(((PointCloud) drive.read(0)).size()).isBetween(15_000, 25_000);
    }

    @Test
    void readsTheWholeKittiRawSweeps() throws IOException {
        Recording recording = Recording.open(folder("kitti_raw"), Format.AUTO);
        assertThat(recording.format()).isEqualTo(Format.KITTI_RAW);
        assertThat(recording.size()).isEqualTo(14);
        for (int i = 0; i < recording.size(); i++) {
            PointCloud sweep = (PointCloud) recording.read(i);
            assertThat(sweep.size()).isBetween(115_000, 130_000);
            assertThat(recording.bytes(i)).hasSize(16 * sweep.size());
            assertUnitIntensity(sweep);
        }
    }

    @Test
    void readsRadiatesSweepsInFog() throws IOException {
        Recording recording = Recording.open(folder("radiate_fog"), Format.AUTO);
        assertThat(recording.format()).isEqualTo(Format.CSV);
        assertThat(recording.size()).isEqualTo(10);
        PointCloud sweep = (PointCloud) recording.read(0);
        assertThat(sweep.x(0)).isEqualTo(-0.45903f);
        assertThat(sweep.size()).isGreaterThan(20_000);
        assertUnitIntensity(sweep);
    }

    @Test
    void readsPhotographsOfClearAndFoggyRoads() throws IOException {
        for (String name :
                new String[] {"camera/clear", "camera/fog", "radiate_fog/zed_left", "kitti_pairs/image_02"}) {
            Recording recording = Recording.open(folder(name), Format.IMAGE);
            for (int i = 0; i < recording.size(); i++) {
                CameraImage image = (CameraImage) recording.read(i);
                assertThat(image.width()).as("%s %s", name, recording.name(i)).isGreaterThan(100);
            }
        }
    }

    private static void assertUnitIntensity(PointCloud sweep) {
        double highest = 0;
        for (int i = 0; i < sweep.size(); i++) {
            highest = Math.max(highest, sweep.intensity(i));
            assertThat(sweep.intensity(i)).isNotNegative();
        }
        assertThat(highest).isGreaterThan(0.1).isLessThanOrEqualTo(1);
    }

    private static Path folder(String name) {
        String configured = System.getenv("FOGBELL_DATA");
        Path folder = (configured == null ? Path.of("../../shared/data") : Path.of(configured)).resolve(name);
        assumeTrue(Files.isDirectory(folder), "skipped: no data at " + folder);
        return folder;
    }
}

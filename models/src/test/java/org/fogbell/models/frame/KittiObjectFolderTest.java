package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KittiObjectFolderTest {
    private static final PointCloud SWEEP = new PointCloud(new float[] {1, 2, 3, 0.5f, -4, 5, 6, 1});
    private static final KittiCalibration CALIBRATION = KittiCalibration.ahead(8, 4);
    private static final ObjectLabel LABEL =
            CALIBRATION.label("Car", new Box3d(10, 1, -1, 4, 2, 1.5, 0.3), 0.1, 1, 1, 2, 3, 4);

    @TempDir
    private Path scratch;

    private Path written() throws IOException {
        Path target = scratch.resolve("deep/dataset");
        try (KittiObjectWriter writer = KittiObjectWriter.into(target)) {
            CameraImage image = new CameraImage(8, 4, new byte[8 * 4 * 3]);
            assertThat(writer.add("train", SWEEP, List.of(LABEL), CALIBRATION, image))
                    .isEqualTo("000000");
            assertThat(writer.add("val", PointCloud.EMPTY, List.of(), CALIBRATION, null))
                    .isEqualTo("000001");
            writer.finish();
        }
        return target;
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        KittiObjectFolder folder = KittiObjectFolder.open(written());
        assertThat(folder.frames()).containsExactly("000000", "000001");
        assertThat(folder.split("train")).containsExactly("000000");
        assertThat(folder.split("val")).containsExactly("000001");
        assertThat(folder.sweep("000000").xyzi()).isEqualTo(SWEEP.xyzi());
        assertThat(folder.sweep("000001").size()).isZero();
        assertThat(folder.labels("000000")).hasSize(1);
        assertThat(folder.labels("000000").get(0).cameraZ()).isCloseTo(LABEL.cameraZ(), within(1e-4));
        assertThat(folder.calibration("000000").project(9, 1, 0))
                .containsExactly(CALIBRATION.project(9, 1, 0), within(1e-9));
        assertThat(folder.hasImage("000000")).isTrue();
        assertThat(folder.hasImage("000001")).isFalse();
        assertThat(folder.image("000000").width()).isEqualTo(8);
    }

    @Test
    void leavesNothingBehindWhenItIsNotFinished() throws IOException {
        Path target = scratch.resolve("dataset");
        try (KittiObjectWriter writer = KittiObjectWriter.into(target)) {
            writer.add("train", SWEEP, List.of(), CALIBRATION, null);
        }
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void nothingIsSeenUnderTheTargetsNameBeforeTheEnd() throws IOException {
        Path target = scratch.resolve("dataset");
        try (KittiObjectWriter writer = KittiObjectWriter.into(target)) {
            writer.add("train", SWEEP, List.of(), CALIBRATION, null);
            assertThat(target).doesNotExist();
            writer.finish();
            assertThat(target).isDirectory();
        }
        assertThat(KittiObjectFolder.open(target).frames()).hasSize(1);
    }

    @Test
    void doesNotTouchAFolderWithContent() throws IOException {
        Path target = Files.createDirectory(scratch.resolve("mine"));
        KittiObjectWriter.into(target).close();
        Files.writeString(target.resolve("precious.txt"), "x");
        assertThatThrownBy(() -> KittiObjectWriter.into(target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mine")
                .hasMessageContaining("empty folder");
        assertThat(target.resolve("precious.txt")).hasContent("x");
    }

    @Test
    void anEmptyFolderMayBecomeTheDataset() throws IOException {
        Path target = Files.createDirectory(scratch.resolve("dataset"));
        try (KittiObjectWriter writer = KittiObjectWriter.into(target)) {
            writer.add("train", SWEEP, List.of(), CALIBRATION, null);
            writer.finish();
        }
        assertThat(KittiObjectFolder.open(target).frames()).containsExactly("000000");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> KittiObjectFolder.open(scratch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("velodyne")
                .hasMessageContaining("got none");
        Path root = written();
        Files.writeString(root.resolve("training/label_2/000007.txt"), "");
        assertThatThrownBy(() -> KittiObjectFolder.open(root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("000007.txt")
                .hasMessageContaining("000007.bin");
        Files.delete(root.resolve("training/label_2/000007.txt"));
        Files.delete(root.resolve("training/calib/000001.txt"));
        KittiObjectFolder folder = KittiObjectFolder.open(root);
        assertThatThrownBy(() -> folder.calibration("000001"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("calib")
                .hasMessageContaining("000001.txt");
        assertThatThrownBy(() -> folder.split("test"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("test.txt");
    }

    @Test
    void saysWhatIsBroken() throws IOException {
        Path root = written();
        Files.write(root.resolve("training/velodyne/000000.bin"), new byte[17]);
        Files.writeString(root.resolve("training/label_2/000000.txt"), "\nCar 1 2\n");
        Files.writeString(root.resolve("ImageSets/train.txt"), "000000\n000009\n");
        KittiObjectFolder folder = KittiObjectFolder.open(root);
        assertThatThrownBy(() -> folder.sweep("000000"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("000000.bin")
                .hasMessageContaining("17 bytes");
        assertThatThrownBy(() -> folder.labels("000000"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("000000.txt line 2");
        assertThatThrownBy(() -> folder.split("train"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("train.txt line 2")
                .hasMessageContaining("000009");
    }

    @Test
    void realLabelsLieAroundRealPoints() throws IOException {
        String named = System.getenv("FOGBELL_DATA");
        Path data = Path.of(named == null ? "../../shared/data" : named).resolve("kitti");
        assumeTrue(Files.isDirectory(data), "skipped: no data at " + data);
        KittiObjectFolder folder = KittiObjectFolder.open(data);
        int boxes = 0;
        for (String frame : folder.frames().subList(0, 40)) {
            PointCloud sweep = folder.sweep(frame);
            KittiCalibration calibration = folder.calibration(frame);
            for (ObjectLabel label : folder.labels(frame)) {
                if (label.type().equals("Car") && label.occlusion() == 0 && label.cameraZ() < 25) {
                    assertThat(inside(sweep, calibration.box(label)))
                            .as("%s %s", frame, label)
                            .isGreaterThan(30);
                    boxes++;
                }
            }
        }
        assertThat(boxes).isGreaterThan(5);
    }

    private static int inside(PointCloud cloud, Box3d box) {
        int inside = 0;
        for (int point = 0; point < cloud.size(); point++) {
            double x = cloud.x(point) - box.x();
            double y = cloud.y(point) - box.y();
            double along = x * Math.cos(box.yaw()) + y * Math.sin(box.yaw());
            double across = y * Math.cos(box.yaw()) - x * Math.sin(box.yaw());
            boolean in = Math.abs(along) < box.length() / 2
                    && Math.abs(across) < box.width() / 2
                    && Math.abs(cloud.z(point) - box.z()) < box.height() / 2;
            inside += in ? 1 : 0;
        }
        return inside;
    }
}

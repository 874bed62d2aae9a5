package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KittiCalibrationTest {
    /** A camera that is shifted and a little turned against the LiDAR, with a projection that is shifted too. */
    private static final List<String> TILTED = List.of(
            "P0: 700 0 600 0 0 700 180 0 0 0 1 0",
            "P2: 700 0 600 45 0 700 180 0.2 0 0 1 0.003",
            "R0_rect: 1 0 0 0 1 0 0 0 1",
            "Tr_velo_to_cam: 0.0075 -0.99997 -0.0006 -0.004 0.0148 0.0007 -0.99989 -0.076 0.99986 0.0075 0.0148 -0.27",
            "Tr_imu_to_velo: 1 0 0 0 0 1 0 0 0 0 1 0");

    @Test
    void aPointStraightAheadIsSeenInTheMiddle() {
        double[] pixel = KittiCalibration.ahead(1242, 375).project(10.27, 0, -0.08);
        assertThat(pixel).containsExactly(new double[] {621, 375 * 0.46, 10}, within(1e-9));
    }

    @Test
    void projectionFollowsThePinhole() {
        double[] pixel = KittiCalibration.ahead(1242, 375).project(10.27, 2, 0.92);
        assertThat(pixel[0]).isCloseTo(621 - 721.5377 * 2 / 10, within(1e-9));
        assertThat(pixel[1]).isCloseTo(375 * 0.46 - 721.5377 / 10, within(1e-9));
    }

    @Test
    void backProjectionUndoesProjection() throws IOException {
        KittiCalibration calibration = KittiCalibration.parse(TILTED, "calib");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            double x = random.nextDouble(2, 60);
            double y = random.nextDouble(-20, 20);
            double z = random.nextDouble(-2, 4);
            double[] pixel = calibration.project(x, y, z);
            assertThat(calibration.backProject(pixel[0], pixel[1], pixel[2]))
                    .containsExactly(new double[] {x, y, z}, within(1e-6));
            double[] camera = calibration.toCamera(x, y, z);
            assertThat(calibration.toLidar(camera[0], camera[1], camera[2]))
                    .containsExactly(new double[] {x, y, z}, within(1e-9));
        }
    }

    @Test
    void boxesAndLabelsAreTheSameThing() throws IOException {
        KittiCalibration calibration = KittiCalibration.parse(TILTED, "calib");
        for (double yaw = -3; yaw < 3; yaw += 0.37) {
            Box3d box = new Box3d(20, -3, -0.9, 4, 1.7, 1.5, yaw);
            Box3d again = calibration.box(calibration.label("Car", box, 0, 0, 1, 2, 3, 4));
            assertThat(again.x()).as("yaw %f", yaw).isCloseTo(box.x(), within(0.02));
            assertThat(again.y()).as("yaw %f", yaw).isCloseTo(box.y(), within(0.02));
            assertThat(again.z()).as("yaw %f", yaw).isCloseTo(box.z(), within(0.02));
            assertThat(Math.IEEEremainder(again.yaw() - yaw, 2 * Math.PI))
                    .as("yaw %f", yaw)
                    .isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void aCarThatDrivesAheadHasKittisAngles() {
        Box3d box = new Box3d(20.27, 0, -0.93, 4, 1.7, 1.5, 0);
        ObjectLabel label = KittiCalibration.ahead(1242, 375).label("Car", box, 0, 0, 1, 2, 3, 4);
        assertThat(label.rotationY()).isCloseTo(-Math.PI / 2, within(1e-12));
        assertThat(label.alpha()).isCloseTo(-Math.PI / 2, within(1e-12));
        assertThat(label.cameraZ()).isCloseTo(20, within(1e-12));
        assertThat(label.cameraY()).isCloseTo(0.93 - 0.08 + 0.75, within(1e-12));
    }

    @Test
    void writesWhatItReads() throws IOException {
        KittiCalibration calibration = KittiCalibration.parse(TILTED, "calib");
        KittiCalibration again =
                KittiCalibration.parse(calibration.format().lines().toList(), "again");
        assertThat(again.project(12, 3, 1)).containsExactly(calibration.project(12, 3, 1), within(1e-9));
        assertThat(calibration.format()).contains("P0: ", "P3: ", "Tr_imu_to_velo: ");
    }

    @Test
    void saysWhatIsMissingOrWrong() {
        assertThatThrownBy(() -> KittiCalibration.parse(TILTED.subList(0, 3), "c.txt"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("c.txt")
                .hasMessageContaining("'Tr_velo_to_cam:' with 12 numbers, got none");
        assertThatThrownBy(() -> KittiCalibration.parse(List.of("P2: 1 2 x"), "c.txt"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("c.txt line 1")
                .hasMessageContaining("'x'");
        List<String> flat = List.of(
                "P2: 0 0 0 0 0 0 0 0 0 0 0 0", "R0_rect: 1 0 0 0 1 0 0 0 1", "Tr_velo_to_cam: 1 0 0 0 0 1 0 0 0 0 1 0");
        assertThatThrownBy(() -> KittiCalibration.parse(flat, "c.txt"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("inverted");
    }
}

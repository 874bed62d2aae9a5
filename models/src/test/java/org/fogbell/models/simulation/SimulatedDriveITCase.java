package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class SimulatedDriveITCase {
    private static final DriveConfig CONFIG = DriveConfig.defaults().withFrames(40, 2);

    private static long digest(SimulatedFrame frame) {
        CRC32 crc = new CRC32();
        float[] xyzi = frame.sweep().xyzi();
        ByteBuffer bytes = ByteBuffer.allocate(xyzi.length * 4);
        bytes.asFloatBuffer().put(xyzi);
        crc.update(bytes.array());
        for (ObjectLabel label : frame.labels()) {
            for (byte letter : label.format().getBytes(StandardCharsets.US_ASCII)) {
                crc.update(letter);
            }
        }
        return crc.getValue();
    }

    @Test
    void theSameSeedGivesTheSameBytesInAnyOrderAndOnAnyThread() throws Exception {
        SimulatedDrive drive = SimulatedDrive.of(CONFIG);
        List<Long> forward = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            forward.add(digest(drive.frame(i % 3, i)));
        }
        SimulatedDrive again = SimulatedDrive.of(CONFIG);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Long>> backward = new ArrayList<>();
            for (int i = 5; i >= 0; i--) {
                int frame = i;
                Callable<Long> task = () -> digest(again.frame(frame % 3, frame));
                backward.add(threads.submit(task));
            }
            for (int i = 0; i < 6; i++) {
                assertThat(backward.get(5 - i).get()).as("frame %d", i).isEqualTo(forward.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** No machine, compiler or thread may change these; every change of the simulation does. */
    @Test
    void theBytesArePinned() {
        SimulatedDrive drive = SimulatedDrive.of(CONFIG);
        assertThat(digest(drive.frame(0, 0))).isEqualTo(1907161318L);
        assertThat(digest(drive.frame(2, 17))).isEqualTo(2911921856L);
    }

    @Test
    void anotherSeedIsAnotherWorldAndAnotherFrameIsOther() {
        SimulatedDrive drive = SimulatedDrive.of(CONFIG);
        long first = digest(drive.frame(0, 0));
        assertThat(digest(drive.frame(0, 1))).isNotEqualTo(first);
        assertThat(digest(drive.frame(1, 0))).isNotEqualTo(first);
        assertThat(digest(SimulatedDrive.of(CONFIG.withSeed(2)).frame(0, 0))).isNotEqualTo(first);
    }

    @Test
    void pointsLieWithinTheBoxesTheyAreCountedFor() {
        for (RoadKind road : RoadKind.values()) {
            SimulatedFrame frame =
                    SimulatedDrive.of(CONFIG.withRoad(road, 1).withSeed(7)).frame(0, 3);
            for (LabelledObject object : frame.objects()) {
                boolean near = Math.hypot(object.box().x(), object.box().y()) > 6;
                if (near && object.points() >= 10) {
                    double delay =
                            Math.abs(Math.atan2(object.box().y(), object.box().x())) / (2 * Math.PI) * 0.1;
                    int inside = inside(frame.sweep(), object.box(), 0.4 + 60 * delay);
                    assertThat(inside).as("%s %s", road, object).isGreaterThanOrEqualTo(object.points() * 9 / 10);
                }
            }
        }
    }

    private static int inside(PointCloud cloud, Box3d box, double margin) {
        double cos = Math.cos(box.yaw());
        double sin = Math.sin(box.yaw());
        int inside = 0;
        for (int point = 0; point < cloud.size(); point++) {
            double x = cloud.x(point) - box.x();
            double y = cloud.y(point) - box.y();
            boolean in = Math.abs(x * cos + y * sin) < box.length() / 2 + margin
                    && Math.abs(y * cos - x * sin) < box.width() / 2 + margin
                    && Math.abs(cloud.z(point) - box.z()) < box.height() / 2 + margin;
            inside += in ? 1 : 0;
        }
        return inside;
    }

    @Test
    void everyKindOfRoadGivesSweepsWithTrafficForManySeeds() {
        for (RoadKind road : RoadKind.values()) {
            for (int seed = 1; seed <= 3; seed++) {
                SimulatedFrame frame = SimulatedDrive.of(
                                CONFIG.withRoad(road, 1).withSeed(seed))
                        .frame(0, 5);
                assertThat(frame.sweep().size()).as("%s, seed %d", road, seed).isBetween(6_000, 32 * 360);
                assertThat(frame.objects()).as("%s, seed %d", road, seed).isNotEmpty();
                for (float value : frame.sweep().xyzi()) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    @Test
    void positionsOnTheMapMoveAsFastAsTheVehicle() {
        SimulatedDrive drive = SimulatedDrive.of(CONFIG);
        SimulatedFrame first = drive.frame(0, 10);
        SimulatedFrame next = drive.frame(0, 11);
        double north = (next.latitude() - first.latitude()) * 111_320;
        double east = (next.longitude() - first.longitude()) * 111_320 * Math.cos(Math.toRadians(first.latitude()));
        double seconds = (next.timeMicros() - first.timeMicros()) / 1e6;
        assertThat(seconds).isEqualTo(0.5);
        assertThat(Math.hypot(east, north)).isCloseTo(first.metresPerSecond() * seconds, within(0.3));
        assertThat(Math.atan2(north, east)).isCloseTo(first.headingRadians(), within(0.3));
    }

    @Test
    void theFleetDrivesCloseTogetherAndSeesItsOwn() {
        SimulatedFrame leader = SimulatedDrive.of(CONFIG).frame(0, 0);
        assertThat(leader.objects())
                .anySatisfy(object -> {
                    assertThat(object.id()).isEqualTo(2);
                    assertThat(object.type()).isEqualTo("Car");
                    assertThat(Math.hypot(object.box().x(), object.box().y())).isBetween(10.0, 60.0);
                })
                .noneMatch(object -> object.id() == 1);
    }

    @Test
    void aSweepHoldsNoMoreThanOnePointAShot() {
        LidarModel small = LidarModel.small().withAzimuths(180);
        SimulatedFrame frame = SimulatedDrive.of(CONFIG.withLidar(small)).frame(0, 0);
        assertThat(frame.sweep().size()).isBetween(180 * 16, 180 * 32);
    }

    @Test
    void refusesWhatTheDriveDoesNotHave() {
        SimulatedDrive drive = SimulatedDrive.of(CONFIG);
        assertThatThrownBy(() -> drive.frame(3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vehicles 0..2")
                .hasMessageContaining("vehicle 3");
        assertThatThrownBy(() -> drive.camera(0, 40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frames 0..39");
        assertThatThrownBy(() -> CONFIG.withVehicles(0)).hasMessageContaining("0 vehicles");
        assertThatThrownBy(() -> CONFIG.withFrames(1, 0)).hasMessageContaining("positive rate");
    }
}

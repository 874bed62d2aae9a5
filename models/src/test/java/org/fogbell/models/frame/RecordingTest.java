package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.fogbell.models.frame.Recording.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private static final String DRIVE = "2011_09_26/2011_09_26_drive_0005_sync";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "2011_09_26", DRIVE, DRIVE + "/velodyne_points", DRIVE + "/velodyne_points/data"})
    void findsKittiRawFromAnyFolderAboveTheSweeps(String given) throws IOException {
        sweeps(DRIVE + "/velodyne_points/data", 3);
        touch(DRIVE + "/image_02/data/0000000000.png");
        Recording recording = Recording.open(folder.resolve(given), Format.AUTO);
        assertThat(recording.format()).isEqualTo(Format.KITTI_RAW);
        assertThat(recording.size()).isEqualTo(3);
        assertThat(x(recording, 2)).isEqualTo(2);
        assertThat(recording.name(2)).isEqualTo("0000000002");
    }

    @Test
    void findsTheLabelledSweepsOfTheObjectBenchmark() throws IOException {
        sweeps("training/velodyne", 2);
        sweeps("testing/velodyne", 5);
        touch("training/image_2/000000.png");
        for (Format format : new Format[] {Format.AUTO, Format.KITTI_OBJECT}) {
            Recording recording = Recording.open(folder, format);
            assertThat(recording.format()).isEqualTo(Format.KITTI_OBJECT);
            assertThat(recording.folder()).endsWith(Path.of("training/velodyne"));
        }
    }

    @Test
    void readsTheFormatAskedForWhereSeveralLieTogether() throws IOException {
        sweeps("", 2);
        Files.writeString(folder.resolve("a.csv"), "1,2,3,0.5\n");
        assertThat(Recording.open(folder, Format.CSV).read(0))
                .isInstanceOfSatisfying(
                        PointCloud.class, sweep -> assertThat(sweep.xyzi()).containsExactly(1, 2, 3, 0.5f));
        assertThat(Recording.open(folder, Format.KITTI_RAW).format()).isEqualTo(Format.KITTI_RAW);
        assertThat(Recording.open(folder, Format.AUTO).format()).isEqualTo(Format.KITTI_OBJECT);
    }

    @Test
    void refusesToChooseBetweenTwoDrives() throws IOException {
        sweeps("a/velodyne_points/data", 1);
        sweeps("b/velodyne_points/data", 1);
        assertThatThrownBy(() -> Recording.open(folder, Format.AUTO))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("expected one recording, got several", "/a/velodyne", "/b/velodyne");
    }

    @Test
    void saysWhatItLookedForWhereThereAreNoFrames() throws IOException {
        touch("notes.txt");
        assertThatThrownBy(() -> Recording.open(folder, Format.KITTI_RAW))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(folder.toString(), "velodyne_points/data/*.bin", "got none");
        assertThatThrownBy(() -> Recording.open(folder.resolve("absent"), Format.AUTO))
                .hasMessageContainingAll("absent", "expected a folder", "got nothing");
        assertThatThrownBy(() -> Recording.open(folder.resolve("notes.txt"), Format.AUTO))
                .hasMessageContainingAll("expected a folder", "got a file");
    }

    @Test
    void passesOverHiddenFoldersAndWhatLiesTooDeep() throws IOException {
        sweeps(".000000-building/training/velodyne", 1);
        sweeps("1/2/3/4/5/6/7", 1);
        assertThatThrownBy(() -> Recording.open(folder, Format.AUTO))
                .hasMessageContainingAll("up to 6 levels below", "got none");
        assertThat(Recording.open(folder.resolve("1"), Format.AUTO).size()).isOne();
    }

    @Test
    void takesTheNearestFolder() throws IOException {
        sweeps("old/velodyne", 4);
        touch("photos/a.jpg");
        assertThat(Recording.open(folder, Format.AUTO).format()).isEqualTo(Format.IMAGE);
    }

    @Test
    void ordersFramesAsPeopleCount() throws IOException {
        for (String name : new String[] {"frame10", "frame9", "frame100"}) {
            touch(name + ".bin");
        }
        Recording recording = Recording.open(folder, Format.AUTO);
        assertThat(new String[] {recording.name(0), recording.name(1), recording.name(2)})
                .containsExactly("frame9", "frame10", "frame100");
    }

    @Test
    void startsAtANamedFrame() throws IOException {
        sweeps("velodyne_points/data", 5);
        timestamps("velodyne_points", 5);
        Recording all = Recording.open(folder, Format.AUTO);
        Recording rest = all.from("0000000003");
        assertThat(rest.size()).isEqualTo(2);
        assertThat(rest.name(0)).isEqualTo("0000000003");
        assertThat(x(rest, 1)).isEqualTo(4);
        assertThat(rest.capturedAt(0)).isEqualTo(all.capturedAt(3));
        assertThatThrownBy(() -> all.from("0000000007"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("0000000000 to 0000000004", "'0000000007'", "nearest: 0000000003, 0000000004");
    }

    @Test
    void knowsNoTimesWhereNoneWereRecorded() throws IOException {
        sweeps("velodyne", 2);
        Recording recording = Recording.open(folder, Format.AUTO);
        assertThat(recording.capturedAt(0)).isNull();
        assertThat(recording.captureTimes()).isEmpty();
    }

    @Test
    void takesTimesFromKittisTimestamps() throws IOException {
        sweeps("velodyne_points/data", 2);
        timestamps("velodyne_points", 2);
        Recording recording = Recording.open(folder, Format.AUTO);
        assertThat(recording.captureTimes())
                .containsExactly(
                        Instant.parse("2011-09-26T13:02:00.594360375Z"),
                        Instant.parse("2011-09-26T13:02:01.594360375Z"));
    }

    @Test
    void findsAFramesTimeByItsNumberWhereTheDriveLostSweeps() throws IOException {
        sweeps("velodyne_points/data", 5);
        timestamps("velodyne_points", 5);
        Files.delete(folder.resolve("velodyne_points/data/0000000001.bin"));
        Recording recording = Recording.open(folder, Format.AUTO);
        assertThat(recording.capturedAt(1)).isEqualTo(Instant.parse("2011-09-26T13:02:02.594360375Z"));
    }

    @Test
    void refusesTimesThatDoNotFit() throws IOException {
        sweeps("data", 3);
        Path times = folder.resolve("timestamps.txt");
        Files.writeString(times, "2011-09-26 13:02:00.5\n2011-09-26 13:02:01.5\n");
        assertRefused("3 frames", "2 lines", times.toString());
        Files.writeString(times, "2011-09-26 13:02:00.5\nnoon\n");
        assertRefused("entry 2", "'noon'");
        Files.writeString(times, "2011-09-26 13:02:00.5\n2011-09-26 13:01:59.5\n");
        assertRefused("entry 2", "not before");
        Files.write(times, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRefused("UTF-8");
    }

    @Test
    void readsAnEmptyFileAsASweepThatSawNothing() throws IOException {
        touch("0.bin");
        touch("1.bin");
        assertThat(((PointCloud) Recording.open(folder, Format.AUTO).read(1)).size())
                .isZero();
    }

    @Test
    void refusesAFileThatIsNoFrameBySize() throws IOException {
        Path file = folder.resolve("0.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Recording.MAX_FRAME_BYTES + 16);
        }
        Recording recording = Recording.open(folder, Format.AUTO);
        assertThatThrownBy(() -> recording.read(0))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "at most 268435456 bytes", "got 268435472");
    }

    @Test
    void givesTheEncodedBytesOfAFrameAsTheyLieOnDisk() throws IOException {
        byte[] png = ImageCodec.encodePng(new CameraImage(1, 1, new byte[] {1, 2, 3}));
        Files.write(folder.resolve("a.PNG"), png);
        Recording recording = Recording.open(folder, Format.AUTO);
        assertThat(recording.format()).isEqualTo(Format.IMAGE);
        assertThat(recording.bytes(0)).isEqualTo(png);
        assertThat(recording.read(0)).isInstanceOfSatisfying(CameraImage.class, image -> assertThat(image.rgb())
                .containsExactly(1, 2, 3));
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> Recording.open(folder, Format.AUTO))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts);
    }

    private void sweeps(String below, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(below).resolve("%010d.bin".formatted(i));
            Files.createDirectories(file.getParent());
            Files.write(file, KittiSweep.encode(new PointCloud(new float[] {i, 1, 2, 0.5f})));
        }
    }

    private void timestamps(String below, int count) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("2011-09-26 13:02:%02d.594360375\n".formatted(i));
        }
        Files.writeString(folder.resolve(below).resolve("timestamps.txt"), lines);
    }

    private static float x(Recording recording, int frame) throws IOException {
        return ((PointCloud) recording.read(frame)).x(0);
    }

    private void touch(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}

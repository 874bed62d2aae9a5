package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.KittiObjectFolder;
import org.fogbell.models.frame.KittiObjectWriter;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.CorruptionKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorruptCommandTest {
    private static final int POINTS = 2_000;
    private static final ObjectLabel CAR =
            new ObjectLabel("Car", 0, 0, 0, 10, 10, 30, 30, 1.5, 1.8, 4, 1, 1.6, 20, 0.1);

    @TempDir
    Path folder;

    private Path drive = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void recordADrive() throws IOException {
        drive = folder.resolve("drive");
        out = folder.resolve("out");
        try (KittiObjectWriter writer = KittiObjectWriter.into(drive)) {
            for (int frame = 0; frame < 6; frame++) {
                String split = frame < 4 ? "train" : "val";
                writer.add(split, sweep(frame), List.of(CAR), KittiCalibration.ahead(64, 32), image(frame));
            }
            writer.finish();
        }
    }

    @Test
    void keepsTheLayoutTheNamesAndAllThatIsNotCorrupted() throws IOException {
        assertThat(corrupt(drive, "density", 5).err()).contains("6 frames with density:5");
        KittiObjectFolder corrupted = KittiObjectFolder.open(out);
        KittiObjectFolder clean = KittiObjectFolder.open(drive);
        assertThat(corrupted.frames()).isEqualTo(clean.frames());
        assertThat(corrupted.split("val")).containsExactly("000004", "000005");
        for (String frame : clean.frames()) {
            assertThat(corrupted.sweep(frame).size()).isEqualTo((int) (0.7 * POINTS));
            assertThat(corrupted.labels(frame)).containsExactly(CAR);
            assertThat(corrupted.image(frame).rgb())
                    .isEqualTo(clean.image(frame).rgb());
        }
        assertThat(out.resolve("training/calib/000003.txt"))
                .hasSameBinaryContentAs(drive.resolve("training/calib/000003.txt"));
    }

    @Test
    void weatherConcernsBothSensors() throws IOException {
        corrupt(drive, "fog", 4);
        KittiObjectFolder corrupted = KittiObjectFolder.open(out);
        assertThat(corrupted.sweep("000001").xyzi()).isNotEqualTo(sweep(1).xyzi());
        assertThat(corrupted.image("000001").rgb()).isNotEqualTo(image(1).rgb());
    }

    @Test
    void aCamerasFaultLeavesSweepsAlone() throws IOException {
        corrupt(drive, "night", 5);
        KittiObjectFolder corrupted = KittiObjectFolder.open(out);
        assertThat(corrupted.sweep("000001").xyzi()).isEqualTo(sweep(1).xyzi());
        assertThat(corrupted.image("000001").rgb()).isNotEqualTo(image(1).rgb());
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        corrupt(drive, "snow", 3);
        Path again = folder.resolve("again");
        Shell.run("corrupt", "--in", drive, "--kind", "snow", "--severity", 3, "--out", again);
        Path sweep = Path.of("training/velodyne/000005.bin");
        assertThat(out.resolve(sweep)).hasSameBinaryContentAs(again.resolve(sweep));
    }

    @Test
    void lostFramesTakeTheirLabelsAndSplitsWithThem() throws IOException {
        corrupt(drive, "frame-loss", 4);
        KittiObjectFolder corrupted = KittiObjectFolder.open(out);
        assertThat(corrupted.frames()).hasSizeBetween(1, 5);
        assertThat(Stream.concat(corrupted.split("train").stream(), corrupted.split("val").stream()))
                .containsExactlyElementsOf(corrupted.frames());
    }

    @Test
    void readsEveryFormatAndWritesSweepsAsBin() throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.writeString(texts.resolve("f7.csv"), "1,2,3,0.5\n4,5,6,0.25\n");
        corrupt(texts, "range-bias", 5);
        Recording corrupted = Recording.open(out, Recording.Format.AUTO);
        assertThat(corrupted.name(0)).isEqualTo("f7");
        PointCloud sweep = (PointCloud) corrupted.read(0);
        double stretch = (Math.sqrt(14) + 0.8) / Math.sqrt(14);
        assertThat(sweep.z(0)).isCloseTo((float) (3 * stretch), org.assertj.core.data.Offset.offset(1e-4f));
    }

    @Test
    void aClockAheadMovesTheTimesOfARawDrive() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("raw/velodyne_points/data"));
        for (int frame = 0; frame < 2; frame++) {
            Files.write(raw.resolve("000000000" + frame + ".bin"), bytes(sweep(frame)));
        }
        Files.write(
                raw.resolveSibling("timestamps.txt"),
                List.of("2011-09-26 13:02:25.594360375", "2011-09-26 13:02:25.697"));
        corrupt(folder.resolve("raw"), "time-jump", 3);
        Recording corrupted = Recording.open(out, Recording.Format.AUTO);
        assertThat(corrupted.format()).isEqualTo(Recording.Format.KITTI_RAW);
        assertThat(corrupted.captureTimes())
                .containsExactly(
                        Instant.parse("2011-09-26T13:02:27.594360375Z"), Instant.parse("2011-09-26T13:02:27.697Z"));
    }

    @Test
    void aBadSweepLeavesNothingHalfWritten() throws IOException {
        Path last = drive.resolve("training/velodyne/000005.bin");
        Files.write(last, new byte[1_001]);
        refuses(Fogbell.FAILED, drive, "fog", "3", last.toString(), "16 bytes a point", "1001 bytes");
        Files.write(last, new byte[0]);
        refuses(Fogbell.FAILED, drive, "fog", "3", "000005", "expected points");
    }

    @Test
    void saysWhatWasExpected() throws IOException {
        refuses(2, drive, "snwo", "3", "'snwo'", "'snow'");
        refuses(2, drive, "fog", "0", "1..5", "got 0");
        refuses(2, drive, "fog", "6", "1..5", "got 6");
        refuses(2, drive, "silence", "1", "silence:1");
        refuses(2, drive, "time-jump", "1", "timestamps.txt");
        refuses(Fogbell.FAILED, Files.createDirectory(folder.resolve("empty")), "fog", "3", "expected frames", "none");
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("a.png"), ImageCodec.encodePng(image(0)));
        refuses(2, images, "crosstalk", "3", "cameras", "crosstalk");
        assertThat(Shell.run("corrupt", "--in", drive, "--kind", "fog").err()).contains("missing is --out");
    }

    @Test
    void neverReplacesItsInput() {
        Shell refused = Shell.run("corrupt", "--in", drive, "--kind", "fog", "--out", folder, "--force");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("beside the input");
        assertThat(drive).exists();
    }

    @Test
    void listsEveryKindWithItsParameter() {
        String list = Shell.run("corrupt", "--list").out();
        for (CorruptionKind kind : CorruptionKind.values()) {
            assertThat(list).contains(kind.toString(), kind.description(), kind.scale());
        }
    }

    private Shell corrupt(Path in, String kind, int severity) {
        Shell done = Shell.run("corrupt", "--in", in, "--kind", kind, "--severity", severity, "--out", out);
        assertThat(done.status()).as(done.err()).isZero();
        return done;
    }

    private void refuses(int status, Path in, String kind, String severity, String... expected) throws IOException {
        Shell refused = Shell.run("corrupt", "--in", in, "--kind", kind, "--severity", severity, "--out", out);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.err()).contains(expected).hasLineCount(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .doesNotContain("out")
                    .noneMatch(name -> name.startsWith("."));
        }
    }

    private static PointCloud sweep(int frame) {
        Random random = new Random(frame);
        float[] xyzi = new float[4 * POINTS];
        for (int i = 0; i < xyzi.length; i++) {
            xyzi[i] = i % 4 == 3 ? random.nextFloat() : 40 * random.nextFloat() - 20;
        }
        return new PointCloud(xyzi);
    }

    private static CameraImage image(int frame) {
        byte[] rgb = new byte[64 * 32 * 3];
        new Random(frame).nextBytes(rgb);
        return new CameraImage(64, 32, rgb);
    }

    private static byte[] bytes(PointCloud sweep) {
        ByteBuffer bytes = ByteBuffer.allocate(sweep.size() * 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(sweep.xyzi());
        return bytes.array();
    }
}

package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.KittiObjectFolder;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedDrive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandITCase {
    private static final int SEED = 11;

    @TempDir
    Path folder;

    @Test
    void theSameSeedGivesTheSameSweepsAndLabelsByteForByte() throws IOException {
        simulate("a", "--count", 3, "--vehicles", 2, "--weather", "snow:3");
        simulate("b", "--count", 3, "--vehicles", 2, "--weather", "snow:3");
        for (String file : List.of("velodyne/%s.bin", "label_2/%s.txt", "calib/%s.txt")) {
            for (String name : List.of("000000", "000001", "000002")) {
                Path path = Path.of("training").resolve(String.format(file, name));
                assertThat(folder.resolve("a").resolve(path))
                        .as("seed %d", SEED)
                        .hasSameBinaryContentAs(folder.resolve("b").resolve(path));
            }
        }
        assertThat(folder.resolve("a/training/velodyne/000000.bin"))
                .satisfies(file -> assertThat(Files.readAllBytes(file))
                        .isNotEqualTo(Files.readAllBytes(file.resolveSibling("000001.bin"))));
    }

    @Test
    void writesADataSetThatReadsBack() throws IOException {
        simulate("drive", "--count", 4, "--vehicles", 2);
        KittiObjectFolder drive = KittiObjectFolder.open(folder.resolve("drive"));
        assertThat(drive.frames()).containsExactly("000000", "000001", "000002", "000003");
        assertThat(drive.split("train")).isEqualTo(drive.frames());
        for (String frame : drive.frames()) {
            assertThat(drive.sweep(frame).size()).isGreaterThan(5_000);
            CameraImage image = drive.image(frame);
            assertThat(List.of(image.width(), image.height())).containsExactly(192, 64);
            for (ObjectLabel label : drive.labels(frame)) {
                double[] seen = drive.calibration(frame)
                        .project(
                                drive.calibration(frame).box(label).x(),
                                drive.calibration(frame).box(label).y(),
                                drive.calibration(frame).box(label).z());
                assertThat(seen[2]).as("%s in %s", label, frame).isPositive();
            }
        }
        assertThat(drive.labels("000000")).isNotEmpty();
    }

    @Test
    void fogLiesOverBothSensorsAndChangesNoLabel() throws IOException {
        simulate("clear", "--count", 1);
        simulate("foggy", "--count", 1, "--weather", "fog:5");
        KittiObjectFolder clear = KittiObjectFolder.open(folder.resolve("clear"));
        KittiObjectFolder foggy = KittiObjectFolder.open(folder.resolve("foggy"));
        assertThat(foggy.labels("000000")).isEqualTo(clear.labels("000000"));
        assertThat(meanIntensity(foggy.sweep("000000"))).isLessThan(0.6 * meanIntensity(clear.sweep("000000")));
        assertThat(contrast(foggy.image("000000"))).isLessThan(0.6 * contrast(clear.image("000000")));
    }

    @Test
    void theLastFifthOfTheWorldsIsForValidation() throws IOException {
        simulate("worlds", "--count", 4, "--worlds", 2, "--vehicles", 1);
        KittiObjectFolder worlds = KittiObjectFolder.open(folder.resolve("worlds"));
        assertThat(worlds.split("train")).containsExactly("000000", "000001");
        assertThat(worlds.split("val")).containsExactly("000002", "000003");
    }

    @Test
    void leavesAFolderWithContentAloneUnlessForced() throws IOException {
        Path drive = Files.createDirectory(folder.resolve("drive"));
        Files.writeString(drive.resolve("diary.txt"), "dear diary");
        Shell refused = Shell.run("simulate", "--out", drive, "--count", 1);
        assertThat(refused.status()).isEqualTo(Fogbell.FAILED);
        assertThat(refused.err()).contains(drive.toString(), "--force").hasLineCount(1);
        assertThat(drive.resolve("diary.txt")).exists();

        simulate("drive", "--count", 1, "--force");
        assertThat(drive.resolve("diary.txt")).doesNotExist();
        assertThat(content(folder)).containsExactly("drive");
    }

    @Test
    void leavesNothingBehindWhereNoFrameIsLeft() throws IOException {
        Shell lost = Shell.run(
                "simulate",
                "--out",
                folder.resolve("drive"),
                "--count",
                1,
                "--lidar",
                "small",
                "--weather",
                "silence:1");
        assertThat(lost.status()).isEqualTo(2);
        assertThat(lost.err()).contains("--weather", "silence:1");
        assertThat(content(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--to nowhere, --to nowhere",
        "--count 3, neither",
        "--to kafka --out DIR, both",
        "--out DIR --count 0, 0 frames",
        "--out DIR --vehicles 0 --count 5, got 0",
        "--out DIR --weather fgo:3, fog",
        "--out DIR --weather fog:6, 1..5",
        "--out DIR --lidar radar, hdl-64e",
        "--out DIR --road sea, highway",
        "--out DIR --camera big, 1242x375",
        "--out DIR --fog-bank 4@here, 'NORTH,EAST,RADIUS'",
        "--out DIR --fault gaussian:5@1-2, --to kafka"
    })
    void saysWhatWasExpected(String arguments, String expected) throws IOException {
        String words =
                "simulate " + arguments.replace("DIR", folder.resolve("drive").toString());
        Shell refused = Shell.run((Object[]) words.split(" "));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err().lines().findFirst().orElse("")).contains(expected);
        assertThat(content(folder)).isEmpty();
    }

    @Test
    void theUsualFogBankCatchesNeighboursTogether() {
        DriveConfig config = DriveConfig.defaults().withFrames(40, 0.5);
        SimulatedDrive drive = SimulatedDrive.of(config);
        FogBank bank = SimulateCommand.usualBank(drive, config);
        Set<Integer> together = new HashSet<>();
        for (int index = 0; index < 40; index++) {
            int inside = 0;
            for (int vehicle = 0; vehicle < config.vehicles(); vehicle++) {
                inside += bank.covers(drive.frame(vehicle, index), config) ? 1 : 0;
            }
            together.add(inside);
        }
        assertThat(together).contains(0, 2);
    }

    private void simulate(String name, Object... more) {
        Stream<Object> usual = Stream.of(
                "simulate", "--out", folder.resolve(name), "--seed", SEED, "--lidar", "small", "--camera", "192x64");
        Shell done = Shell.run(Stream.concat(usual, Stream.of(more)).toArray());
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.err()).contains("frames in " + folder.resolve(name));
    }

    private static List<String> content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static double meanIntensity(PointCloud sweep) {
        double sum = 0;
        for (int point = 0; point < sweep.size(); point++) {
            sum += sweep.intensity(point);
        }
        return sum / sweep.size();
    }

    private static double contrast(CameraImage image) {
        double sum = 0;
        double squares = 0;
        for (byte value : image.rgb()) {
            sum += value & 0xff;
            squares += Math.pow(value & 0xff, 2);
        }
        int count = image.rgb().length;
        return Math.sqrt(squares / count - Math.pow(sum / count, 2));
    }
}

package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before anything is trained. */
class TrainCommandTest {
    @TempDir
    Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void simulate() {
        data = folder.resolve("drive");
        Shell done = Shell.run(
                "simulate",
                "--count",
                2,
                "--worlds",
                2,
                "--lidar",
                "small",
                "--no-images",
                "--vehicles",
                1,
                "--out",
                data);
        assertThat(done.status()).as(done.err()).isZero();
    }

    private Shell train(Object... more) {
        Object[] all = new Object[more.length + 5];
        System.arraycopy(new Object[] {"train", "--data", data, "--out", folder.resolve("bundle")}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return Shell.run(all);
    }

    private void assertRefused(Shell done, int status, String complaint) {
        assertThat(done.status()).as(done.err()).isEqualTo(status);
        assertThat(done.err()).contains(complaint);
        assertThat(folder.resolve("bundle")).doesNotExist();
    }

    @Test
    void namesTheOptionThatIsWrong() {
        assertRefused(train("--size", "huge"), CommandLine.ExitCode.USAGE, "--size: expected tiny or base, got 'huge'");
        assertRefused(
                train("--entropy-loss", 1, "--blocks", "one"),
                CommandLine.ExitCode.USAGE,
                "--blocks: expected all, or numbers such as 1,2, got 'one'");
        assertRefused(
                train("--entropy-loss", 1, "--blocks", "3"),
                CommandLine.ExitCode.USAGE,
                "expected blocks from 1 to 2, got [3]");
        assertRefused(
                train("--device", "cuda:0"), CommandLine.ExitCode.USAGE, "device 'cuda:0', expected auto, cpu or");
        assertRefused(train("--threads", 0), CommandLine.ExitCode.USAGE, "threads 0, expected at least 1");
        assertRefused(train("--entropy-loss", -1), CommandLine.ExitCode.USAGE, "--entropy-loss");
        assertRefused(train("--resume"), Fogbell.FAILED, "expected a training to go on with, got none");
    }

    @Test
    void namesTheFileThatIsWrong() throws IOException {
        Files.delete(data.resolve("training/velodyne/000001.bin"));
        assertRefused(train(), Fogbell.FAILED, "000001.txt: expected its sweep");
        Shell nothing = Shell.run("train", "--data", folder.resolve("none"), "--out", folder.resolve("bundle"));
        assertRefused(nothing, Fogbell.FAILED, "expected a folder in KITTI's object layout");
    }

    @Test
    void doesNotBeginAnewWhereATrainingWasBegun() throws IOException {
        Path state = Files.createDirectory(folder.resolve("bundle.training"));
        Files.writeString(state.resolve("checkpoint"), "begun");
        assertRefused(train(), Fogbell.FAILED, "--resume goes on with it");
        assertRefused(train("--resume"), Fogbell.FAILED, "expected the state of a training");
        assertRefused(train("--resume", "--force"), Fogbell.FAILED, "expected the state of a training");
        assertThat(state.resolve("checkpoint")).hasContent("begun");
    }

    @Test
    void experimentsNameWhatIsWrong() {
        Path out = folder.resolve("bundle");
        assertRefused(
                Shell.run("experiment", "magic", "--data", "a=" + data, "--out", out),
                CommandLine.ExitCode.USAGE,
                "expected the experiment entropy-loss, got 'magic'");
        assertRefused(
                Shell.run("experiment", "entropy-loss", "--data", "a=" + data, "--epochs", 6, "--out", out),
                CommandLine.ExitCode.USAGE,
                "--epochs: expected a multiple of 4, got 6");
        assertRefused(
                Shell.run("experiment", "entropy-loss", "--data", "a=" + data, "--part", "3", "--out", out),
                CommandLine.ExitCode.USAGE,
                "--part: expected I/N, such as 1/2, got '3'");
        assertRefused(
                Shell.run("experiment", "entropy-loss", "--data", "a=" + data, "--part", "3/2", "--out", out),
                CommandLine.ExitCode.USAGE,
                "--part: expected I/N, such as 1/2, got '3/2'");
        assertRefused(
                Shell.run("experiment", "entropy-loss", "--data", "a=" + data, "--weights", "-1", "--out", out),
                CommandLine.ExitCode.USAGE,
                "--seeds, --weights: expected at least one seed and weights of at least 0");
        assertRefused(
                Shell.run("experiment", "entropy-loss", "--data", "a=" + data, "--out", data),
                Fogbell.FAILED,
                "expected a new folder or an experiment's, got another's content");
        assertRefused(
                Shell.run("experiment", "entropy-loss", "--data", "a=" + data, "--out", folder.resolve("b")),
                CommandLine.ExitCode.USAGE,
                "expected at least 16 validation sweeps to measure sensitivity on");
    }
}

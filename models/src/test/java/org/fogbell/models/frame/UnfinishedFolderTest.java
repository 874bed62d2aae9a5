package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFolderTest {
    @TempDir
    Path parent;

    /** A process that begins a folder, says so, and is then told to end. */
    public static void main(String[] arguments) throws IOException {
        UnfinishedFolder folder = UnfinishedFolder.beside(Path.of(arguments[0]));
        Files.writeString(Files.createDirectory(folder.path().resolve("a")).resolve("b"), "half");
        System.out.println(folder.path());
        System.in.read();
        System.exit(3);
    }

    @Test
    void goesWithItsContentWhenItIsClosed() throws IOException {
        UnfinishedFolder folder = UnfinishedFolder.beside(parent.resolve("out"));
        Files.writeString(Files.createDirectory(folder.path().resolve("a")).resolve("b"), "half");
        folder.close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void staysUnderTheNameThatItWasMovedTo() throws IOException {
        UnfinishedFolder folder = UnfinishedFolder.beside(parent.resolve("out"));
        Files.move(folder.path(), parent.resolve("out"));
        folder.close();
        assertThat(parent.resolve("out")).isDirectory();
    }

    @Test
    void isNotStoppedByWhatAKilledProcessLeft() throws IOException {
        try (UnfinishedFolder first = UnfinishedFolder.beside(parent.resolve("out"));
                UnfinishedFolder second = UnfinishedFolder.beside(parent.resolve("out"))) {
            assertThat(second.path()).isNotEqualTo(first.path()).isDirectory();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void goesWhenTheProcessEndsBeforeItIsClosed() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        UnfinishedFolderTest.class.getName(),
                        parent.resolve("out").toString())
                .redirectErrorStream(true)
                .start();
        Path begun = Path.of(process.inputReader().readLine());
        assertThat(begun.resolve("a/b")).exists();
        process.outputWriter().append('\n').close();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(parent).isEmptyDirectory();
    }
}

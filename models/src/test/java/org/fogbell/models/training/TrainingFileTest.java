package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFileTest {
    @TempDir
    Path folder;

    private TrainingFile file = new TrainingFile(Path.of(""), "", "");

    @BeforeEach
    void name() {
        file = new TrainingFile(folder.resolve("state"), "config", "data");
    }

    @Test
    void givesBackWhatWasWrittenLast() throws IOException {
        assertThat(file.exists()).isFalse();
        file.write(out -> out.writeInt(1));
        file.write(out -> out.writeInt(2));
        assertThat(file.exists()).isTrue();
        file.read(in -> assertThat(in.readInt()).isEqualTo(2));
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void refusesEveryBitThatWasChanged() throws IOException {
        file.write(out -> out.writeLong(42));
        byte[] good = Files.readAllBytes(file.path());
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 4;
            Files.write(file.path(), bad);
            assertThatThrownBy(() -> file.read(in -> in.readLong()))
                    .as("byte %d", i)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.path().toString());
        }
    }

    @Test
    void refusesAFileThatEndsTooSoon() throws IOException {
        file.write(out -> out.writeLong(42));
        byte[] good = Files.readAllBytes(file.path());
        for (int length : new int[] {0, 3, 20, good.length - 1}) {
            Files.write(file.path(), java.util.Arrays.copyOf(good, length));
            assertThatThrownBy(() -> file.read(in -> in.readLong()))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.path().toString());
        }
    }

    @Test
    void namesWhatItIsOf() throws IOException {
        file.write(out -> out.writeInt(1));
        assertThatThrownBy(() -> new TrainingFile(file.path(), "config", "more data").read(in -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a training with the data more data, got data");
    }

    @Test
    void namesItselfWhereItsContentIsOfAnotherNetwork() throws IOException {
        file.write(out -> out.writeInt(1));
        assertThatThrownBy(() -> file.read(in -> {
                    throw new MalformedModelException("of another network");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(file.path() + ": of another network");
    }
}

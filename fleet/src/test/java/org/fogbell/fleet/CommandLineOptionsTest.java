package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.fogbell.models.frame.Recording.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class CommandLineOptionsTest {
    private final Command command = new Command();
    private final CommandLine commandLine = new CommandLine(command);

    @ParameterizedTest
    @CsvSource({"60, 60000", "60s, 60000", "1500ms, 1500", "2m, 120000", "0.5, 500"})
    void readsDurations(String text, long millis) {
        commandLine.parseArgs("--duration", text);
        assertThat(command.duration).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void saysWhatADurationIs() {
        assertThatThrownBy(() -> commandLine.parseArgs("--duration", "-5s"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContainingAll("--duration", "10s, 250ms or 2m", "'-5s'");
    }

    @ParameterizedTest
    @EnumSource
    void readsAFormatByTheNameThatItShows(Format format) {
        commandLine.parseArgs("--format", format.toString());
        assertThat(command.format).isEqualTo(format);
    }

    @Test
    void namesTheFormatsThatThereAre() {
        assertThatThrownBy(() -> commandLine.parseArgs("--format", "rosbag"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContainingAll("--format", "auto, kitti-raw, kitti-object, pcd, csv or image", "'rosbag'");
    }

    @CommandLine.Command
    static final class Command {
        @CommandLine.Option(names = "--duration", converter = DurationOption.class)
        Duration duration = Duration.ZERO;

        @CommandLine.Option(names = "--format", converter = RecordingOptions.FormatOption.class)
        Format format = Format.AUTO;
    }
}

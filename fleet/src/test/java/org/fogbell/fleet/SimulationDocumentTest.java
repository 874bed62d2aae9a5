package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fogbell.models.simulation.CorruptionKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/simulation.md} says is so. */
class SimulationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "simulation.md");
    private static final Pattern PICTURE = Pattern.compile("\\((images/[^)]+)\\)");
    private static final long LARGEST_BYTES = 250_000;

    @ParameterizedTest
    @EnumSource
    void describesEveryKind(CorruptionKind kind) throws IOException {
        String sensors = kind.onSweeps() && kind.onImages() ? "both" : kind.onSweeps() ? "LiDAR" : "camera";
        assertThat(Files.readString(DOCUMENT))
                .contains(String.join(" | ", "| `" + kind + "`", sensors, kind.description(), kind.scale() + " |"));
    }

    @Test
    void showsPicturesThatThereAre() throws IOException {
        Matcher pictures = PICTURE.matcher(Files.readString(DOCUMENT));
        int count = 0;
        while (pictures.find()) {
            Path picture = DOCUMENT.resolveSibling(pictures.group(1));
            assertThat(picture).exists();
            assertThat(Files.size(picture)).as("%s", picture).isLessThan(LARGEST_BYTES);
            count++;
        }
        assertThat(count).isGreaterThan(20);
    }
}

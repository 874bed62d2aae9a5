package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {
    private static List<Path> files(int count) {
        return IntStream.range(0, count).mapToObj(i -> Path.of(i + ".png")).toList();
    }

    @Test
    void aPartIsSpreadOverAllImagesOfALabel() {
        LabelledImages images = new LabelledImages(Map.of("fog", files(10), "rain", files(3)));
        LabelledImages part = images.part(4);
        assertThat(part.images().get("fog"))
                .containsExactly(Path.of("0.png"), Path.of("2.png"), Path.of("5.png"), Path.of("7.png"));
        assertThat(part.images().get("rain")).isEqualTo(files(3));
        assertThat(part.count()).isEqualTo(7);
        assertThat(images.part(10)).isEqualTo(images);
        assertThatThrownBy(() -> images.part(0)).hasMessageContaining("at least one");
    }
}

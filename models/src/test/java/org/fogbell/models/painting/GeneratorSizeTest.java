package org.fogbell.models.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorSizeTest {
    @Test
    void namesWidthsThatGradientsCannotBeTrustedWith() {
        assertThat(GeneratorSize.road().widths()).hasSize(GeneratorSize.LEVELS);
        assertThatThrownBy(() -> new GeneratorSize(List.of(32, 40, 64), 64, 64))
                .hasMessageContaining("multiples of 16")
                .hasMessageContaining("[32, 40, 64]");
        assertThatThrownBy(() -> new GeneratorSize(List.of(32, 64), 64, 64)).hasMessageContaining("3 widths");
        assertThatThrownBy(() -> new GeneratorSize(List.of(32, 64, 64), 60, 64)).hasMessageContaining("60 and 64");
    }

    @Test
    void namesATrainingThatCannotBe() {
        assertThatThrownBy(() -> GeneratorConfig.usual(0, 1)).hasMessageContaining("got 16, 0");
        assertThatThrownBy(() -> new GeneratorConfig(GeneratorSize.road(), 1, 1, 1e-3, 2, 1))
                .hasMessageContaining("2.0");
    }
}

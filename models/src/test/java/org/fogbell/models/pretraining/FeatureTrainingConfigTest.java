package org.fogbell.models.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureTrainingConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64|7|96|4|3|got 64 pixels in patches of 7",
                "64|0|96|4|3|got 64 pixels in patches of 0",
                "4|8|96|4|3|got 4 pixels in patches of 8",
                "64|8|96|4|4|got 4 layers of 96 in 4 heads",
                "64|8|96|0|3|got 0 layers of 96 in 3 heads",
                "64|8|96|4|0|got 4 layers of 96 in 0 heads"
            })
    void namesSidesThatCannotBe(int side, int patch, int width, int depth, int heads, String message) {
        assertThatThrownBy(() -> new TransformerSize(side, patch, width, depth, heads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0,32,256,2,1e-3,0.04,0.98",
        "9,1,256,2,1e-3,0.04,0.98",
        "9,32,1,2,1e-3,0.04,0.98",
        "9,32,256,-1,1e-3,0.04,0.98",
        "9,32,256,2,0,0.04,0.98",
        "9,32,256,2,1e-3,-1,0.98",
        "9,32,256,2,1e-3,0.04,1.01",
        "9,32,256,2,NaN,0.04,0.98"
    })
    void namesWhatATrainingCannotBe(
            int steps, int pairs, int prototypes, int windows, double rate, double decay, double momentum) {
        assertThatThrownBy(() -> new FeatureTrainingConfig(
                        Tiny.SIZE, steps, pairs, prototypes, windows, rate, decay, momentum, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got ");
    }

    @Test
    void windowsLieWithinTheImage() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Window window = Window.half(Tiny.SIZE, random);
            assertThat(window.size()).isEqualTo(2);
            assertThat(window.row()).isBetween(0, 2);
            assertThat(window.column()).isBetween(0, 2);
        }
        assertThat(Window.whole(Tiny.SIZE)).isEqualTo(new Window(0, 0, 4));
    }
}

package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ObjectLabelTest {
    private static final String LINE =
            "Pedestrian 0.25 1 -0.20 712.40 143.00 810.73 307.92 1.89 0.48 1.20 1.84 1.47 8.41 0.01";

    @Test
    void readsEveryFieldInKittisOrder() throws IOException {
        assertThat(ObjectLabel.parse(LINE, "here"))
                .isEqualTo(new ObjectLabel(
                        "Pedestrian",
                        0.25,
                        1,
                        -0.2,
                        712.4,
                        143,
                        810.73,
                        307.92,
                        1.89,
                        0.48,
                        1.2,
                        1.84,
                        1.47,
                        8.41,
                        0.01));
    }

    @Test
    void writesWhatItReads() throws IOException {
        ObjectLabel label = ObjectLabel.parse(LINE, "here");
        assertThat(ObjectLabel.parse(label.format(), "there")).isEqualTo(label);
        ObjectLabel fine =
                new ObjectLabel("Car", 1 / 3.0, 2, Math.E, 1 / 7.0, 2, 3, 4, 1.5, 1.6, 3.9, -Math.PI, 1.7, 1e2 / 3, -3);
        ObjectLabel again = ObjectLabel.parse(fine.format(), "there");
        assertThat(again.cameraX()).isCloseTo(fine.cameraX(), within(5e-5));
        assertThat(again.alpha()).isCloseTo(fine.alpha(), within(5e-5));
    }

    @Test
    void readsADetectionWithoutItsScore() throws IOException {
        assertThat(ObjectLabel.parse(LINE + " 0.93", "here")).isEqualTo(ObjectLabel.parse(LINE, "here"));
    }

    @Test
    void readsWholeNumbersWrittenAsFractions() throws IOException {
        String line = "Van 0 2.000000 -1.79 296.7 161.7 455.2 292.3 2.0 1.8 4.4 -4.5 1.8 13.4 -2.1";
        assertThat(ObjectLabel.parse(line, "here").occlusion()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThatThrownBy(() -> ObjectLabel.parse("Car 0 0", "000001.txt line 3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("000001.txt line 3")
                .hasMessageContaining("expected 15 fields")
                .hasMessageContaining("got 3");
        assertThatThrownBy(() -> ObjectLabel.parse(LINE.replace("8.41", "far"), "a.txt line 1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("field 14")
                .hasMessageContaining("'far'");
    }
}

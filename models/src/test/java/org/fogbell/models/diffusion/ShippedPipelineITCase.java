package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The generator of simulated roads that comes with the program. */
class ShippedPipelineITCase {
    private static final int STEPS = 10;
    private static final int IMAGES = 4;

    private static DiffusionPipeline roads;

    @BeforeAll
    static void open() throws IOException {
        roads = DiffusionPipeline.named("road-64", null, 1);
    }

    @AfterAll
    static void close() {
        roads.close();
    }

    private static CameraImage image(String sentence, long seed) throws IOException {
        return roads.generate(sentence, new GenerationOptions(STEPS, 2, seed, ""));
    }

    /** Of some images, 0..255. */
    private static double brightness(String sentence) throws IOException {
        double sum = 0;
        for (int seed = 0; seed < IMAGES; seed++) {
            byte[] rgb = image(sentence, seed).rgb();
            double bright = 0;
            for (byte value : rgb) {
                bright += value & 0xff;
            }
            sum += bright / rgb.length;
        }
        return sum / IMAGES;
    }

    @Test
    void sameSeedGivesTheSameImageAndAnotherAnother() throws IOException {
        CameraImage first = image("dense fog by day", 5);
        assertThat(first.width()).isEqualTo(64);
        assertThat(first.height()).isEqualTo(64);
        assertThat(image("dense fog by day", 5).rgb()).isEqualTo(first.rgb());
        assertThat(image("dense fog by day", 6).rgb()).isNotEqualTo(first.rgb());
    }

    @Test
    void nightsAreDarkerThanDays() throws IOException {
        double day = brightness("a clear day");
        double night = brightness("a clear night");
        assertThat(night).isLessThan(0.7 * day);
    }

    /** Nobody ever told it of snow at night. */
    @Test
    void nightsOfACompositionThatItHasNotSeenAreDarkToo() throws IOException {
        assertThat(brightness("heavy snow at night")).isLessThan(0.7 * brightness("heavy snow by day"));
    }

    @Test
    void saysHowItsImagesAreToBeMade() {
        assertThat(roads.defaults()).isEqualTo(new GenerationDefaults(25, 1, PromptTemplates.PLAIN));
    }

    @Test
    void namesAWordThatItDoesNotKnow() {
        assertThatThrownBy(() -> roads.check("a road in a sandstorm", new GenerationOptions(STEPS, 2, 1, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sandstorm'");
    }
}

package org.fogbell.models.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.PredictionType;
import org.fogbell.models.diffusion.PromptTemplates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small generator on PyTorch through DJL, and its export on ONNX Runtime. */
class GeneratorTrainingITCase {
    private static final GeneratorSize SMALL = new GeneratorSize(List.of(16, 16, 32), 16, 32);
    private static final GeneratorConfig CONFIG = new GeneratorConfig(SMALL, 8, 80, 5e-3, 0.1, 1);
    private static final CaptionedRoads ROADS = CaptionedRoads.render(0, 1, 8, 1, 1, count -> {});

    @TempDir
    Path folder;

    /** So few steps teach it what the images are on average, and no more. */
    @Test
    void beginsToLearnTheFewImagesThatItIsShown() {
        try (GeneratorTraining training = new GeneratorTraining(CONFIG, ROADS, "cpu", 1)) {
            double first = mean(training, 5);
            mean(training, 65);
            double last = mean(training, 10);
            assertThat(last).isPositive().isLessThan(0.94 * first);
        }
    }

    private static double mean(GeneratorTraining training, int steps) {
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += training.step();
        }
        return sum / steps;
    }

    @Test
    void takesTheSameStepsAgainAndLeavesNothingBehind() {
        double[] losses = new double[4];
        int[] arrays = new int[4];
        try (GeneratorTraining training = new GeneratorTraining(CONFIG, ROADS, "cpu", 1)) {
            for (int i = 0; i < losses.length; i++) {
                losses[i] = training.step();
                arrays[i] = training.liveArrays();
            }
        }
        assertThat(arrays).containsOnly(arrays[0]);
        try (GeneratorTraining again = new GeneratorTraining(CONFIG, ROADS, "cpu", 1)) {
            for (double loss : losses) {
                assertThat(again.step()).isCloseTo(loss, within(1e-5));
            }
        }
    }

    @Test
    void whatIsWrittenSaysWhatTheTrainedNetworkSays() throws IOException {
        try (GeneratorTraining training = new GeneratorTraining(CONFIG, ROADS, "cpu", 1)) {
            mean(training, 12);
            training.write(folder.resolve("model"));
            try (DiffusionPipeline pipeline = DiffusionPipeline.open(folder.resolve("model"), null, 1)) {
                for (String sentence : List.of("", "fog at night", "a photo of a clear day, out of focus")) {
                    float[] sample = sample(sentence.length());
                    float[] expected = training.said(sentence, sample, 321);
                    float[] said = pipeline.said(sentence, sample, 321);
                    assertThat(said).hasSameSizeAs(expected);
                    for (int i = 0; i < said.length; i++) {
                        assertThat(said[i]).isCloseTo(expected[i], within(1e-4f * Math.max(1, Math.abs(expected[i]))));
                    }
                }
                assertThat(pipeline.said("fog at night", sample(1), 321))
                        .isNotEqualTo(pipeline.said("a clear day", sample(1), 321));
                assertThat(pipeline.defaults().templates()).isEqualTo(PromptTemplates.PLAIN);
                assertThat(pipeline.denoiser().prediction()).isEqualTo(PredictionType.V_PREDICTION);
                assertThat(pipeline.generate("fog at night", new GenerationOptions(2, 2, 1, ""))
                                .width())
                        .isEqualTo(64);
            }
            assertThatThrownBy(() -> ExportCheck.of(folder.resolve("model"), (sentence, sample, time) -> {
                        float[] said = training.said(sentence, sample, time);
                        said[700] += 0.01f;
                        return said;
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in place 700");
        }
    }

    private static float[] sample(long seed) {
        Random random = new Random(seed);
        float[] sample = new float[3 * GeneratorTraining.SIDE * GeneratorTraining.SIDE];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = (float) random.nextGaussian();
        }
        return sample;
    }
}

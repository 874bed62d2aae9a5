package org.fogbell.models.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Self-distillation on PyTorch through DJL, and what it exports on ONNX Runtime. */
class FeatureTrainingITCase {
    @TempDir
    Path folder;

    @Test
    void theExportAnswersAsTheTeacherDoes() throws IOException {
        try (FeatureTraining training = new FeatureTraining(Tiny.config(5, 3), Tiny.pairs(), 1)) {
            for (int step = 0; step < 5; step++) {
                training.step();
            }
            training.export(folder);
            try (OnnxImageFeatures exported = OnnxImageFeatures.open(VisionFolder.open(folder), 1)) {
                assertThat(exported.dimensions()).isEqualTo(3 * Tiny.SIZE.width());
                for (int kind = 0; kind < Tiny.KINDS; kind++) {
                    CameraImage image = Tiny.image(kind, 100 + kind);
                    float[] expected = vector(training, image);
                    float[] vector = exported.of(image);
                    for (int k = 0; k < vector.length; k++) {
                        assertThat((double) vector[k]).as("%d", k).isCloseTo(expected[k], within(1e-4));
                    }
                }
            }
        }
    }

    @Test
    void learnsWhatPairsShareWithoutAnsweringTheSameToAll() {
        int steps = 80;
        try (FeatureTraining training = new FeatureTraining(Tiny.config(steps, 1), Tiny.pairs(), 1)) {
            double first = 0;
            double last = 0;
            FeatureTraining.Step step = null;
            for (int i = 0; i < steps; i++) {
                step = training.step();
                first += i < 10 ? step.loss() / 10 : 0;
                last += i >= steps - 10 ? step.loss() / 10 : 0;
            }
            assertThat(training.steps()).isEqualTo(steps);
            assertThat(last).isLessThan(0.6 * first);
            assertThat(step.meanEntropy()).as("of all images").isGreaterThan(Math.log(2));
            assertThat(step.targetEntropy()).as("of one image").isLessThan(step.meanEntropy());
            assertThat(named(training)).as("of 40 images").isGreaterThanOrEqualTo(38);
        }
    }

    /** How many new images are nearest to the mean of their own kind. */
    private static int named(FeatureTraining training) {
        double[][] means = new double[Tiny.KINDS][Tiny.SIZE.width()];
        for (int i = 0; i < 40; i++) {
            float[] token = classToken(training, Tiny.image(i % Tiny.KINDS, 10_000 + i));
            for (int k = 0; k < token.length; k++) {
                means[i % Tiny.KINDS][k] += token[k] / 10;
            }
        }
        int right = 0;
        for (int i = 0; i < 40; i++) {
            float[] token = classToken(training, Tiny.image(i % Tiny.KINDS, 20_000 + i));
            int nearest = 0;
            for (int kind = 1; kind < Tiny.KINDS; kind++) {
                nearest = distance(token, means[kind]) < distance(token, means[nearest]) ? kind : nearest;
            }
            right += nearest == i % Tiny.KINDS ? 1 : 0;
        }
        return right;
    }

    private static double distance(float[] token, double[] mean) {
        double squares = 0;
        for (int k = 0; k < token.length; k++) {
            squares += (token[k] - mean[k]) * (token[k] - mean[k]);
        }
        return squares;
    }

    @Test
    void theSameSeedGivesTheSameNetwork() throws IOException {
        assertThat(digestAfterThreeSteps(5, "a")).isEqualTo(digestAfterThreeSteps(5, "b"));
        assertThat(digestAfterThreeSteps(6, "c")).isNotEqualTo(digestAfterThreeSteps(5, "d"));
    }

    private String digestAfterThreeSteps(long seed, String name) throws IOException {
        try (FeatureTraining training = new FeatureTraining(Tiny.config(3, seed), Tiny.pairs(), 1)) {
            for (int step = 0; step < 3; step++) {
                training.step();
            }
            training.export(folder.resolve(name));
        }
        return VisionFolder.open(folder.resolve(name)).digest();
    }

    @Test
    void stepsLeaveNoArraysBehind() {
        try (FeatureTraining training = new FeatureTraining(Tiny.config(10, 1), Tiny.pairs(), 1)) {
            training.step();
            int before = training.manager().getManagedArrays().size();
            for (int step = 0; step < 9; step++) {
                training.step();
            }
            assertThat(training.manager().getManagedArrays()).hasSize(before);
        }
    }

    /** The class token, the mean of all tokens, and their deviation. */
    private static float[] vector(FeatureTraining training, CameraImage image) {
        float[] tokens = tokens(training, image);
        int width = Tiny.SIZE.width();
        int count = tokens.length / width;
        float[] vector = Arrays.copyOf(tokens, 3 * width);
        for (int k = 0; k < width; k++) {
            double sum = 0;
            double squares = 0;
            for (int token = 0; token < count; token++) {
                sum += tokens[token * width + k];
            }
            for (int token = 0; token < count; token++) {
                squares += Math.pow(tokens[token * width + k] - sum / count, 2);
            }
            vector[width + k] = (float) (sum / count);
            vector[2 * width + k] = (float) Math.sqrt(squares / count);
        }
        return vector;
    }

    private static float[] classToken(FeatureTraining training, CameraImage image) {
        return Arrays.copyOf(tokens(training, image), Tiny.SIZE.width());
    }

    private static float[] tokens(FeatureTraining training, CameraImage image) {
        float[] planes = new float[3 * 16 * 16];
        ShiftedView.unmoved().write(image, planes, 0);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            VisionTransformer transformer = training.teacher().transformer();
            NDArray batch = training.manager().create(planes, transformer.imageShape(1));
            return transformer.tokens(batch, Window.whole(Tiny.SIZE)).toFloatArray();
        }
    }
}

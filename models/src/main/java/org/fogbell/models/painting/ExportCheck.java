package org.fogbell.models.painting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.fogbell.models.diffusion.DiffusionPipeline;

/** Whether a pipeline that was written says what the networks say that it was written from. */
final class ExportCheck {
    private static final double TOLERANCE = 1e-4;
    private static final List<String> SENTENCES =
            List.of("", "a clear day", "dense fog at night, with dirt on the lens");
    private static final double[] TIMES = {0, 500, 999};

    /** What is asked. */
    interface Denoiser {
        float[] said(String sentence, float[] sample, double time) throws IOException;
    }

    private ExportCheck() {}

    /** @throws IOException saying where they differ by more than a ten-thousandth of the greatest value, or of 1 */
    static void of(Path folder, Denoiser network) throws IOException {
        try (DiffusionPipeline pipeline = DiffusionPipeline.open(folder, null, 1)) {
            Random random = new Random(1);
            for (int i = 0; i < SENTENCES.size(); i++) {
                float[] sample = new float[3 * GeneratorTraining.SIDE * GeneratorTraining.SIDE];
                for (int j = 0; j < sample.length; j++) {
                    sample[j] = (float) random.nextGaussian();
                }
                float[] expected = network.said(SENTENCES.get(i), sample, TIMES[i]);
                float[] got = pipeline.said(SENTENCES.get(i), sample, TIMES[i]);
                compare(folder, expected, got);
            }
        }
    }

    private static void compare(Path folder, float[] expected, float[] got) throws IOException {
        double greatest = 1;
        for (float value : expected) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - got[i]) <= TOLERANCE * greatest)) {
                throw new IOException(folder + ": expected what the trained network says, " + expected[i] + " in place "
                        + i + ", got " + got[i]);
            }
        }
    }
}

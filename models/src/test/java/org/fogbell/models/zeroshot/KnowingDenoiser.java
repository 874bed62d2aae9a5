package org.fogbell.models.zeroshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fogbell.models.diffusion.Denoiser;
import org.fogbell.models.diffusion.EncodedPrompt;
import org.fogbell.models.diffusion.NoiseSchedule;
import org.fogbell.models.diffusion.PredictionType;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.vision.FittedImage;

/**
 * A network that knows the image that it is shown with noise on it. Under a sentence with an offset it says what is right and
 * that much more; under one without, what is right.
 */
final class KnowingDenoiser implements Denoiser {
    static final int SIDE = 4;

    /** A question as it came. */
    record Question(String sentence, double timestep, float first) {}

    final List<Question> questions = new ArrayList<>();
    int runs;
    int encoded;

    private final float[] clean;
    private final PredictionType prediction;
    private final Map<String, Double> offsets;
    private final NoiseSchedule schedule = NoiseSchedule.squaredCosine();

    KnowingDenoiser(CameraImage image, PredictionType prediction, Map<String, Double> offsets) {
        this.clean = FittedImage.planes(image, SIDE, SIDE);
        this.prediction = prediction;
        this.offsets = offsets;
    }

    @Override
    public EncodedPrompt encode(String prompt) {
        encoded++;
        return new EncodedPrompt(prompt, new float[1], 1, 1);
    }

    @Override
    public float[] said(List<EncodedPrompt> prompts, float[] samples, double[] timesteps) {
        runs++;
        float[] said = new float[samples.length];
        for (int i = 0; i < timesteps.length; i++) {
            int from = i * clean.length;
            String sentence = prompts.get(i).sentence();
            questions.add(new Question(sentence, timesteps[i], samples[from]));
            double signal = Math.sqrt(schedule.left((int) timesteps[i]));
            double spread = Math.sqrt(1 - schedule.left((int) timesteps[i]));
            for (int k = 0; k < clean.length; k++) {
                double noise = (samples[from + k] - signal * clean[k]) / spread;
                said[from + k] = (float) (prediction.target(clean[k], noise, signal, spread) + offsets.get(sentence));
            }
        }
        return said;
    }

    @Override
    public int width() {
        return SIDE;
    }

    @Override
    public int height() {
        return SIDE;
    }

    @Override
    public NoiseSchedule schedule() {
        return schedule;
    }

    @Override
    public PredictionType prediction() {
        return prediction;
    }
}

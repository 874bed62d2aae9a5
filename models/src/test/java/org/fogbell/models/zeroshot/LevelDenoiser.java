package org.fogbell.models.zeroshot;

import java.util.List;
import org.fogbell.models.diffusion.Denoiser;
import org.fogbell.models.diffusion.EncodedPrompt;
import org.fogbell.models.diffusion.NoiseSchedule;
import org.fogbell.models.diffusion.PredictionType;

/**
 * The best network that there can be for images whose pixels are normal around a level, which its sentence gives: it says the
 * velocity that follows from the mean of what the image may be.
 */
final class LevelDenoiser implements Denoiser {
    static final int SIDE = 8;

    private final double deviation;
    private final NoiseSchedule schedule = NoiseSchedule.squaredCosine();

    LevelDenoiser(double deviation) {
        this.deviation = deviation;
    }

    @Override
    public EncodedPrompt encode(String prompt) {
        return new EncodedPrompt(prompt, new float[] {Float.parseFloat(prompt)}, 1, 1);
    }

    @Override
    public float[] said(List<EncodedPrompt> prompts, float[] samples, double[] timesteps) {
        int size = samples.length / timesteps.length;
        float[] said = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            double level = prompts.get(i / size).values()[0];
            double signal = Math.sqrt(schedule.left((int) timesteps[i / size]));
            double spread = Math.sqrt(1 - schedule.left((int) timesteps[i / size]));
            double variance = deviation * deviation;
            double gain = variance * signal / (variance * signal * signal + spread * spread);
            double clean = level + gain * (samples[i] - signal * level);
            double noise = (samples[i] - signal * clean) / spread;
            said[i] = (float) (signal * noise - spread * clean);
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
        return PredictionType.V_PREDICTION;
    }
}

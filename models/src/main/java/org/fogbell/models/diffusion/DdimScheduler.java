package org.fogbell.models.diffusion;

/** Denoising Diffusion Implicit Models (arXiv 2010.02502), without any noise on the way. */
/*
 * With a = the sample's share in the variance (equation 12 for sigma = 0): the network's word gives sample and noise,
 * x0 and e, and the next is sqrt(a') x0 + sqrt(1 - a') e. The step after the last has a' = 1, or that of the first step of
 * training where the weights were made so. Where samples are clipped the noise stays what it was, as those who export
 * such models have it.
 */
final class DdimScheduler implements Scheduler {
    private final PredictionType prediction;
    private final double[] timesteps;
    private final double[] left;
    private final double clip;

    /** @param clip the greatest size of a predicted value; infinite for none */
    DdimScheduler(
            NoiseSchedule schedule, PredictionType prediction, double[] timesteps, boolean setAlphaToOne, double clip) {
        this.prediction = prediction;
        this.timesteps = new double[timesteps.length];
        this.clip = clip;
        left = new double[timesteps.length + 1];
        for (int i = 0; i < timesteps.length; i++) {
            this.timesteps[i] = Math.rint(timesteps[i]);
            left[i] = schedule.left((int) this.timesteps[i]);
        }
        left[timesteps.length] = setAlphaToOne ? 1 : schedule.left(0);
    }

    @Override
    public double[] timesteps() {
        return timesteps.clone();
    }

    @Override
    public double initialSigma() {
        return 1;
    }

    @Override
    public float[] scaleInput(float[] sample, int index) {
        return sample;
    }

    @Override
    public float[] step(float[] modelOutput, int index, float[] sample, NormalNoise noise) {
        double signal = Math.sqrt(left[index]);
        double spread = Math.sqrt(1 - left[index]);
        double nextSignal = Math.sqrt(left[index + 1]);
        double nextSpread = Math.sqrt(1 - left[index + 1]);
        float[] next = new float[sample.length];
        for (int i = 0; i < next.length; i++) {
            double x = sample[i];
            double said = modelOutput[i];
            double clean =
                    switch (prediction) {
                        case EPSILON -> (x - spread * said) / signal;
                        case V_PREDICTION -> signal * x - spread * said;
                        case SAMPLE -> said;
                    };
            double dirt =
                    switch (prediction) {
                        case EPSILON -> said;
                        case V_PREDICTION -> signal * said + spread * x;
                        case SAMPLE -> (x - signal * said) / spread;
                    };
            next[i] = (float) (nextSignal * Math.max(-clip, Math.min(clip, clean)) + nextSpread * dirt);
        }
        return next;
    }
}

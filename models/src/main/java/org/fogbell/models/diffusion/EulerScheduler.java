package org.fogbell.models.diffusion;

/**
 * Euler's steps along the differential equation of "Elucidating the Design Space" (arXiv 2206.00364), plain or ancestral:
 * then each step goes further down than it should, and fresh noise brings it back up.
 */
/*
 * Here a sample has noise of spread sigma = sqrt((1 - a) / a) on it and is not shrunk, so the network is shown
 * x / sqrt(sigma^2 + 1). With the direction d = (x - x0) / sigma a step to sigma' is x + d (sigma' - sigma). Ancestral:
 * up^2 = sigma'^2 (sigma^2 - sigma'^2) / sigma^2, down^2 = sigma'^2 - up^2 (the variances of DDPM's own steps, arXiv
 * 2006.11239); the step goes to down, and noise of spread up is added. One step from the noisiest time to 0 gives x0: that
 * is how turbo models (arXiv 2311.17042) are run.
 */
final class EulerScheduler implements Scheduler {
    private final PredictionType prediction;
    private final double[] timesteps;
    private final double[] sigmas;
    private final boolean ancestral;
    private final double initialSigma;

    /** @param lastSigma of the noise that is left at the end, mostly 0 */
    EulerScheduler(
            NoiseSchedule schedule,
            PredictionType prediction,
            double[] timesteps,
            TimestepSpacing spacing,
            double lastSigma,
            boolean ancestral) {
        this.prediction = prediction;
        this.timesteps = timesteps.clone();
        this.ancestral = ancestral;
        sigmas = new double[timesteps.length + 1];
        for (int i = 0; i < timesteps.length; i++) {
            sigmas[i] = schedule.sigma(timesteps[i]);
        }
        sigmas[timesteps.length] = lastSigma;
        initialSigma = spacing == TimestepSpacing.LEADING ? Math.hypot(sigmas[0], 1) : sigmas[0];
    }

    @Override
    public double[] timesteps() {
        return timesteps.clone();
    }

    @Override
    public double initialSigma() {
        return initialSigma;
    }

    @Override
    public float[] scaleInput(float[] sample, int index) {
        double scale = Math.hypot(sigmas[index], 1);
        float[] shown = new float[sample.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = (float) (sample[i] / scale);
        }
        return shown;
    }

    @Override
    public float[] step(float[] modelOutput, int index, float[] sample, NormalNoise noise) {
        double sigma = sigmas[index];
        double next = sigmas[index + 1];
        double up = ancestral ? Math.sqrt(next * next * (sigma * sigma - next * next) / (sigma * sigma)) : 0;
        double down = Math.sqrt(next * next - up * up);
        double variance = sigma * sigma + 1;
        float[] result = new float[sample.length];
        for (int i = 0; i < result.length; i++) {
            double x = sample[i];
            double said = modelOutput[i];
            double clean =
                    switch (prediction) {
                        case EPSILON -> x - sigma * said;
                        case V_PREDICTION -> x / variance - said * sigma / Math.sqrt(variance);
                        case SAMPLE -> said;
                    };
            double moved = x + (x - clean) / sigma * (down - sigma);
            result[i] = (float) (up > 0 ? moved + up * noise.next() : moved);
        }
        return result;
    }
}

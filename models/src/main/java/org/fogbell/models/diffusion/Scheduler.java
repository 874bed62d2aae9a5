package org.fogbell.models.diffusion;

/** The way from noise to a sample in a fixed number of steps, the noisiest first. Immutable. */
interface Scheduler {
    /** What the network is told, step by step: a time of its training. */
    double[] timesteps();

    /** The spread of the noise to begin with. */
    double initialSigma();

    /** What the network is shown in a step of what there is; may be the same array. */
    float[] scaleInput(float[] sample, int index);

    /**
     * What there is after a step.
     *
     * @param modelOutput what the network said of {@link #scaleInput}
     * @param noise read only where the way is a random one
     */
    float[] step(float[] modelOutput, int index, float[] sample, NormalNoise noise);
}

package org.fogbell.models.perception;

/**
 * Where and how a bundle runs.
 *
 * @param device {@code cpu}, {@code gpu:N}, or {@code auto}: the first GPU that the bundle's engine can use, else the CPU
 * @param intraOpThreads threads inside one operator of the network; 1 unless one thread serves one machine
 */
public record ServingOptions(String device, int intraOpThreads) {
    public ServingOptions {
        if (!device.matches("auto|cpu|gpu:\\d{1,3}")) {
            throw new IllegalArgumentException("device '" + device + "', expected auto, cpu or gpu:N");
        }
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("intra-op threads " + intraOpThreads + ", expected at least 1");
        }
    }

    /** Any device, one thread a predictor: several predictors on one thread each beat one predictor on several. */
    public static ServingOptions defaults() {
        return new ServingOptions("auto", 1);
    }

    /** The number of the GPU that is asked for by number, or -1. */
    public int gpu() {
        return device.startsWith("gpu:") ? Integer.parseInt(device.substring("gpu:".length())) : -1;
    }
}

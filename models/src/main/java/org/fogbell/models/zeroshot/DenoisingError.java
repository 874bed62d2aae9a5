package org.fogbell.models.zeroshot;

import org.fogbell.models.diffusion.PredictionType;

/** Which error of a denoising network is averaged. The two differ in how much each time counts. */
public enum DenoisingError {
    /**
     * In the noise, as the paper has it: of a network that says something else, in the noise that follows from it. So the same
     * weights of the times stand for all networks.
     */
    NOISE("noise") {
        @Override
        double scale(PredictionType prediction, double signal, double spread) {
            return prediction.noiseError(signal, spread);
        }
    },
    /** In what the network says, each time counting as it did in the network's training. */
    NETWORK("network") {
        @Override
        double scale(PredictionType prediction, double signal, double spread) {
            return 1;
        }
    };

    private final String word;

    DenoisingError(String word) {
        this.word = word;
    }

    /** What an error in the network's word is multiplied with. */
    abstract double scale(PredictionType prediction, double signal, double spread);

    @Override
    public String toString() {
        return word;
    }
}

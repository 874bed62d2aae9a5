package org.fogbell.models.training;

import org.jspecify.annotations.Nullable;

/**
 * What one epoch of a training came to.
 *
 * @param epoch counted from 1
 * @param seconds that its steps took, without validation
 * @param rate the learning rate of its last step
 * @param detectionLoss mean over its steps, see {@link DetectorLoss}
 * @param entropyLoss mean over its steps, weighted as in the configuration; 0 in plain training
 * @param gradientNorm mean over its steps, before clipping
 * @param validation null where the epoch had none
 */
public record EpochResult(
        int epoch,
        double seconds,
        double rate,
        double detectionLoss,
        double entropyLoss,
        double gradientNorm,
        @Nullable AveragePrecision validation) {
    EpochResult validated(AveragePrecision result) {
        return new EpochResult(epoch, seconds, rate, detectionLoss, entropyLoss, gradientNorm, result);
    }
}

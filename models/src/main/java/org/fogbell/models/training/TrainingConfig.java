package org.fogbell.models.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a training does, beside its data.
 *
 * @param epochs how often each sweep is shown
 * @param batch sweeps of one step
 * @param peakRate the highest learning rate, see {@link OneCycle}
 * @param decay of the weights, see {@link AdamW}
 * @param maxNorm of the gradients
 * @param boxWeight see {@link DetectorLoss}
 * @param entropyLoss what is added to the detector's loss; null for plain training
 * @param entropyBlocks numbers, from 1, of the blocks that the entropy loss is taken on; none means all
 * @param augment whether the sweeps are varied, see {@link Augmentation#usual}
 * @param validateEvery epochs from one validation to the next; the last epoch has one in any case
 * @param patience validations without a better result after which training ends, counted from the highest rate on
 * @param seed of the first weights, of the order of the sweeps, and of their variation
 */
public record TrainingConfig(
        DetectorSize size,
        int epochs,
        int batch,
        double peakRate,
        double decay,
        double maxNorm,
        double boxWeight,
        @Nullable EntropyLoss entropyLoss,
        List<Integer> entropyBlocks,
        boolean augment,
        int validateEvery,
        int patience,
        long seed) {
    public TrainingConfig {
        entropyBlocks = entropyBlocks.stream().sorted().distinct().toList();
        if (epochs < 1 || batch < 1 || validateEvery < 1 || patience < 1) {
            throw new IllegalArgumentException(
                    "expected epochs, a batch, validations and a patience of at least 1, got " + epochs + ", " + batch
                            + ", " + validateEvery + " and " + patience);
        }
        if (!entropyBlocks.stream()
                .allMatch(block -> block >= 1 && block <= size.widths().size())) {
            throw new IllegalArgumentException(
                    "expected blocks from 1 to " + size.widths().size() + ", got " + entropyBlocks);
        }
    }

    /** As detectors for KITTI are usually trained; without an entropy loss. */
    public static TrainingConfig usual(DetectorSize size, int epochs, long seed) {
        int validateEvery = Math.max(1, epochs / 20);
        return new TrainingConfig(size, epochs, 4, 0.003, 0.01, 10, 1, null, List.of(), true, validateEvery, 10, seed);
    }

    /** The same with an entropy loss on the given blocks, all where none is given. */
    public TrainingConfig withEntropyLoss(EntropyLoss loss, List<Integer> blocks) {
        return new TrainingConfig(
                size,
                epochs,
                batch,
                peakRate,
                decay,
                maxNorm,
                boxWeight,
                loss,
                blocks,
                augment,
                validateEvery,
                patience,
                seed);
    }

    /** The same with another rhythm of validations, and none of them ending it. */
    public TrainingConfig withValidations(int every) {
        return new TrainingConfig(
                size,
                epochs,
                batch,
                peakRate,
                decay,
                maxNorm,
                boxWeight,
                entropyLoss,
                entropyBlocks,
                augment,
                every,
                epochs,
                seed);
    }

    /** The epoch with the highest rate: before it, no result says anything of the training's end. */
    int peakEpoch() {
        return (int) Math.ceil(OneCycle.USUAL_RISE * epochs);
    }

    /** Whether a validation follows the epoch, counted from 1. */
    boolean validatesAfter(int epoch) {
        return epoch % validateEvery == 0 || epoch == epochs;
    }

    /** SHA-256 in hex: trainings of one configuration on the same data go the same way. */
    public String digest() {
        try {
            byte[] text = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

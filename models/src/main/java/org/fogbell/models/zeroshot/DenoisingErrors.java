package org.fogbell.models.zeroshot;

/**
 * What a {@link DiffusionClassifier} found out about an image. The arrays belong to this record: nobody changes them.
 *
 * @param best place of the sentence that fits best; the first of equals
 * @param meanSquares the mean squared error under each sentence, over the pairs it was asked about: of one that was dropped
 *     early it is over fewer, and not to be compared with that of one that was not
 * @param pairs of noise and time that each sentence was asked about
 * @param evaluations of the network, in all
 */
public record DenoisingErrors(int best, double[] meanSquares, int[] pairs, long evaluations) {}

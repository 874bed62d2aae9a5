package org.fogbell.models.zeroshot;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fogbell.models.diffusion.NormalNoise;

/**
 * Noise, and a time of the network's training at which it is put on an image. The array belongs to it: nobody changes it.
 *
 * @param noise standard normal, one number for each of the image's
 */
record NoisePair(int timestep, float[] noise) {

    /**
     * The pairs of all stages, those of the first first. The times of each stage are spread evenly over the schedule, one drawn
     * in each of as many equal parts as the stage has pairs. The same for a seed on any machine.
     *
     * @param steps of the network's training
     * @param size numbers of an image
     */
    static List<NoisePair> draw(Pruning pruning, int steps, int size, long seed) {
        SplittableRandom times = new SplittableRandom(~seed);
        NormalNoise noise = new NormalNoise(seed);
        List<NoisePair> pairs = new ArrayList<>();
        for (Pruning.Stage stage : pruning.stages()) {
            int added = stage.pairs() - pairs.size();
            for (int i = 0; i < added; i++) {
                int timestep = (int) ((i + times.nextDouble()) / added * steps);
                pairs.add(new NoisePair(Math.min(steps - 1, timestep), noise.fill(size, 1)));
            }
        }
        return List.copyOf(pairs);
    }
}

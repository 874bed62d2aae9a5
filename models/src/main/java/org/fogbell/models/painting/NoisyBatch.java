package org.fogbell.models.painting;

import java.util.Random;
import java.util.stream.IntStream;
import org.fogbell.models.diffusion.NoiseSchedule;
import org.fogbell.models.diffusion.Tokenizer;
import org.fogbell.models.imagery.RoadImages;

/**
 * What one step of a training is about.
 *
 * @param images of -1..1, plane by plane
 * @param ids tokens of their sentences
 * @param times one an image
 * @param signals what is left of each image
 * @param spreads of the noise beside that
 */
record NoisyBatch(float[] images, long[] ids, float[] times, float[] signals, float[] spreads) {

    static NoisyBatch draw(
            CaptionedRoads roads, Tokenizer tokenizer, NoiseSchedule noises, GeneratorConfig config, Random random) {
        int count = config.batch();
        int pixels = 3 * RoadImages.SIZE * RoadImages.SIZE;
        float[] images = new float[count * pixels];
        long[] ids = new long[count * RoadCaptions.TOKENS];
        float[] times = new float[count];
        float[] signals = new float[count];
        float[] spreads = new float[count];
        double offset = random.nextDouble();
        int[] shown = new int[count];
        for (int i = 0; i < count; i++) {
            int road = random.nextInt(roads.size());
            shown[i] = road;
            String caption = RoadCaptions.any(
                    roads.conditions().get(road), roads.severities().get(road), random);
            int[] tokens = tokenizer.tokens(random.nextDouble() < config.unnamed() ? "" : caption);
            for (int j = 0; j < tokens.length; j++) {
                ids[i * tokens.length + j] = tokens[j];
            }
            int time = (int) ((i + offset) / count * noises.steps());
            times[i] = time;
            signals[i] = (float) Math.sqrt(noises.left(time));
            spreads[i] = (float) Math.sqrt(1 - noises.left(time));
        }
        // On a GPU this takes as long as the step, so all cores do it.
        IntStream.range(0, count).parallel().forEach(i -> {
            float[] planes = RoadImages.planes(roads.images().get(shown[i]));
            for (int j = 0; j < pixels; j++) {
                images[i * pixels + j] = 2 * planes[j] - 1;
            }
        });
        return new NoisyBatch(images, ids, times, signals, spreads);
    }

    int size() {
        return times.length;
    }
}

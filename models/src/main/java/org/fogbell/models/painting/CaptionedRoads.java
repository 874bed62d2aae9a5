package org.fogbell.models.painting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;

/**
 * Simulated roads to learn from, each with the composition that it shows; none of those that are withheld.
 *
 * @param images of {@link RoadImages#SIZE} rows and columns
 * @param conditions one an image
 */
public record CaptionedRoads(List<CameraImage> images, List<RoadCondition> conditions) {
    static final int VIEWS_A_WORLD = 8;

    /** A camera is mostly whole: without a fault a composition comes this many times for each time with a certain one. */
    private static final int WHOLE = 4;

    private static final long PRIME = 1_000_003;

    /** @throws IllegalArgumentException where there is none, or a condition that nobody may learn from */
    public CaptionedRoads {
        images = List.copyOf(images);
        conditions = List.copyOf(conditions);
        if (images.isEmpty() || images.size() != conditions.size()) {
            throw new IllegalArgumentException(
                    "expected a condition for each image, got " + images.size() + " and " + conditions.size());
        }
        for (RoadCondition condition : conditions) {
            if (condition.isWithheld()) {
                throw new IllegalArgumentException(
                        "expected conditions to learn from, got " + condition + ", withheld");
            }
        }
    }

    /**
     * Renders images, all compositions about as often as one another.
     *
     * @param firstWorld seed of the first world; each has {@value #VIEWS_A_WORLD} views
     * @param seed of what is done to the views
     * @param progress told how many images there are
     */
    public static CaptionedRoads render(long firstWorld, int worlds, int count, long seed, IntConsumer progress) {
        if (worlds < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "expected at least one world and image, got " + worlds + " and " + count);
        }
        List<RoadCondition> order = order(count, seed);
        List<CameraImage> images = new ArrayList<>();
        // World by world, so that no more than one is in memory.
        for (int world = 0; world < worlds; world++) {
            RoadImages roads = RoadImages.render(firstWorld + world, 1, VIEWS_A_WORLD);
            int upTo = (int) ((world + 1L) * count / worlds);
            while (images.size() < upTo) {
                int image = images.size();
                images.add(roads.image(image % roads.size(), order.get(image), seed * PRIME + image));
                progress.accept(images.size());
            }
        }
        return new CaptionedRoads(images, order);
    }

    static List<RoadCondition> order(int count, long seed) {
        List<RoadCondition> round = new ArrayList<>();
        for (RoadCondition condition : RoadCondition.shown()) {
            round.addAll(Collections.nCopies(condition.fault() == RoadCondition.Fault.NONE ? WHOLE : 1, condition));
        }
        Random random = new Random(seed);
        List<RoadCondition> order = new ArrayList<>();
        while (order.size() < count) {
            Collections.shuffle(round, random);
            order.addAll(round.subList(0, Math.min(round.size(), count - order.size())));
        }
        return order;
    }

    int size() {
        return images.size();
    }
}

package org.fogbell.models.painting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.simulation.SeverityRange;

/**
 * Simulated roads to learn from, each with the composition that it shows; none of those that are withheld.
 *
 * @param images of {@link RoadImages#SIZE} rows and columns
 * @param conditions one an image
 * @param severities that each image's were drawn from, as its captions' adjectives say
 */
public record CaptionedRoads(List<CameraImage> images, List<RoadCondition> conditions, List<SeverityRange> severities) {
    static final int VIEWS_A_WORLD = 8;

    /** A camera is mostly whole: without a fault a composition comes this many times for each time with a certain one. */
    private static final int WHOLE = 4;

    private static final long PRIME = 1_000_003;

    /** @throws IllegalArgumentException where there is none, or a condition that nobody may learn from */
    public CaptionedRoads {
        images = List.copyOf(images);
        conditions = List.copyOf(conditions);
        severities = List.copyOf(severities);
        if (images.isEmpty() || images.size() != conditions.size() || images.size() != severities.size()) {
            throw new IllegalArgumentException("expected a condition and severities for each image, got "
                    + images.size() + ", " + conditions.size() + " and " + severities.size());
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
     * @param threads that render; what they render does not depend on how many there are
     * @param progress told after each world how many images there are, by the calling thread
     */
    public static CaptionedRoads render(
            long firstWorld, int worlds, int count, long seed, int threads, IntConsumer progress) {
        if (worlds < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "expected at least one world and image, got " + worlds + " and " + count);
        }
        Rendering rendering = new Rendering(order(count, seed), seed);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<CameraImage>>> parts = new ArrayList<>();
            for (int world = 0; world < worlds; world++) {
                long number = firstWorld + world;
                int from = (int) ((long) world * count / worlds);
                int to = (int) ((world + 1L) * count / worlds);
                parts.add(pool.submit(() -> rendering.world(number, from, to)));
            }
            List<CameraImage> images = new ArrayList<>();
            for (Future<List<CameraImage>> part : parts) {
                images.addAll(part.get());
                progress.accept(images.size());
            }
            return new CaptionedRoads(images, rendering.order, rendering.severities);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the roads cannot be rendered", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while roads were rendered", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** World by world, so that each thread has no more than one in memory. */
    private static final class Rendering {
        private final List<RoadCondition> order;
        private final List<SeverityRange> severities;
        private final long seed;

        Rendering(List<RoadCondition> order, long seed) {
            this.order = order;
            this.severities = severities(order, seed);
            this.seed = seed;
        }

        List<CameraImage> world(long number, int from, int to) {
            RoadImages roads = RoadImages.render(number, 1, VIEWS_A_WORLD);
            List<CameraImage> images = new ArrayList<>();
            for (int image = from; image < to; image++) {
                images.add(roads.image(
                        image % roads.size(), order.get(image), severities.get(image), seed * PRIME + image));
            }
            return images;
        }
    }

    /** As often strong and usual as the captions of a condition have it. */
    static List<SeverityRange> severities(List<RoadCondition> order, long seed) {
        Random random = new Random(seed);
        List<SeverityRange> severities = new ArrayList<>();
        for (RoadCondition condition : order) {
            List<String> captions = RoadCaptions.of(condition);
            severities.add(RoadCaptions.severities(captions.get(random.nextInt(captions.size()))));
        }
        return severities;
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

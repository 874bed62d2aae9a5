package org.fogbell.models.pretraining;

import java.util.Random;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadCondition.Fault;
import org.fogbell.models.imagery.RoadCondition.Time;
import org.fogbell.models.imagery.RoadCondition.Weather;
import org.fogbell.models.imagery.RoadImages;

/**
 * Pairs of simulated roads: two different views of one world, some seconds apart, under the same weather, light and fault.
 * How strong these are is drawn for each image, and so is the chance in them. Conditions that are withheld do not occur.
 */
public final class RoadStretches implements ImagePairs {
    /** Views of a world: within twenty seconds of a drive. */
    static final int VIEWS = 4;

    private static final double CLEAR = 0.5;
    private static final double DAY = 0.6;
    private static final double WHOLE = 0.4;

    private final RoadImages roads;
    private final int worlds;
    private final long seed;

    /**
     * Renders all views.
     *
     * @param firstWorld seed of the first world; the others follow
     */
    public RoadStretches(long firstWorld, int worlds, long seed) {
        this.roads = RoadImages.render(firstWorld, worlds, VIEWS);
        this.worlds = worlds;
        this.seed = seed;
    }

    @Override
    public Pair pair(long number) {
        Random random = new Random(seed * 1_000_003 + number);
        int world = random.nextInt(worlds) * VIEWS;
        int first = random.nextInt(VIEWS);
        int second = (first + 1 + random.nextInt(VIEWS - 1)) % VIEWS;
        RoadCondition condition = condition(random);
        return new Pair(
                roads.image(world + first, condition, random.nextLong()),
                roads.image(world + second, condition, random.nextLong()));
    }

    /** Mostly one thing at a time, as on real roads. */
    static RoadCondition condition(Random random) {
        RoadCondition drawn;
        do {
            drawn = new RoadCondition(
                    drawn(Weather.values(), CLEAR, random),
                    drawn(Time.values(), DAY, random),
                    drawn(Fault.values(), WHOLE, random));
        } while (drawn.isWithheld());
        return drawn;
    }

    private static <T> T drawn(T[] values, double shareOfFirst, Random random) {
        return random.nextDouble() < shareOfFirst ? values[0] : values[1 + random.nextInt(values.length - 1)];
    }
}

package org.fogbell.fleet;

import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.TextToImage;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.simulation.SeverityRange;

/** The simulator as a generator of camera images: a simulated road under the weather, light and fault that a sentence names. */
final class SimulatedRoads implements TextToImage {
    private static final int VIEWS_A_WORLD = 4;

    private final long firstWorld;
    private final int worlds;
    private final RoadImages roads;

    /**
     * @param worlds seeds of the first and the last world, such as {@code 0..19}
     */
    static SimulatedRoads of(String worlds) {
        SeedRange range = SeedRange.parse("--simulated", worlds);
        return new SimulatedRoads(range.first(), range.count());
    }

    private SimulatedRoads(long firstWorld, int worlds) {
        this.firstWorld = firstWorld;
        this.worlds = worlds;
        this.roads = RoadImages.render(firstWorld, worlds, VIEWS_A_WORLD);
    }

    @Override
    public void check(String prompt, GenerationOptions options) {
        RoadCondition.parse(prompt);
        SeverityRange.of(prompt, RoadImages.USUAL);
    }

    @Override
    public CameraImage generate(String prompt, GenerationOptions options) {
        int view = (int) Math.floorMod(options.seed(), (long) roads.size());
        SeverityRange severities = SeverityRange.of(prompt, RoadImages.USUAL);
        return roads.image(view, RoadCondition.parse(prompt), severities, options.seed());
    }

    @Override
    public String identity() {
        return "simulated roads 2, worlds " + firstWorld + ".." + (firstWorld + worlds - 1);
    }
}

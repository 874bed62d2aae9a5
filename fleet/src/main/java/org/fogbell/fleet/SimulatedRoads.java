package org.fogbell.fleet;

import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.TextToImage;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;

/** The simulator as a generator of camera images: a simulated road under the weather, light and fault that a sentence names. */
final class SimulatedRoads implements TextToImage {
    private static final int VIEWS_A_WORLD = 4;

    private final long firstWorld;
    private final int worlds;
    private final RoadImages roads;

    SimulatedRoads(long firstWorld, int worlds) {
        this.firstWorld = firstWorld;
        this.worlds = worlds;
        this.roads = RoadImages.render(firstWorld, worlds, VIEWS_A_WORLD);
    }

    @Override
    public void check(String prompt, GenerationOptions options) {
        RoadCondition.parse(prompt);
    }

    @Override
    public CameraImage generate(String prompt, GenerationOptions options) {
        int view = (int) Math.floorMod(options.seed(), (long) roads.size());
        return roads.image(view, RoadCondition.parse(prompt), options.seed());
    }

    @Override
    public String identity() {
        return "simulated roads 1, worlds " + firstWorld + ".." + (firstWorld + worlds - 1);
    }
}

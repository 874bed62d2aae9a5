package org.fogbell.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.TextToImage;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.simulation.SeverityRange;

/** The simulator as a generator of camera images: a simulated road under the weather, light and fault that a sentence names. */
final class SimulatedRoads implements TextToImage {
    private static final Pattern WORLDS = Pattern.compile("([0-9]{1,8})\\.\\.([0-9]{1,8})");

    /** All views are rendered before the first image, and kept. */
    private static final int MOST_WORLDS = 1_000;

    private static final int VIEWS_A_WORLD = 4;

    private final long firstWorld;
    private final int worlds;
    private final RoadImages roads;

    /**
     * @param worlds seeds of the first and the last world, such as {@code 0..19}
     */
    static SimulatedRoads of(String worlds) {
        Matcher range = WORLDS.matcher(worlds);
        int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        int last = range.matches() ? Integer.parseInt(range.group(2)) : -1;
        if (last < first || last - first >= MOST_WORLDS) {
            throw new IllegalArgumentException("--simulated: expected the first and the last of at most " + MOST_WORLDS
                    + " seeds, such as 0..19, got '" + worlds + "'");
        }
        return new SimulatedRoads(first, last - first + 1);
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

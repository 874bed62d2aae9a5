package org.fogbell.models.imagery;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.simulation.CameraView;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.RoadKind;
import org.fogbell.models.simulation.SeverityRange;
import org.fogbell.models.simulation.SimulatedDrive;

/**
 * Forward cameras' views of simulated worlds, rendered once in clear daylight, and what they would be under any condition.
 * World i has the seed {@code firstSeed + i}, so disjoint ranges of seeds have no world in common. Immutable.
 */
public final class RoadImages {
    /** Rows and columns of every image. */
    public static final int SIZE = 64;

    /** The camera sees more to both sides, so that the square in the middle is 60 degrees across. */
    private static final int RENDERED_WIDTH = 96;

    /** Of weather and faults of which nothing is said. */
    public static final SeverityRange USUAL = new SeverityRange(2, Corruption.MAX_SEVERITY);

    private static final double VIEWS_PER_SECOND = 0.2;

    private final List<CameraView> views;

    private RoadImages(List<CameraView> views) {
        this.views = views;
    }

    /** Renders {@code worlds} x {@code viewsAWorld} images; the kinds of road take turns. */
    public static RoadImages render(long firstSeed, int worlds, int viewsAWorld) {
        if (worlds < 1 || viewsAWorld < 1) {
            throw new IllegalArgumentException(
                    "expected at least one world and view, got " + worlds + " and " + viewsAWorld);
        }
        RoadKind[] kinds = RoadKind.values();
        List<CameraView> views = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + worlds; seed++) {
            SimulatedDrive drive = SimulatedDrive.of(DriveConfig.defaults()
                    .withSeed(seed)
                    .withVehicles(1)
                    .withRoad(kinds[Math.floorMod(seed, kinds.length)], 1)
                    .withFrames(viewsAWorld, VIEWS_PER_SECOND)
                    .withCamera(RENDERED_WIDTH, SIZE));
            for (int view = 0; view < viewsAWorld; view++) {
                views.add(drive.camera(0, view));
            }
        }
        return new RoadImages(List.copyOf(views));
    }

    /** Views, world by world. */
    public int size() {
        return views.size();
    }

    /** A view in clear daylight. */
    public CameraImage clean(int view) {
        return middle(views.get(view).image());
    }

    /** A view under a condition, at {@link #USUAL} severities. */
    public CameraImage image(int view, RoadCondition condition, long seed) {
        return image(view, condition, USUAL, seed);
    }

    /**
     * A view under a condition: first the weather, then the light, then the fault, at severities that come from the seed. The
     * same arguments give the same image.
     *
     * @param severities of weather and fault; the time of day has its own
     */
    public CameraImage image(int view, RoadCondition condition, SeverityRange severities, long seed) {
        CameraView clean = views.get(view);
        Random random = new Random(seed);
        CameraImage seen = clean.image();
        for (Corruption corruption : corruptions(condition, severities, random)) {
            seen = corruption.apply(seen, clean.depthMetres(), random.nextLong());
        }
        return middle(seen);
    }

    private static List<Corruption> corruptions(RoadCondition condition, SeverityRange severities, Random random) {
        Corruption light =
                switch (condition.time()) {
                    case DAY -> new Corruption(CorruptionKind.NONE, 1);
                    case DUSK -> new Corruption(CorruptionKind.NIGHT, between(1, 2, random));
                    case NIGHT -> new Corruption(CorruptionKind.NIGHT, between(3, Corruption.MAX_SEVERITY, random));
                };
        return List.of(
                new Corruption(condition.weather().kind(), within(severities, 1, random)),
                light,
                new Corruption(condition.fault().kind(), within(severities, mildest(condition.fault()), random)));
    }

    /** In so few pixels, milder blur is none at all. */
    private static int mildest(RoadCondition.Fault fault) {
        return switch (fault) {
            case DEFOCUS -> Corruption.MAX_SEVERITY;
            case MOTION_BLUR -> 3;
            case NONE, LENS_DIRT, LENS_DROPS, NOISE, DEAD_PIXELS, WHITE_BALANCE -> 1;
        };
    }

    private static int within(SeverityRange severities, int mildest, Random random) {
        return between(Math.max(severities.lowest(), mildest), Math.max(severities.highest(), mildest), random);
    }

    private static int between(int lowest, int highest, Random random) {
        return lowest + random.nextInt(highest - lowest + 1);
    }

    /** Red, green and blue planes of 0..1, each row by row, as networks take them. */
    public static float[] planes(CameraImage image) {
        int pixels = image.width() * image.height();
        byte[] rgb = image.rgb();
        float[] planes = new float[3 * pixels];
        for (int i = 0; i < rgb.length; i++) {
            planes[i % 3 * pixels + i / 3] = (rgb[i] & 0xff) / 255f;
        }
        return planes;
    }

    private static CameraImage middle(CameraImage wide) {
        byte[] rgb = new byte[SIZE * SIZE * 3];
        int left = (wide.width() - SIZE) / 2;
        for (int row = 0; row < SIZE; row++) {
            System.arraycopy(wide.rgb(), (row * wide.width() + left) * 3, rgb, row * SIZE * 3, SIZE * 3);
        }
        return new CameraImage(SIZE, SIZE, rgb);
    }
}

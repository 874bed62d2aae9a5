package org.fogbell.models.simulation;

/**
 * Drops and flakes that fall through the space before a camera while its shutter is open, as many and as large as the
 * {@link Precipitation} says, each drawn where and as large as a pinhole camera sees it and only where nothing stands
 * before it. Those too small to cover half a pixel are part of the veil and left out.
 */
final class FallingThrough {
    static final double FOCAL_PER_WIDTH = 721.5 / 1242;
    static final double NEAREST_METRES = 0.4;
    private static final double SHUTTER_SECONDS = 1 / 250.0;
    private static final double SNOW_METRES_PER_SECOND = 1.6;
    private static final double FLAKE_PER_DROP = 2.15;
    private static final double HALF_A_PIXEL = 0.5;
    private static final double RAIN_LIGHT = 0.8;
    private static final double SNOW_LIGHT = 0.9;
    private static final int LAYERS = 40;
    private static final double FARTHEST_METRES = 12;

    private final LinearImage seen;
    private final float[] depthMetres;
    private final SeededRandom random;
    private final double focal;

    FallingThrough(LinearImage seen, float[] depthMetres, SeededRandom random) {
        this.seen = seen;
        this.depthMetres = depthMetres;
        this.random = random;
        this.focal = FOCAL_PER_WIDTH * seen.width();
    }

    /** Drops that cover at least half a pixel's width, on average over the random ones. */
    static double expectedDrops(int width, int height, Precipitation air, double widening) {
        double sum = 0;
        for (int layer = 0; layer < LAYERS; layer++) {
            sum += expectedInLayer(layer, width, height, air, widening);
        }
        return sum;
    }

    private static double layerMetres(double layer) {
        return NEAREST_METRES + (FARTHEST_METRES - NEAREST_METRES) * layer / LAYERS;
    }

    private static double expectedInLayer(int layer, int width, int height, Precipitation air, double widening) {
        double middle = layerMetres(layer + 0.5);
        double focal = FOCAL_PER_WIDTH * width;
        double area = middle / focal * width * (middle / focal * height);
        double volume = area * (layerMetres(layer + 1) - layerMetres(layer));
        return volume * air.largerThan(smallestMillimetres(middle, focal) / widening);
    }

    private static double smallestMillimetres(double metres, double focal) {
        return 1e3 * HALF_A_PIXEL * metres / focal;
    }

    void rain(Precipitation air) {
        fall(air, 1, (x, y, metres, millimetres) -> {
            double speed = 9.65 - 10.3 * StrictMath.exp(-0.6 * millimetres);
            double path = Math.max(0.1, speed) * SHUTTER_SECONDS;
            // Every place of the streak is covered only while the drop passes it.
            double share = Math.min(1, 1e-3 * millimetres / path);
            streak(x, y, focal * path / metres, focal * 1e-3 * millimetres / metres, share);
        });
    }

    void snow(Precipitation air) {
        fall(air, FLAKE_PER_DROP, (x, y, metres, millimetres) -> {
            double radius = focal * 1e-3 * millimetres / metres / 2;
            double smear = focal * SNOW_METRES_PER_SECOND * SHUTTER_SECONDS / metres;
            double share = Math.min(1, radius * 2) * Math.min(1, 2 * radius / smear);
            seen.coverDisc(x, y, Math.max(radius, 0.5), 0.6, share, SNOW_LIGHT);
        });
    }

    @FunctionalInterface
    private interface Falling {
        void draw(double x, double y, double metres, double millimetres);
    }

    private void fall(Precipitation air, double widening, Falling falling) {
        for (int layer = 0; layer < LAYERS; layer++) {
            double expected = expectedInLayer(layer, seen.width(), seen.height(), air, widening);
            double smallest = smallestMillimetres(layerMetres(layer + 0.5), focal);
            int count = (int) Math.round(expected + Math.sqrt(expected) * random.nextGaussian());
            for (int i = 0; i < count; i++) {
                double x = random.nextDouble(0, seen.width());
                double y = random.nextDouble(0, seen.height());
                double metres = layerMetres(layer + random.nextDouble());
                double millimetres = smallest + widening * random.nextExponential() / air.slopePerMillimetre();
                if (depthMetres[((int) y) * seen.width() + (int) x] > metres) {
                    falling.draw(x, y, metres, millimetres);
                }
            }
        }
    }

    private void streak(double x, double y, double length, double width, double share) {
        double across = Math.min(1, width);
        int columns = (int) Math.max(1, Math.round(width));
        for (int v = (int) (y - length / 2); v <= y + length / 2; v++) {
            for (int column = 0; column < columns; column++) {
                seen.cover((int) x + column, v, share * across, RAIN_LIGHT, RAIN_LIGHT, RAIN_LIGHT);
            }
        }
    }
}

package org.fogbell.models.simulation;

import org.fogbell.models.frame.CameraImage;

/** What is wrong with a camera's lens, what sits on it, and how it moves; sizes are shares of the image's width. */
final class LensFaults {
    private static final double SMALLEST_DROP = 0.006;
    private static final double LARGEST_DROP = 0.03;
    /** How many times its own size of scene a drop shows, upside down. */
    private static final double DROP_REDUCTION = 7;

    private static final double SMALLEST_SPECK = 0.01;
    private static final double LARGEST_SPECK = 0.07;
    private static final double DIRT_LIGHT = 0.03;
    private static final double DIRT_OPACITY = 0.85;

    private LensFaults() {}

    /** Drops of water that stay where they are: each a small upside-down picture of the scene with a dark rim. */
    static CameraImage drops(CameraImage clean, float[] depthMetres, double count, Seeds seeds) {
        SeededRandom random = seeds.lasting();
        LinearImage scene = LinearImage.of(clean);
        LinearImage seen =
                new LinearImage(clean.width(), clean.height(), scene.light().clone());
        for (int drop = 0; drop < count; drop++) {
            double x = random.nextDouble(0, clean.width());
            double y = random.nextDouble(0, clean.height());
            drop(scene, seen, x, y, clean.width() * random.nextDouble(SMALLEST_DROP, LARGEST_DROP));
        }
        return seen.toImage();
    }

    private static void drop(LinearImage scene, LinearImage seen, double x, double y, double radius) {
        for (int v = (int) (y - radius); v <= y + radius; v++) {
            for (int u = (int) (x - radius); u <= x + radius; u++) {
                double dx = u + 0.5 - x;
                double dy = v + 0.5 - y;
                double outward = (dx * dx + dy * dy) / (radius * radius);
                if (outward < 1) {
                    int column = clamped(x - DROP_REDUCTION * dx, scene.width());
                    int row = clamped(y - DROP_REDUCTION * dy, scene.height());
                    int i = (row * scene.width() + column) * 3;
                    double shade = 1 - 0.6 * outward * outward;
                    double share = Math.min(1, 4 * (1 - outward));
                    float[] light = scene.light();
                    seen.cover(u, v, share, shade * light[i], shade * light[i + 1], shade * light[i + 2]);
                }
            }
        }
    }

    private static int clamped(double place, int size) {
        return (int) Math.max(0, Math.min(size - 1, place));
    }

    /** Specks of dirt that stay where they are, far out of focus. */
    static CameraImage dirt(CameraImage clean, float[] depthMetres, double count, Seeds seeds) {
        SeededRandom random = seeds.lasting();
        LinearImage seen = LinearImage.of(clean);
        for (int speck = 0; speck < count; speck++) {
            double x = random.nextDouble(0, clean.width());
            double y = random.nextDouble(0, clean.height());
            double radius = clean.width() * random.nextDouble(SMALLEST_SPECK, LARGEST_SPECK);
            seen.coverDisc(x, y, radius, 1, DIRT_OPACITY, DIRT_LIGHT);
        }
        return seen.toImage();
    }

    /** A disc of confusion of that radius. */
    static CameraImage defocus(CameraImage clean, float[] depthMetres, double radiusShare, Seeds seeds) {
        double radius = radiusShare * clean.width();
        int rows = (int) Math.round(radius);
        int[] halfWidths = new int[2 * rows + 1];
        for (int dy = -rows; dy <= rows; dy++) {
            halfWidths[dy + rows] = (int) Math.round(Math.sqrt(Math.max(0, radius * radius - dy * dy)));
        }
        return LinearImage.of(clean).blurred(halfWidths).toImage();
    }

    /** A turn of the camera while the shutter is open: everything smears sideways over that length. */
    static CameraImage motionBlur(CameraImage clean, float[] depthMetres, double lengthShare, Seeds seeds) {
        int half = (int) Math.round(lengthShare * clean.width() / 2);
        return LinearImage.of(clean).blurred(new int[] {half}).toImage();
    }
}

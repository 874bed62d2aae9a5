package org.fogbell.models.simulation;

import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.fogbell.models.frame.PointCloud;

/**
 * A sweep as the sensor sees it: a row for each beam, the highest on top, straight ahead in the middle, left to the left.
 * Where no echo came back it is black. It shows the whole turn, or as much as there is where the sweep only shows what
 * lies ahead.
 */
final class RangeView {
    private static final double NEAREST_METRES = 2;
    private static final double FARTHEST_METRES = 80;
    private static final int WIDEST_PIXELS = 6;

    private final PointCloud sweep;
    private final int width;
    private final int rowPixels;
    private final int columnPixels;
    private final double halfView;
    private final Rings rings;
    private final int[] rowOfRing;

    RangeView(PointCloud sweep, int width, int height) {
        this.sweep = sweep;
        this.width = width;
        rings = Rings.of(sweep);
        rowPixels = Math.max(1, height / Math.max(1, rings.count()));
        halfView = BirdsEyeView.looksOnlyAhead(sweep) ? widestAhead(sweep) : Math.PI;
        int[] points = new int[rings.count()];
        rowOfRing = rows(points);
        columnPixels = widestGap(points);
    }

    private static double widestAhead(PointCloud sweep) {
        double widest = 0;
        for (int point = 0; point < sweep.size(); point++) {
            if (sweep.x(point) > 0) {
                widest = Math.max(widest, Math.abs(StrictMath.atan2(sweep.y(point), sweep.x(point))));
            }
        }
        return widest > 0 ? widest : Math.PI;
    }

    /** Pixels from one shot to the next: a ring with few points is drawn without stripes. */
    private int widestGap(int[] points) {
        int most = IntStream.of(points).max().orElse(1);
        return Math.min(WIDEST_PIXELS, (width + most - 1) / Math.max(1, most));
    }

    /** What a row shows, from left to right. */
    String directions() {
        return halfView == Math.PI ? "behind - left - ahead - right - behind" : "left - ahead - right";
    }

    /** The row of each ring; counts the rings' points. */
    private int[] rows(int[] points) {
        double[] sum = new double[rings.count()];
        for (int point = 0; point < sweep.size(); point++) {
            int ring = rings.ringOfPoint()[point];
            if (ring >= 0) {
                sum[ring] += Beam.elevation(sweep, point);
                points[ring]++;
            }
        }
        int[] byElevation = IntStream.range(0, rings.count())
                .boxed()
                .sorted(Comparator.comparingDouble(ring -> -sum[ring] / Math.max(1, points[ring])))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] row = new int[byElevation.length];
        for (int i = 0; i < byElevation.length; i++) {
            row[byElevation[i]] = i;
        }
        return row;
    }

    /** Near is dark, far is bright. */
    BufferedImage ranges() {
        return draw(false);
    }

    /** Weak echoes are dark, strong ones bright. */
    BufferedImage intensities() {
        return draw(true);
    }

    private BufferedImage draw(boolean ofIntensity) {
        BufferedImage image =
                new BufferedImage(width, Math.max(1, rings.count() * rowPixels), BufferedImage.TYPE_INT_RGB);
        for (int point = 0; point < sweep.size(); point++) {
            int ring = rings.ringOfPoint()[point];
            if (ring < 0) {
                continue;
            }
            double azimuth = StrictMath.atan2(sweep.y(point), sweep.x(point));
            if (Math.abs(azimuth) > halfView) {
                continue;
            }
            int u = Math.min(width - 1, (int) ((halfView - azimuth) / (2 * halfView) * width));
            double share = ofIntensity ? 0.08 + sweep.intensity(point) * 1.3 : share(point);
            int colour = ColourMap.colour(share);
            for (int v = rowOfRing[ring] * rowPixels, end = v + rowPixels; v < end; v++) {
                for (int right = Math.min(width, u + columnPixels), i = u; i < right; i++) {
                    image.setRGB(i, v, colour);
                }
            }
        }
        return image;
    }

    private double share(int point) {
        double x = sweep.x(point);
        double y = sweep.y(point);
        double z = sweep.z(point);
        double range = Math.sqrt(x * x + y * y + z * z);
        return StrictMath.log(range / NEAREST_METRES) / StrictMath.log(FARTHEST_METRES / NEAREST_METRES);
    }
}

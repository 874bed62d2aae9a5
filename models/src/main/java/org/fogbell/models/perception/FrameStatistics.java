package org.fogbell.models.perception;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;

/**
 * Cheap physical statistics of a frame, by name, for people who read an alert.
 *
 * <p>Of a sweep: {@code points} (finite ones), {@code dropped_points} (not finite), {@code range_p10_metres},
 * {@code range_p50_metres}, {@code range_p90_metres}, {@code intensity_p10}, {@code intensity_p50},
 * {@code intensity_p90} (from histograms, to 0.25 m and 1/256; left out where there is no point), and
 * {@code empty_sector_share}, the share of the 72 sectors around the sensor without a point. Of an image:
 * {@code brightness} and {@code contrast} (mean and deviation of the luma, 0..1), {@code sharpness} (mean absolute
 * difference of neighbours in a row, 0..1), {@code dark_share} and {@code bright_share} (luma under 5 and over 250 of
 * 255).
 */
public final class FrameStatistics {
    /** Name of the count of points that were not finite. */
    public static final String DROPPED_POINTS = "dropped_points";

    private static final int SECTORS = 72;
    private static final int RANGE_BINS = 1000;
    private static final float RANGE_BINS_PER_METRE = 4;
    private static final int INTENSITY_BINS = 256;

    private FrameStatistics() {}

    /** The statistics in a fixed order. Every value is finite. */
    public static Map<String, Double> of(Frame frame) {
        if (frame instanceof PointCloud cloud) {
            return ofSweep(cloud);
        }
        return ofImage((CameraImage) frame);
    }

    private static Map<String, Double> ofSweep(PointCloud cloud) {
        int[] ranges = new int[RANGE_BINS];
        int[] intensities = new int[INTENSITY_BINS];
        int[] sectors = new int[SECTORS];
        int finite = 0;
        for (int p = 0; p < cloud.size(); p++) {
            float x = cloud.x(p);
            float y = cloud.y(p);
            float z = cloud.z(p);
            float intensity = cloud.intensity(p);
            if (!Float.isFinite(x) || !Float.isFinite(y) || !Float.isFinite(z) || !Float.isFinite(intensity)) {
                continue;
            }
            finite++;
            ranges[bin(Math.sqrt(x * x + y * y + z * z) * RANGE_BINS_PER_METRE, RANGE_BINS)]++;
            intensities[bin(intensity * INTENSITY_BINS, INTENSITY_BINS)]++;
            sectors[bin(turn(x, y) * SECTORS, SECTORS)]++;
        }
        Map<String, Double> statistics = new LinkedHashMap<>();
        statistics.put("points", (double) finite);
        statistics.put(DROPPED_POINTS, (double) (cloud.size() - finite));
        if (finite > 0) {
            statistics.put("range_p10_metres", quantile(ranges, finite, 0.1) / RANGE_BINS_PER_METRE);
            statistics.put("range_p50_metres", quantile(ranges, finite, 0.5) / RANGE_BINS_PER_METRE);
            statistics.put("range_p90_metres", quantile(ranges, finite, 0.9) / RANGE_BINS_PER_METRE);
            statistics.put("intensity_p10", quantile(intensities, finite, 0.1) / INTENSITY_BINS);
            statistics.put("intensity_p50", quantile(intensities, finite, 0.5) / INTENSITY_BINS);
            statistics.put("intensity_p90", quantile(intensities, finite, 0.9) / INTENSITY_BINS);
        }
        statistics.put("empty_sector_share", shareOfZeros(sectors));
        return statistics;
    }

    private static Map<String, Double> ofImage(CameraImage image) {
        double sum = 0;
        double squares = 0;
        double differences = 0;
        int dark = 0;
        int bright = 0;
        for (int y = 0; y < image.height(); y++) {
            double left = luma(image, 0, y);
            for (int x = 0; x < image.width(); x++) {
                double luma = luma(image, x, y);
                sum += luma;
                squares += luma * luma;
                differences += Math.abs(luma - left);
                dark += luma < 5 / 255.0 ? 1 : 0;
                bright += luma > 250 / 255.0 ? 1 : 0;
                left = luma;
            }
        }
        double pixels = (double) image.width() * image.height();
        double mean = sum / pixels;
        Map<String, Double> statistics = new LinkedHashMap<>();
        statistics.put("brightness", mean);
        statistics.put("contrast", Math.sqrt(Math.max(0, squares / pixels - mean * mean)));
        statistics.put("sharpness", differences / pixels);
        statistics.put("dark_share", dark / pixels);
        statistics.put("bright_share", bright / pixels);
        return statistics;
    }

    /** ITU-R BT.601, 0..1. */
    private static double luma(CameraImage image, int x, int y) {
        return (0.299 * image.at(x, y, 0) + 0.587 * image.at(x, y, 1) + 0.114 * image.at(x, y, 2)) / 255;
    }

    private static int bin(double value, int bins) {
        return (int) Math.min(Math.max(value, 0), bins - 1);
    }

    /** The direction as 0..1 around the sensor: monotone in the angle, and without its arc tangent. */
    private static double turn(float x, float y) {
        double norm = Math.abs((double) x) + Math.abs((double) y);
        if (norm == 0) {
            return 0;
        }
        double quarter = x / norm;
        return (y >= 0 ? 1 - quarter : 3 + quarter) / 4;
    }

    /** In bins: inside the bin that the quantile falls into, as if its values were spread evenly. */
    private static double quantile(int[] histogram, int total, double share) {
        double wanted = share * total;
        double below = 0;
        for (int bin = 0; bin < histogram.length; bin++) {
            if (below + histogram[bin] >= wanted) {
                return bin + (wanted - below) / histogram[bin];
            }
            below += histogram[bin];
        }
        return histogram.length;
    }

    private static double shareOfZeros(int[] counts) {
        double zeros = 0;
        for (int count : counts) {
            zeros += count == 0 ? 1 : 0;
        }
        return zeros / counts.length;
    }
}

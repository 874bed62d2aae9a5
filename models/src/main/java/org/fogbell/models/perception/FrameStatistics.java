package org.fogbell.models.perception;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.jspecify.annotations.Nullable;

/**
 * Cheap physical statistics of a frame, by name, for people who read an alert.
 *
 * <p>Of a sweep: {@code points} (finite ones), {@code dropped_points} (not finite), {@code range_p10_metres},
 * {@code range_p50_metres}, {@code range_p90_metres}, {@code intensity_p10}, {@code intensity_p50},
 * {@code intensity_p90} (from histograms, to 0.25 m and 1/256; left out where there is no point), and
 * {@code empty_sector_share}, the share of the 72 sectors around the sensor without a point. Of its points beyond half a
 * metre: {@code sector_evenness} and {@code elevation_evenness} (exp of the entropy over the directions, as a share of their
 * number), {@code rings} (turns in the order in which the points are stored), {@code lost_azimuth_share} (of a turn, what is
 * missing in gaps between azimuths that are wider than usual), {@code hole_share} (of the directions below the horizon, those
 * with fewer than half as many points as most of their height), {@code dark_patch_share} (of patches of ten degrees by three, those
 * with less than 0.3 of the intensity of most of their height), {@code empty_elevation_share} (of the elevations between the lowest and the highest), {@code isolated_share} (of
 * the nearest returns by direction, those without a neighbour at their range), {@code thin_share} (those that stand before all
 * that is to their left and right), {@code faint_floating_share} (those that also stand before what is above and below, within
 * 25 m and of an intensity below 0.03), {@code near_intensity} and {@code
 * far_intensity} (means within 15 m and beyond 30 m), {@code far_share} (beyond 30 m). Along the order in which the points
 * are stored, where neighbours in it lie within a degree: {@code roughness_metres} (median of the second difference of the
 * range, as the noise that would make it), {@code spike_share} (points over a metre before or behind both neighbours) and {@code
 * steady_share} (points in runs of at least five at the same range to a millimetre), {@code ladder_share} (points at one range one above the
 * other, at least four, that stand before what is stored beside them, with farther ones between them) and {@code spiral_share} (the same of
 * a degree, where half as many or fewer of the points to its left and right are at that range). {@code dim_side_ratio} is the intensity that a
 * tenth of the points exceeds, of the dimmest 40 degrees over that of all around, beyond five metres and from 11 degrees below the horizon to
 * four above it. Of the ground within 30 m: {@code ground_share}, {@code below_ground_share} (over half a metre), and where there is ground
 * {@code ground_height_metres}, {@code ground_slope_ahead}, {@code ground_slope_aside} and {@code ground_residual_metres}
 * (median distance from the plane), {@code near_ground_intensity} and {@code far_ground_intensity} (means within 8 m and from 12
 * to 25 m), {@code lane_height_metres} (of the ground 3 to 7 m straight ahead and behind, where both are seen) and {@code
 * range_offset_metres} (by how much all ranges are too long, as the lane 3 to 12 m ahead and behind shows, where both are seen). Of an image:
 * {@code brightness} and {@code contrast} (mean and deviation of the luma, 0..1), {@code sharpness} (mean absolute
 * difference of neighbours in a row, 0..1), {@code dark_share} and {@code bright_share} (luma under 5 and over 250 of
 * 255).
 */
public final class FrameStatistics {
    /** Name of the count of points that were not finite. */
    public static final String DROPPED_POINTS = "dropped_points";

    /** What sweeps are counted with; null before the first, as images need none. */
    private @Nullable PointCloudStatistics sweeps;

    /** Statistics of frame after frame, with memory of its own: one a thread. */
    public FrameStatistics() {}

    /** The statistics of one frame in a fixed order. Every value is finite. */
    public static Map<String, Double> of(Frame frame) {
        return new FrameStatistics().next(frame);
    }

    /** As {@link #of}; nothing of the frame before is in it. */
    public Map<String, Double> next(Frame frame) {
        if (frame instanceof PointCloud cloud) {
            if (sweeps == null) {
                sweeps = new PointCloudStatistics();
            }
            return sweeps.of(cloud);
        }
        return ofImage((CameraImage) frame);
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
}

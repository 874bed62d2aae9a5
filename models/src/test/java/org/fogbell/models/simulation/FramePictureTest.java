package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.picture.PixelFont;
import org.junit.jupiter.api.Test;

class FramePictureTest {
    private static final Set<FramePicture.Part> ALL = EnumSet.allOf(FramePicture.Part.class);
    private static final Box3d BOX = new Box3d(20, 5, -1, 4, 2, 1.5, 0);

    @Test
    void aPointAheadIsDrawnToTheRightOfTheSensor() {
        PointCloud cloud = new PointCloud(new float[] {20, 5, 1, 0.5f, -30, -9, 1, 0.5f});
        BufferedImage image = new BirdsEyeView(400, 200, 5).draw(cloud, List.of());
        assertThat(brightness(image, 200 + 20 * 5, 100 - 5 * 5)).isGreaterThan(150);
        assertThat(brightness(image, 200 - 20 * 5, 100 - 5 * 5)).isLessThan(100);
    }

    @Test
    void whatOnlyShowsWhatLiesAheadBeginsAtTheLeft() {
        PointCloud cloud = new PointCloud(new float[] {20, 5, 1, 0.5f});
        BufferedImage image = new BirdsEyeView(400, 200, 5).draw(cloud, List.of());
        assertThat(brightness(image, 40 + 20 * 5, 100 - 5 * 5)).isGreaterThan(150);
    }

    @Test
    void aBoxIsOutlinedInItsTypesColour() {
        BufferedImage image = new BirdsEyeView(400, 200, 5)
                .draw(PointCloud.EMPTY, List.of(new FramePicture.Outline("Car", BOX, true)));
        int edge = image.getRGB(200 + 18 * 5, 100 - 5 * 5);
        assertThat(edge >> 8 & 0xff).isGreaterThan(120);
        assertThat(brightness(image, 200 + 20 * 5 - 3, 100 - 5 * 5 + 2)).isLessThan(100);
    }

    @Test
    void theHighestBeamIsTheTopRow() {
        float[] xyzi = new float[4 * 4 * 100];
        for (int i = 0; i < 400; i++) {
            double azimuth = 2 * Math.PI * (i % 100 + 0.5) / 100;
            xyzi[i * 4] = (float) (10 * Math.cos(azimuth));
            xyzi[i * 4 + 1] = (float) (10 * Math.sin(azimuth));
            xyzi[i * 4 + 2] = i / 100 - 2;
            xyzi[i * 4 + 3] = i / 100 == 3 ? 1 : 0;
        }
        BufferedImage image = new RangeView(new PointCloud(xyzi), 100, 40).intensities();
        assertThat(image.getHeight()).isEqualTo(40);
        assertThat(brightness(image, 50, 5)).isGreaterThan(brightness(image, 50, 35));
    }

    @Test
    void whatOnlyShowsWhatLiesAheadFillsTheRangeImage() {
        PointCloud cloud = new PointCloud(new float[] {10, 10, 0, 1, 10, -10, 0, 1});
        RangeView view = new RangeView(cloud, 100, 64);
        assertThat(brightness(view.intensities(), 0, 0)).isGreaterThan(200);
        assertThat(brightness(view.intensities(), 99, 0)).isGreaterThan(200);
        assertThat(view.directions()).isEqualTo("left - ahead - right");
    }

    @Test
    void onlyThePartsAskedForAreDrawn() {
        PointCloud cloud = new PointCloud(new float[] {20, 5, 1, 0.5f});
        int above = FramePicture.of(cloud, List.of(), EnumSet.of(FramePicture.Part.ABOVE))
                .getHeight();
        int rest = FramePicture.of(cloud, List.of(), EnumSet.complementOf(EnumSet.of(FramePicture.Part.ABOVE)))
                .getHeight();
        assertThat(FramePicture.of(cloud, List.of(), ALL).getHeight()).isEqualTo(above + rest);
    }

    @Test
    void aBrokenSweepIsDrawnWithoutItsBrokenPoints() {
        float nan = Float.NaN;
        PointCloud cloud = new PointCloud(new float[] {nan, 1, 1, 1, Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0});
        assertThat(FramePicture.of(cloud, List.of(), ALL).getWidth()).isEqualTo(1_200);
        assertThat(FramePicture.of(PointCloud.EMPTY, List.of(), ALL).getWidth()).isEqualTo(1_200);
    }

    @Test
    void aCameraImageStandsOnTopWithTheBoxesItShows() {
        KittiCalibration calibration = KittiCalibration.ahead(300, 100);
        CameraImage black = new CameraImage(300, 100, new byte[300 * 100 * 3]);
        List<FramePicture.Outline> outlines = List.of(new FramePicture.Outline("Pedestrian", BOX, true));
        BufferedImage with = FramePicture.of(PointCloud.EMPTY, outlines, black, calibration, ALL);
        assertThat(with.getHeight())
                .isGreaterThan(FramePicture.of(PointCloud.EMPTY, outlines, ALL).getHeight() + 399);
        double[] corner = calibration.project(18, 4, -0.25);
        int u = (int) Math.round(corner[0] * 4);
        int v = 16 + (int) Math.round(corner[1] * 4);
        int brightest = 0;
        for (int dv = -3; dv <= 3; dv++) {
            for (int du = -3; du <= 3; du++) {
                brightest = Math.max(brightest, with.getRGB(u + du, v + dv) >> 16 & 0xff);
            }
        }
        assertThat(brightest).isGreaterThan(150);
    }

    @Test
    void dontCareRegionsHaveNoOutline() {
        ObjectLabel region = new ObjectLabel("DontCare", -1, -1, -10, 1, 1, 2, 2, -1, -1, -1, -1000, -1000, -1000, -10);
        assertThat(FramePicture.outlines(List.of(region), KittiCalibration.ahead(10, 10)))
                .isEmpty();
    }

    @Test
    void lettersHaveTheirShape() {
        BufferedImage image = new BufferedImage(3, 5, BufferedImage.TYPE_INT_RGB);
        PixelFont.write(image, "T", 0, 0, 1, 0xffffff);
        StringBuilder drawn = new StringBuilder();
        for (int v = 0; v < 5; v++) {
            for (int u = 0; u < 3; u++) {
                drawn.append((image.getRGB(u, v) & 0xff) > 0 ? '#' : '.');
            }
        }
        assertThat(drawn.toString()).isEqualTo("###.#..#..#..#.");
    }

    private static int brightness(BufferedImage image, int u, int v) {
        int colour = image.getRGB(u, v);
        return (colour >> 16 & 0xff) + (colour >> 8 & 0xff) + (colour & 0xff);
    }
}

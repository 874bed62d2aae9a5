package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fogbell.models.frame.KittiCalibration;
import org.junit.jupiter.api.Test;

class CameraTest {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 128;
    private static final KittiCalibration CALIBRATION = KittiCalibration.ahead(WIDTH, HEIGHT);
    private static final Placement SENSOR = Placement.upright(3, 4, 1.73, 0.6);

    private static Scene scene(Solids standing) {
        return new Scene(new Ground(300, -Cover.MEADOW.riseMetres), new Bvh(standing), new Bvh(new Solids()));
    }

    private static CameraView render(Solids solids) {
        return new Camera(CALIBRATION, WIDTH, HEIGHT, 1).render(scene(solids), SENSOR);
    }

    @Test
    void depthOfLevelGroundFollowsFromTheRow() {
        CameraView view = render(new Solids());
        double eye = 1.73 - 0.08;
        double focal = 721.5377 * WIDTH / 1242;
        for (int v = 70; v < HEIGHT; v++) {
            double expected = eye * focal / (v + 0.5 - HEIGHT * 0.46);
            assertThat(view.depthMetres()[v * WIDTH + 40]).as("row %d", v).isCloseTo((float) expected, within((float)
                    (expected * 0.005)));
        }
    }

    @Test
    void theSkyIsInfinitelyFarAndBelongsToNobody() {
        CameraView view = render(new Solids());
        for (int i = 0; i < 40 * WIDTH; i++) {
            assertThat(view.depthMetres()[i]).isInfinite();
            assertThat(view.objects()[i]).isZero();
        }
    }

    @Test
    void everyPixelOfABoxProjectsBackOntoTheBox() {
        Solids solids = new Solids();
        Placement at = Placement.upright(SENSOR.worldX(15, 2, 0), SENSOR.worldY(15, 2, 0), 0, SENSOR.yaw());
        new Brush(solids, at, 5, 0, 0).dip(Material.METAL, 1, 0xff0000).box(-1, 1, -1, 1, 0, 2);
        CameraView view = render(solids);
        int pixels = 0;
        for (int v = 0, i = 0; v < HEIGHT; v++) {
            for (int u = 0; u < WIDTH; u++, i++) {
                if (view.objects()[i] == 5) {
                    double[] point = CALIBRATION.backProject(u + 0.5, v + 0.5, view.depthMetres()[i]);
                    assertThat(point[0]).isBetween(13.999, 16.001);
                    assertThat(point[1]).isBetween(0.999, 3.001);
                    assertThat(point[2]).isBetween(-1.731, 0.271);
                    pixels++;
                }
            }
        }
        double focal = 721.5377 * WIDTH / 1242;
        double front = 2 * focal / (14 - 0.27);
        assertThat(pixels).isGreaterThan((int) (front * front * 0.9));
    }

    @Test
    void shadowsAreDarkerThanSunlitGround() {
        Solids roof = new Solids();
        new Brush(roof, SENSOR).dip(Material.METAL, 1, 0).box(-60, 60, -60, 60, 12, 12.5);
        assertThat(brightness(render(roof))).isLessThan(brightness(render(new Solids())) * 0.85);
    }

    private static double brightness(CameraView view) {
        double sum = 0;
        for (int v = 100; v < HEIGHT; v++) {
            for (int u = 0; u < WIDTH; u++) {
                sum += view.image().at(u, v, 1);
            }
        }
        return sum;
    }
}

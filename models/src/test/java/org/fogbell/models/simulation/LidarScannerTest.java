package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Consumer;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class LidarScannerTest {
    private static final Placement MOUNT = Placement.upright(0, 0, 0, 0);

    /** One level beam and one that points down by a tenth of a radian, without noise. */
    private static LidarModel model(double sigma, double divergence, double reach) {
        return new LidarModel(
                "test",
                List.of(new LidarModel.Emitter(0, 0, 1), new LidarModel.Emitter(-0.1, 0.2, 1)),
                720,
                0.1,
                0.5,
                120,
                sigma,
                divergence,
                reach,
                1.73,
                0,
                List.of());
    }

    /** A world without ground in reach that holds what is drawn into it. */
    private static Scene scene(Consumer<Brush> drawing, double velocityX, double velocityY) {
        Solids solids = new Solids();
        drawing.accept(new Brush(solids, Placement.upright(0, 0, 0, 0), 7, velocityX, velocityY)
                .dip(Material.RETROREFLECTOR, 1, 0));
        return new Scene(groundAt(-500), new Bvh(new Solids()), new Bvh(solids));
    }

    private static Ground groundAt(double up) {
        return new Ground(10, up);
    }

    private static LidarSweep scan(LidarModel model, Scene scene, double speed, double turn) {
        return new LidarScanner(model, 1).scan(scene, new Ego(MOUNT, speed, turn), 5);
    }

    private static double meanX(PointCloud cloud, double fromAzimuth, double toAzimuth) {
        double sum = 0;
        int points = 0;
        for (int point = 0; point < cloud.size(); point++) {
            double azimuth = Math.atan2(cloud.y(point), cloud.x(point));
            if (azimuth >= fromAzimuth && azimuth < toAzimuth) {
                sum += cloud.x(point);
                points++;
            }
        }
        return sum / points;
    }

    @Test
    void rangesOnLevelGroundAreHeightOverSine() {
        Scene scene =
                new Scene(groundAt(-1.73 - Cover.MEADOW.riseMetres), new Bvh(new Solids()), new Bvh(new Solids()));
        PointCloud cloud = scan(model(0, 0, 500), scene, 0, 0).cloud();
        assertThat(cloud.size()).isEqualTo(720);
        double expected = (1.73 + 0.2) / Math.sin(0.1);
        double sum = 0;
        for (int point = 0; point < cloud.size(); point++) {
            double range = Math.hypot(Math.hypot(cloud.x(point), cloud.y(point)), cloud.z(point) - 0.2);
            sum += range;
            assertThat(range).isCloseTo(expected, within(5 * Material.GRASS.roughnessMetres));
        }
        assertThat(sum / cloud.size()).isCloseTo(expected, within(0.02));
    }

    @Test
    void pointsAreStoredBeamByBeamCounterClockwiseFromAhead() {
        Scene room = scene(brush -> walls(brush, 20), 0, 0);
        PointCloud cloud = scan(model(0, 0, 500), room, 0, 0).cloud();
        assertThat(cloud.size()).isEqualTo(2 * 720);
        for (int point = 0; point < cloud.size(); point++) {
            double azimuth = Math.atan2(cloud.y(point), cloud.x(point));
            double expected = 2 * Math.PI * (point % 720 + 0.5) / 720;
            assertThat(Math.IEEEremainder(azimuth - expected, 2 * Math.PI)).isCloseTo(0, within(1e-5));
            assertThat(cloud.z(point)).isEqualTo(point < 720 ? 0 : cloud.z(point));
        }
        assertThat(cloud.z(1_000)).isLessThan(0);
    }

    private static void walls(Brush brush, double away) {
        brush.box(away, away + 1, -50, 50, -30, 30);
        brush.box(-away - 1, -away, -50, 50, -30, 30);
        brush.box(-50, 50, away, away + 1, -30, 30);
        brush.box(-50, 50, -away - 1, -away, -30, 30);
    }

    @Test
    void rangeNoiseHasTheSensorsSigma() {
        Scene wall = scene(brush -> walls(brush, 20), 0, 0);
        PointCloud cloud = scan(model(0.05, 0, 500), wall, 0, 0).cloud();
        double squares = 0;
        int points = 0;
        for (int point = 0; point < 720; point++) {
            double azimuth = 2 * Math.PI * (point + 0.5) / 720;
            double expected = 20 / Math.max(Math.abs(Math.cos(azimuth)), Math.abs(Math.sin(azimuth)));
            double error = Math.hypot(cloud.x(point), cloud.y(point)) - expected;
            squares += error * error;
            points++;
        }
        assertThat(Math.sqrt(squares / points)).isCloseTo(0.05, within(0.006));
    }

    @Test
    void theVehiclesMotionBendsTheSweepBySpeedTimesDelay() {
        Scene wall = scene(brush -> brush.box(30, 31, -200, 200, -30, 30), 0, 0);
        LidarModel model = model(0, 0, 500);
        PointCloud resting = scan(model, wall, 0, 0).cloud();
        PointCloud driving = scan(model, wall, 20, 0).cloud();
        for (double azimuth = -1.2; azimuth < 1.2; azimuth += 0.2) {
            double delay = (azimuth + 0.05) / (2 * Math.PI) * 0.1;
            double shift = meanX(driving, azimuth, azimuth + 0.1) - meanX(resting, azimuth, azimuth + 0.1);
            assertThat(shift).as("azimuth %f", azimuth).isCloseTo(-20 * delay, within(0.01));
        }
    }

    @Test
    void whatMovesIsSeenWhereItIsByThen() {
        LidarModel model = model(0, 0, 500);
        double delay = 0.25 * 0.1;
        PointCloud resting = scan(model, scene(brush -> brush.box(-2, 2, 10, 11, -1, 1), 0, 0), 0, 0)
                .cloud();
        PointCloud passing = scan(model, scene(brush -> brush.box(-2, 2, 10, 11, -1, 1), 0, 8), 0, 0)
                .cloud();
        double near = Math.PI / 2 - 0.05;
        assertThat(meanY(passing, near) - meanY(resting, near)).isCloseTo(8 * delay, within(0.01));
    }

    private static double meanY(PointCloud cloud, double fromAzimuth) {
        double sum = 0;
        int points = 0;
        for (int point = 0; point < cloud.size(); point++) {
            double azimuth = Math.atan2(cloud.y(point), cloud.x(point));
            if (azimuth >= fromAzimuth && azimuth < fromAzimuth + 0.1) {
                sum += cloud.y(point);
                points++;
            }
        }
        return sum / points;
    }

    @Test
    void aTurningVehicleSweepsItsOwnTurnToo() {
        Scene post = scene(brush -> brush.cylinder(0, 20, -5, 0, 20, 5, 0.5), 0, 0);
        LidarModel model = model(0, 0, 500);
        double turn = 0.5;
        double resting = meanX(scan(model, post, 0, 0).cloud(), 1, 2);
        double turning = meanX(scan(model, post, 0, turn).cloud(), 1, 2);
        assertThat(turning - resting).isCloseTo(20 * turn * 0.025, within(0.05));
    }

    /** A matt surface that scatters a tenth of the light is seen half of the time at the sensor's reach. */
    @Test
    void weakEchoesAreLostAtTheSensorsReach() {
        LidarModel model = model(0, 0, 40);
        assertThat(returns(model, 25)).isEqualTo(1);
        assertThat(returns(model, 40)).isCloseTo(0.5, within(0.1));
        assertThat(returns(model, 55)).isZero();
    }

    /** Share of the level beam's shots that come back from the inside of a round tower, met at right angles. */
    private static double returns(LidarModel model, double metres) {
        Solids solids = new Solids();
        for (int i = 0; i < 720; i++) {
            double azimuth = 2 * Math.PI * (i + 0.5) / 720;
            Placement at = Placement.upright(0, 0, 0, azimuth);
            new Brush(solids, at)
                    .dip(Material.CONCRETE, 0.1 / Material.CONCRETE.reflectance, 0)
                    .box(metres, metres + 1, -0.5, 0.5, -1, 1);
        }
        Scene scene = new Scene(groundAt(-500), new Bvh(solids), new Bvh(new Solids()));
        return scan(model, scene, 0, 0).cloud().size() / 720.0;
    }

    @Test
    void intensityFallsWithTheAngleOfAMattSurfaceAndIsFullForARetroreflector() {
        double straight = Material.CAR_PAINT.echo(0.5, 1);
        double slanted = Material.CAR_PAINT.echo(0.5, 0.5);
        assertThat(straight).isGreaterThan(0.5);
        assertThat(slanted).isLessThan(0.5 * 0.5);
        Scene sign = scene(brush -> walls(brush, 15), 0, 0);
        PointCloud cloud = scan(model(0, 0, 500), sign, 0, 0).cloud();
        for (int point = 0; point < cloud.size(); point++) {
            assertThat(cloud.intensity(point)).isEqualTo(0.99f);
        }
    }

    @Test
    void hiddenShotsAndOwnObjectsAreTold() {
        LidarModel open = model(0, 0, 500);
        LidarModel blind = new LidarModel(
                "blind", open.beams(), 720, 0.1, 0.5, 120, 0, 0, 500, 1.73, 0, List.of(new BlindSpot(90, 20, 5, -20)));
        LidarSweep sweep = scan(blind, scene(brush -> walls(brush, 20), 0, 0), 0, 0);
        for (int point = 0; point < sweep.cloud().size(); point++) {
            double azimuth = Math.toDegrees(
                    Math.atan2(sweep.cloud().y(point), sweep.cloud().x(point)));
            assertThat(Math.abs(azimuth - 90)).isGreaterThan(15);
        }
        assertThat(sweep.objects()).hasSize(sweep.cloud().size()).containsOnly(7);
    }

    @Test
    void aBeamAcrossAnEdgeMeasuresInBetweenOnlyWhereTheGapIsSmall() {
        LidarModel wide = model(0, 0.01, 500);
        assertThat(between(wide, 20.5)).isPositive();
        assertThat(between(wide, 26)).isZero();
    }

    /** Points ahead that lie neither on a plate at 20 m nor on the one behind it. */
    private static int between(LidarModel model, double fartherMetres) {
        Scene plates = scene(
                brush -> {
                    for (double y = -20; y < 20; y += 1) {
                        brush.box(20, 20.01, y, y + 0.5, -9, 9);
                    }
                    brush.box(fartherMetres, fartherMetres + 1, -40, 40, -9, 9);
                },
                0,
                0);
        PointCloud cloud = scan(model, plates, 0, 0).cloud();
        int between = 0;
        for (int point = 0; point < cloud.size(); point++) {
            double x = cloud.x(point);
            boolean ahead = Math.abs(cloud.y(point)) < 4;
            between += ahead && x > 20.12 && x < fartherMetres - 0.12 ? 1 : 0;
        }
        return between;
    }
}

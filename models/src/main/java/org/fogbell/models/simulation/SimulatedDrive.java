package org.fogbell.models.simulation;

import java.util.List;
import java.util.stream.IntStream;
import org.fogbell.models.frame.KittiCalibration;

/**
 * A fleet driving through a seeded world. Every frame can be asked for in any order and from any thread, and is always
 * the same.
 */
public final class SimulatedDrive {
    private static final double METRES_PER_DEGREE = 111_320;
    private static final double TURN_SECONDS = 0.1;
    private static final double PITCH_RADIANS = 0.012;
    private static final double ROLL_RADIANS = 0.014;
    private static final double HEAVE_METRES = 0.06;

    private final DriveConfig config;
    private final World world;
    private final KittiCalibration calibration;
    private final Annotator annotator;
    private final Camera camera;
    private final List<LidarScanner> scanners;

    private SimulatedDrive(DriveConfig config) {
        this.config = config;
        world = World.build(config.seed(), config.road(), config.density(), config.vehicles());
        calibration = KittiCalibration.ahead(config.cameraWidth(), config.cameraHeight());
        annotator = new Annotator(calibration, config.cameraWidth(), config.cameraHeight());
        camera = new Camera(calibration, config.cameraWidth(), config.cameraHeight(), config.seed());
        scanners = IntStream.range(0, config.vehicles())
                .mapToObj(vehicle -> new LidarScanner(config.lidar(), Noise.hash(config.seed(), vehicle)))
                .toList();
    }

    /** Builds the world; the frames are simulated as they are asked for. */
    public static SimulatedDrive of(DriveConfig config) {
        return new SimulatedDrive(config);
    }

    /** Frames of each vehicle. */
    public int frames() {
        return config.frames();
    }

    public int vehicles() {
        return config.vehicles();
    }

    /** How the LiDAR and the camera of every vehicle stand to each other. */
    public KittiCalibration calibration() {
        return calibration;
    }

    /** One sweep with everyone around it; any thread may ask for any frame. */
    public SimulatedFrame frame(int vehicle, int index) {
        check(vehicle, index);
        double seconds = index / config.ratePerSecond();
        Actor viewer = world.actors().get(vehicle);
        Ego ego = ego(viewer, seconds);
        Scene scene = world.at(seconds, viewer.id());
        long seed = Noise.hash(config.seed(), vehicle + 100, index);
        LidarSweep sweep = scanners.get(vehicle).scan(scene, ego, seed);
        int[] points = new int[world.actors().size() + 1];
        for (int object : sweep.objects()) {
            points[object]++;
        }
        Placement sensor = ego.sensor();
        double latitude = config.latitude() + sensor.north() / METRES_PER_DEGREE;
        double shrink = StrictMath.cos(Math.toRadians(config.latitude()));
        return new SimulatedFrame(
                vehicle,
                index,
                Math.round(seconds * 1e6),
                latitude,
                config.longitude() + sensor.east() / (METRES_PER_DEGREE * shrink),
                sensor.yaw(),
                viewer.metresPerSecond(),
                sweep.cloud(),
                annotator.annotate(world, scene, ego, seconds, viewer.id(), points));
    }

    /** What the camera saw at the moment of the same frame. */
    public CameraView camera(int vehicle, int index) {
        check(vehicle, index);
        double seconds = index / config.ratePerSecond();
        Actor viewer = world.actors().get(vehicle);
        return camera.render(
                world.at(seconds, viewer.id()), ego(viewer, seconds).sensor());
    }

    private Ego ego(Actor viewer, double seconds) {
        double noseDown = config.lidar().noseDownRadians() + PITCH_RADIANS * sway(viewer, seconds, 1);
        Placement sensor = viewer.placement(world.ground(), seconds)
                .raised(config.lidar().mountMetres() + HEAVE_METRES * sway(viewer, seconds, 2))
                .tilted(noseDown, ROLL_RADIANS * sway(viewer, seconds, 3));
        double before = viewer.spot(seconds - TURN_SECONDS).heading();
        double after = viewer.spot(seconds + TURN_SECONDS).heading();
        double turn = Math.IEEEremainder(after - before, 2 * Math.PI);
        return new Ego(sensor, viewer.metresPerSecond(), turn / (2 * TURN_SECONDS));
    }

    /** Springs and load move the body: between -0.5 and 0.5, over seconds. */
    private double sway(Actor viewer, double seconds, int axis) {
        return Noise.smooth(Noise.hash(config.seed(), axis), seconds * 1.5, viewer.id() * 10.0) - 0.5;
    }

    private void check(int vehicle, int index) {
        if (vehicle < 0 || vehicle >= config.vehicles() || index < 0 || index >= config.frames()) {
            throw new IllegalArgumentException("this drive has vehicles 0.." + (config.vehicles() - 1)
                    + " and frames 0.." + (config.frames() - 1) + ", got vehicle " + vehicle + ", frame " + index);
        }
    }
}

package org.fogbell.fleet;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.schemas.PointEncoding;

/** What the demo plays: a recording as one sensor, or a simulated fleet whose last vehicle's sensor goes bad. */
record DemoFleet(List<SensorFeed> feeds, PlaybackOrder order, double rate, String description) {
    /** What the shipped bundle is calibrated for: the simulator's small LiDAR. */
    static final String SIMULATED_TYPE = "lidar-sim-32";

    private static final int SIMULATED_FRAMES = 100_000;
    private static final List<Injection> USUAL_FAULT = List.of(Injection.parse("falling-snow:5@18s-33s"));

    static DemoFleet of(RecordingOptions options, double rate, int vehicles) throws IOException {
        if (options.frames != null) {
            RecordingOptions.Opened opened = options.open(options.frames);
            String what = "replaying " + opened.recording().size() + " frames of "
                    + opened.recording().folder();
            return new DemoFleet(List.of(opened.feed()), opened.order(), rate, what + injected(options.injections));
        }
        List<Injection> injections = options.injections.isEmpty() ? USUAL_FAULT : options.injections;
        DriveConfig config = DriveConfig.defaults().withVehicles(vehicles).withFrames(SIMULATED_FRAMES, rate);
        SimulatedDrive drive = SimulatedDrive.of(config);
        List<SensorFeed> feeds = new ArrayList<>();
        for (int vehicle = 0; vehicle < vehicles; vehicle++) {
            SensorIdentity identity = new SensorIdentity(
                    "car-" + (vehicle + 1), "lidar-top", SIMULATED_TYPE, PointEncoding.QUANTISED_16_ZSTD);
            List<Injection> fault = vehicle == vehicles - 1 ? injections : List.of();
            feeds.add(new SimulatedFeed(
                    drive,
                    vehicle,
                    identity,
                    Atmosphere.clear(config),
                    new InjectedSensor(fault, Recording.Format.KITTI_OBJECT, options.seed + vehicle)));
        }
        return new DemoFleet(
                feeds,
                new PlaybackOrder(SIMULATED_FRAMES, false),
                rate,
                vehicles + " simulated vehicles; car-" + vehicles + injected(injections));
    }

    /** The stream's first frame is captured now. */
    ReplaySchedule start(Clock clock) {
        return ReplaySchedule.atRate(order, List.of(), rate, false, clock);
    }

    private static String injected(List<Injection> injections) {
        return injections.isEmpty() ? "" : " suffers " + injections;
    }
}

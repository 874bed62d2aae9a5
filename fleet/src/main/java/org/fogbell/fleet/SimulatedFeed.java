package org.fogbell.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.models.simulation.SimulatedFrame;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.SensorFrame;

/**
 * One vehicle's LiDAR on a simulated drive, through the air it drives in and then under whatever was injected; simulated
 * as it is asked for.
 */
final class SimulatedFeed implements SensorFeed {
    private final SimulatedDrive drive;
    private final int vehicle;
    private final SensorIdentity identity;
    private final Atmosphere air;
    private final InjectedSensor injected;

    SimulatedFeed(SimulatedDrive drive, int vehicle, SensorIdentity identity, Atmosphere air, InjectedSensor injected) {
        this.drive = drive;
        this.vehicle = vehicle;
        this.identity = identity;
        this.air = air;
        this.injected = injected;
    }

    @Override
    public long steps() {
        return drive.frames();
    }

    @Override
    public Optional<SensorFrame> frame(long step, Instant capturedAt, Duration streamTime) throws IOException {
        SimulatedFrame simulated = drive.frame(vehicle, (int) step);
        Optional<Frame> sent = air.seen(simulated, null, null).flatMap(seen -> injected.next(seen.sweep(), streamTime));
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(identity.frame(
                "simulated-" + step,
                step,
                capturedAt.plus(injected.clockOffset(streamTime)),
                new Position(simulated.latitude(), simulated.longitude()),
                identity.payload(sent.get())));
    }
}

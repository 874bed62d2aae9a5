package org.fogbell.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.SensorFrame;

/** An endless stream of sweeps from a small fleet: a few different ones over and over, each frame with its own number. */
record Workload(String name, String sensorType, List<PointCloudPayload> sweeps) {
    private static final String FRAME = "bench-";
    private static final int DIFFERENT_SWEEPS = 16;
    private static final int VEHICLES = 4;
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final PointCloudCodec CODEC = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);

    Workload {
        sweeps = List.copyOf(sweeps);
    }

    /** The first sweeps of a recording. */
    static Workload recorded(Path folder) throws IOException {
        Recording recording = Recording.open(folder, Recording.Format.AUTO);
        List<PointCloudPayload> sweeps = new ArrayList<>();
        for (int i = 0; i < Math.min(recording.size(), DIFFERENT_SWEEPS); i++) {
            Frame frame = recording.read(i);
            if (!(frame instanceof PointCloud sweep)) {
                throw new IOException(recording.folder() + ": expected LiDAR sweeps, got " + recording.format());
            }
            sweeps.add(CODEC.encode(sweep.xyzi(), PointEncoding.FLOAT32_XYZI));
        }
        return new Workload(recording.format() + " recording", "hdl-64e", sweeps);
    }

    /** Sweeps of a simulated LiDAR, half a second apart. */
    static Workload simulated(LidarModel lidar, String sensorType) {
        SimulatedDrive drive = SimulatedDrive.of(DriveConfig.defaults()
                .withVehicles(1)
                .withFrames(DIFFERENT_SWEEPS, 2)
                .withLidar(lidar));
        List<PointCloudPayload> sweeps = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_SWEEPS; i++) {
            sweeps.add(CODEC.encode(drive.frame(0, i).sweep().xyzi(), PointEncoding.FLOAT32_XYZI));
        }
        return new Workload("simulated " + lidar.name(), sensorType, sweeps);
    }

    SensorFrame frame(int number, Instant start) {
        return SensorFrame.newBuilder()
                .setFrameId(FRAME + number)
                .setVehicleId("car-" + number % VEHICLES)
                .setSensorId("lidar-top")
                .setSensorType(sensorType)
                .setCapturedAt(start.plus(PERIOD.multipliedBy(number / VEHICLES)))
                .setSequence(number / VEHICLES)
                .setPayload(sweeps.get(number % sweeps.size()))
                .build();
    }

    /** The number that a frame was made with. */
    static int number(String frameId) {
        return Integer.parseInt(frameId.substring(FRAME.length()));
    }

    /** Frames captured within a span of stream time. */
    static int framesIn(Duration span) {
        return Math.toIntExact(VEHICLES * (span.toMillis() / PERIOD.toMillis() + 1));
    }

    /** How long the fleet takes to capture so many frames. */
    static Duration streamTime(int frames) {
        return PERIOD.multipliedBy(frames / VEHICLES + 1);
    }

    /** One record of each different sweep, as it lies in Kafka. */
    List<byte[]> records() {
        AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < sweeps.size(); i++) {
            records.add(wire.encode(frame(i, Instant.EPOCH)));
        }
        return records;
    }

    long meanBytes() {
        return sweeps.stream().mapToLong(sweep -> sweep.getData().remaining()).sum() / sweeps.size();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, %d different sweeps of %,d bytes on average", name, sweeps.size(), meanBytes());
    }
}

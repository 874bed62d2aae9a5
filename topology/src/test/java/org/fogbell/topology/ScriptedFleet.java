package org.fogbell.topology;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.SampleScores;
import org.jspecify.annotations.Nullable;

/** A fleet whose sensors do what a script says, as perception scores it: one frame a second of each sensor. */
final class ScriptedFleet {
    static final String LIDAR = "lidar-32";
    static final String CAMERA = "camera-front";
    static final Instant START = SampleScores.START;
    private static final int FRAMES_A_SECOND = 1;
    private static final double SPREAD = 0.2;
    private static final EventTimeRule DEFAULTS = JobParameters.of(Map.of()).eventTime();
    private static final PointCloudPayload PAYLOAD = SampleFrames.payload(SampleFrames.xyzi(1));

    /** One sensor, where its vehicle is (kilometres north and east), and which frames it sends. */
    record Sensor(String vehicle, String name, String type, double north, double east) {}

    /** What a sensor shows at a second of the stream. */
    interface Script {
        /** Spreads away from the baseline; NaN where it sends nothing. */
        double spreads(Sensor sensor, double second);

        default String model(double second) {
            return SampleScores.MODEL;
        }

        /** Null where the vehicle does not say. */
        default @Nullable String firmware(Sensor sensor, double second) {
            return null;
        }

        /** How far its vehicle's clock is behind. */
        default Duration slow(Sensor sensor) {
            return Duration.ZERO;
        }

        default boolean saysWhereItIs(Sensor sensor) {
            return true;
        }
    }

    private final FrameDecoder decoder = new FrameDecoder(
            TimeUnit.MILLISECONDS.toMicros(DEFAULTS.maxClockSkew().toMillis()));
    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
    private final List<Sensor> sensors;
    private final Script script;
    private final long seed;

    ScriptedFleet(List<Sensor> sensors, Script script, long seed) {
        this.sensors = sensors;
        this.script = script;
        this.seed = seed;
    }

    /** A LiDAR and a camera each, from car-01 on; the first {@code together} stand close to each other. */
    static List<Sensor> cars(int count, int together) {
        List<Sensor> sensors = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String vehicle = String.format("car-%02d", i);
            double north = i <= together ? 0.02 * i : 7.0 * i;
            sensors.add(new Sensor(vehicle, "lidar", LIDAR, north, 0));
            sensors.add(new Sensor(vehicle, "camera", CAMERA, north, 0));
        }
        return sensors;
    }

    /**
     * Steps of one second. So many of a hundred frames come twice, and so many come later than others by up to two seconds,
     * which is what the job allows; none after the last.
     */
    List<VerdictRun.Step> steps(int seconds, int duplicates, int outOfOrder) {
        Random noises = new Random(seed);
        Random random = new Random(seed + 1);
        Map<Long, List<FrameScore>> arrivals = new TreeMap<>();
        long end = 1_000L * seconds - 1;
        for (int n = 0; n < seconds * FRAMES_A_SECOND; n++) {
            double second = (double) n / FRAMES_A_SECOND;
            for (Sensor sensor : sensors) {
                double spreads = script.spreads(sensor, second);
                double noise = 0.3 * noises.nextGaussian();
                boolean late = random.nextInt(100) < outOfOrder;
                boolean twice = random.nextInt(100) < duplicates;
                long delay = late ? random.nextInt(2_000) : 0;
                if (!Double.isNaN(spreads)) {
                    long arrival = Math.min((long) (1_000 * second) + delay, end);
                    FrameScore score = score(sensor, n, second, spreads + noise);
                    arrivals.computeIfAbsent(arrival, any -> new ArrayList<>()).add(score);
                    if (twice) {
                        long again = Math.min(arrival + random.nextInt(1_500), end);
                        arrivals.computeIfAbsent(again, any -> new ArrayList<>())
                                .add(score);
                    }
                }
            }
        }
        List<VerdictRun.Step> steps = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            List<FrameScore> came = new ArrayList<>();
            for (long millis = 1_000L * second; millis < 1_000L * (second + 1); millis++) {
                came.addAll(arrivals.getOrDefault(millis, List.of()));
            }
            came.sort(Comparator.comparing(FrameScore::getFrameId));
            steps.add(new VerdictRun.Step(came, START.toEpochMilli() + 1_000L * (second + 1) - 2_001));
        }
        return steps;
    }

    private FrameScore score(Sensor sensor, int number, double second, double spreads) {
        Instant at = START.plusMillis((long) (1_000 * second));
        String id = sensor.vehicle() + "/" + sensor.name() + "#" + number;
        ReceivedFrame received = received(sensor, number, at, id);
        Position position = new Position(48.78 + sensor.north() / 111.32, 9.18 + sensor.east() / 73.4);
        byte[] hash =
                ByteBuffer.allocate(16).putLong(id.hashCode()).putLong(number).array();
        return FrameScore.newBuilder()
                .setFrameId(id)
                .setVehicleId(sensor.vehicle())
                .setSensorId(sensor.name())
                .setSensorType(sensor.type())
                .setCapturedAt(received.frame().getCapturedAt())
                .setEventTime(Micros.toInstant(received.eventTimeMicros()))
                .setClockClamped(received.clockClamped())
                .setSequence(number)
                .setPosition(script.saysWhereItIs(sensor) ? position : null)
                .setPayloadHash(new PayloadHash(hash))
                .setOrigin(new KafkaOrigin("fogbell.frames", 0, (long) number))
                .setModelDigest(script.model(second))
                .setFirmware(script.firmware(sensor, second))
                .setEloss(Math.exp(SPREAD * spreads))
                .setCalibration(new BaselineLevel(BaselineSource.BUNDLE, 0.0, SPREAD, 400L))
                .build();
    }

    /** As the job reads it off a record of that moment, by its own rule of wrong clocks. */
    private ReceivedFrame received(Sensor sensor, int number, Instant at, String id) {
        SensorFrame frame = SensorFrame.newBuilder()
                .setFrameId(id)
                .setVehicleId(sensor.vehicle())
                .setSensorId(sensor.name())
                .setSensorType(sensor.type())
                .setCapturedAt(at.minus(script.slow(sensor)))
                .setSequence(number)
                .setPayload(PAYLOAD)
                .build();
        try {
            return decoder.decode(new RawFrame("fogbell.frames", 0, number, Micros.of(at), null, wire.encode(frame)));
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("the script makes no frame of " + sensor, e);
        }
    }
}

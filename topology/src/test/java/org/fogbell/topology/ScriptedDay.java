package org.fogbell.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.Incident;
import org.fogbell.topology.ScriptedFleet.Script;
import org.fogbell.topology.ScriptedFleet.Sensor;
import org.fogbell.verdict.SampleScores;

/**
 * Twenty cars, eight of which stand together. Fog comes over five of these; one of the five has a second LiDAR that fails.
 * Elsewhere a camera dies, a LiDAR flaps, and a clock is five seconds slow. In the end a model comes whose calibration is
 * wrong.
 */
final class ScriptedDay implements Script {
    static final JobParameters PARAMETERS =
            JobParameters.of(Map.of("flapping.openings", "3", "flapping.within", "1m", "checkpoint.interval", "1h"));

    private static final int SECONDS = 230;
    private static final ThreadLocal<Map<Class<? extends SpecificRecordBase>, AvroWire<?>>> WIRES =
            ThreadLocal.withInitial(HashMap::new);

    @Override
    public double spreads(Sensor sensor, double second) {
        int car = Integer.parseInt(sensor.vehicle().substring(4));
        boolean lidar = sensor.type().equals(ScriptedFleet.LIDAR);
        double fog = car <= 5 && lidar && second >= 40 + 2 * car && second < 80 + car ? 10 : 0;
        if (sensor.name().equals("lidar-rear") && second >= 30 && second < 110) {
            return 60;
        }
        if (car == 10 && !lidar && second >= 60) {
            return Double.NaN;
        }
        if (car == 12 && lidar && second >= 30 && second < 100 && (second - 30) % 20 < 10) {
            return -12;
        }
        return fog + (second >= 180 ? 9 : 0);
    }

    @Override
    public String model(double second) {
        return second < 180 ? SampleScores.MODEL : "beef";
    }

    @Override
    public Duration slow(Sensor sensor) {
        return sensor.vehicle().equals("car-15") ? Duration.ofSeconds(5) : Duration.ZERO;
    }

    static List<Sensor> sensors() {
        List<Sensor> sensors = ScriptedFleet.cars(20, 8);
        sensors.add(new Sensor("car-04", "lidar-rear", ScriptedFleet.LIDAR, 0.08, 0));
        return sensors;
    }

    /** So many of a hundred frames come twice, and so many out of order. */
    static List<VerdictRun.Step> steps(long seed, int duplicates, int outOfOrder) {
        return new ScriptedFleet(sensors(), new ScriptedDay(), seed).steps(SECONDS, duplicates, outOfOrder);
    }

    /** What a stage published, as it goes to Kafka, behind the key whose records come in order. */
    static String line(String stage, SpecificRecordBase value) {
        String key = value instanceof Incident incident
                ? incident.getIncidentId()
                : value.get("vehicle_id") + "/" + value.get("sensor_id");
        return stage + " " + key + "|" + HexFormat.of().formatHex(encoded(value));
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecordBase> byte[] encoded(T value) {
        return ((AvroWire<T>) WIRES.get().computeIfAbsent(value.getClass(), AvroWire::of)).encode(value);
    }

    /** The lines of each key, in the order in which they came. */
    static Map<String, List<String>> byKey(Stream<String> lines) {
        Map<String, List<String>> byKey = new TreeMap<>();
        lines.forEach(line -> byKey.computeIfAbsent(line.substring(0, line.indexOf('|')), any -> new ArrayList<>())
                .add(line));
        return byKey;
    }
}

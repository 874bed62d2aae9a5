package org.fogbell.bench.verdict;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BlockProfile;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.CalibratedType;

/**
 * Scores as perception gives them, of so many sensors that send ten frames a second in turn, in the order of event time.
 * Features scatter about the shipped bundle's levels; one sensor in a hundred is far off for ten seconds at a time. Score i is
 * the same in every run. Maps and lists are shared between scores, which nobody changes.
 */
final class ScoreStream implements Serializable {
    static final String BUNDLE = "detector";
    static final Duration FRAME = Duration.ofMillis(100);

    private static final String SENSOR_TYPE = "lidar-sim-32";
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final long FRAME_MICROS = FRAME.toNanos() / 1_000;
    private static final int CLEAN = 512;
    private static final int OFF = 64;
    private static final long OFF_FRAMES = 100;
    private static final int ONE_IN = 100;
    private static final double OFF_SPREADS = 12;
    private static final long SEED = 11;

    private final int sensors;
    private transient List<Template> templates = List.of();
    private transient BaselineLevel calibration = new BaselineLevel();
    private transient String digest = "";

    private record Template(
            SortedMap<String, Double> features,
            Map<String, Double> statistics,
            Map<String, Double> scores,
            List<BlockProfile> profile,
            double eloss) {}

    /** @throws IOException where the shipped bundle cannot be read */
    ScoreStream(int sensors) throws IOException {
        this.sensors = sensors;
        load();
    }

    private void load() throws IOException {
        BundleManifest manifest = ModelBundle.manifestOf(BUNDLE);
        Calibration clean = manifest.calibrations().get(SENSOR_TYPE);
        FeatureBaseline features = clean == null ? null : clean.features();
        if (features == null) {
            throw new IOException("expected bundle " + BUNDLE + " to be calibrated for " + SENSOR_TYPE + ", it is not");
        }
        Random random = new Random(SEED);
        List<Template> made = new ArrayList<>();
        for (int i = 0; i < CLEAN + OFF; i++) {
            made.add(template(features, random, i < CLEAN ? 0 : OFF_SPREADS));
        }
        templates = made;
        digest = manifest.digest();
        calibration = CalibratedType.level(features);
    }

    private static Template template(FeatureBaseline clean, Random random, double off) {
        SortedMap<String, Double> features = new TreeMap<>();
        Map<String, Double> statistics = new TreeMap<>();
        List<String> layers = new ArrayList<>();
        List<Double> entropies = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, FeatureBaseline.Level> level : clean.levels().entrySet()) {
            double shift = number++ % 5 == 0 ? off : 0;
            double value = level.getValue().location() + level.getValue().spread() * (random.nextGaussian() + shift);
            features.put(level.getKey(), value);
            if (level.getKey().startsWith(FrameFeatures.LAYER)) {
                layers.add(level.getKey().substring(FrameFeatures.LAYER.length()));
                entropies.add(value);
            } else {
                statistics.put(level.getKey(), FrameFeatures.raw(level.getKey(), value));
            }
        }
        double eloss = Math.exp(0.1 * random.nextGaussian());
        Map<String, Double> scores = Map.of("profile", Math.exp(0.2 * random.nextGaussian()), "eloss.radius", eloss);
        return new Template(
                features, statistics, scores, List.of(new BlockProfile("block1", layers, entropies)), eloss);
    }

    /** The features of score i, ascending by name. */
    float[] features(long i) {
        SortedMap<String, Double> features = template(i).features();
        float[] values = new float[features.size()];
        int at = 0;
        for (double value : features.values()) {
            values[at++] = (float) value;
        }
        return values;
    }

    int sensor(long i) {
        return (int) (i % sensors);
    }

    int sensors() {
        return sensors;
    }

    long micros(long i) {
        long frame = i / sensors;
        long phase = FRAME_MICROS * (i % sensors) / sensors;
        return START.getEpochSecond() * 1_000_000 + frame * FRAME_MICROS + phase;
    }

    FrameScore score(long i) {
        Template template = template(i);
        long frame = i / sensors;
        String vehicle = "vehicle-" + i % sensors;
        Instant time = START.plus(micros(i) - micros(0), ChronoUnit.MICROS);
        return FrameScore.newBuilder()
                .setFrameId(vehicle + "#" + frame)
                .setVehicleId(vehicle)
                .setSensorId("lidar-top")
                .setSensorType(SENSOR_TYPE)
                .setCapturedAt(time)
                .setEventTime(time)
                .setSequence(frame)
                .setPosition(new Position(48.78, 9.18))
                .setPayloadHash(new PayloadHash(ByteBuffer.allocate(16)
                        .putLong(i * 0x9E3779B97F4A7C15L)
                        .putLong(~i)
                        .array()))
                .setOrigin(new KafkaOrigin("fogbell.frames", (int) (i % 16), i / 16))
                .setModelDigest(digest)
                .setEloss(template.eloss())
                .setScores(template.scores())
                .setProfile(template.profile())
                .setFeatures(template.features())
                .setStatistics(template.statistics())
                .setJudgedBy("combined")
                .setCalibration(calibration)
                .setStanding(ScoreStanding.UNKNOWN)
                .build();
    }

    private Template template(long i) {
        long sensor = i % sensors;
        long frame = i / sensors;
        boolean off = (sensor + frame / OFF_FRAMES) % ONE_IN == ONE_IN - 1;
        int which = Math.floorMod(sensor * 31 + frame * 17, off ? OFF : CLEAN);
        return templates.get(off ? CLEAN + which : which);
    }

    private void readObject(java.io.ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        load();
    }
}

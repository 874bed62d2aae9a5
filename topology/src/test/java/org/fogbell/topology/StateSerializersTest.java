package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.BaselineJudge;
import org.fogbell.verdict.CalibratedType;
import org.fogbell.verdict.JudgedSensor;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SensorWindows;
import org.junit.jupiter.api.Test;

/** What is written of a sensor, read back, goes on as if it had never been written, and takes few bytes. */
class StateSerializersTest {
    private static final KnownSensorSerializer SENSORS = new KnownSensorSerializer();
    private static final SensorWindowsSerializer WINDOWS = new SensorWindowsSerializer();
    private static final int FEATURES = 45;
    private static final String SHA_256 = "0123456789abcdef".repeat(4);

    private final Random random = new Random(7);

    @Test
    void aSensorOfACalibratedTypeGoesOnWithoutItsNames() throws IOException {
        CalibratedType type = CalibratedType.of(calibration());
        BaselineJudge judge = judge(Map.of("baseline.recent-frames", "9"), type);
        KnownSensor known = KnownSensor.NONE;
        for (int n = 0; n < 200; n++) {
            known = see(judge, known, n);
        }
        KnownSensor read = read(SENSORS, known);
        assertThat(read.judged().baseline().features().names().size())
                .as("names before the next frame")
                .isZero();
        for (int n = 200; n < 260; n++) {
            FrameScore next = frame(n);
            BaselineJudge.Verdict expected = judge.judge(known.judged(), next);
            BaselineJudge.Verdict actual = judge.judge(read.judged(), next);
            assertThat(actual.score()).isEqualTo(expected.score());
            known = known.judged(expected.sensor()).sent(known.recent().with(next));
            read = read(SENSORS, read.judged(actual.sensor()).sent(read.recent().with(next)));
        }
        assertThat(bytes(SENSORS, read)).isEqualTo(bytes(SENSORS, known));
    }

    @Test
    void aSensorThatLearnsByItselfKeepsItsNames() throws IOException {
        BaselineJudge judge = judge(Map.of("baseline.learning-frames", "20"), null);
        KnownSensor known = KnownSensor.NONE;
        for (int n = 0; n < 30; n++) {
            known = see(judge, known, n);
            KnownSensor read = read(SENSORS, known);
            assertThat(read).as("after frame %d", n).usingRecursiveComparison().isEqualTo(known);
            known = read;
        }
        assertThat(known.judged().baseline().features().names().get(0)).isEqualTo("feature-10");
    }

    /** Features of the type, of which none is known yet: what is written after a lasting level was adopted. */
    @Test
    void aSensorThatLearnsAnewBorrowsTheNamesOfItsType() throws IOException {
        CalibratedType type = CalibratedType.of(calibration());
        BaselineJudge judge = judge(Map.of("baseline.adopt-after", "2s"), type);
        KnownSensor known = KnownSensor.NONE;
        boolean learnt = false;
        for (int n = 0; n < 120; n++) {
            FrameScore next = n < 40 ? frame(n) : shifted(n);
            KnownSensor read = read(SENSORS, known);
            BaselineJudge.Verdict expected = judge.judge(known.judged(), next);
            assertThat(judge.judge(read.judged(), next).score()).isEqualTo(expected.score());
            learnt |= expected.score().getStanding() == ScoreStanding.LEARNING;
            known = read.judged(judge.judge(read.judged(), next).sensor());
        }
        assertThat(learnt).isTrue();
        assertThat(known.judged().baseline().features().names().areOfTheType()).isTrue();
    }

    private FrameScore shifted(int number) {
        FrameScore frame = frame(number);
        frame.getFeatures().replaceAll((name, value) -> name.endsWith("0") ? value + 5 : value);
        return frame;
    }

    @Test
    void aSensorWithoutFeaturesOrVerdictIsReadAsItWas() throws IOException {
        BaselineJudge judge = judge(Map.of(), null);
        JudgedSensor judged = judge.judge(null, SampleScores.frame(1).build()).sensor();
        for (KnownSensor known : List.of(
                KnownSensor.NONE,
                KnownSensor.NONE.seen(-5, 10).withTimer(Long.MAX_VALUE),
                KnownSensor.NONE.judged(judged).sent(new RecentFrames(-7, 2, -9, new int[] {-1, 0, 1})))) {
            assertThat(read(SENSORS, known)).usingRecursiveComparison().isEqualTo(known);
        }
    }

    /** The windows that close, whatever frames there were, are the same byte by byte; so is what is left. */
    @Test
    void windowsCloseAsIfTheyHadNeverBeenWritten() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            Random frames = new Random(seed);
            LiveRules rules = JobParameters.of(Map.of(
                            "shift.false-alarm-frames", seed % 2 == 0 ? "0" : "1000",
                            "window.slide", seed % 3 == 0 ? "1700ms" : "1s"))
                    .liveRules();
            SensorWindows kept = new SensorWindows();
            SensorWindows written = new SensorWindows();
            List<Deviation> expected = new ArrayList<>();
            List<Deviation> actual = new ArrayList<>();
            for (long n = 0; n < 400; n++) {
                if (frames.nextInt(3) > 0) {
                    FrameScore score = anyFrame(frames, n);
                    kept.add(score, rules, expected::add);
                    written.add(score, rules, actual::add);
                    written = read(WINDOWS, written);
                }
            }
            assertThat(written).as("seed %d", seed).usingRecursiveComparison().isEqualTo(kept);
            kept.closeUpTo(Long.MAX_VALUE, rules, expected::add);
            written.closeUpTo(Long.MAX_VALUE, rules, actual::add);
            assertThat(actual).as("seed %d", seed).isNotEmpty().isEqualTo(expected);
        }
    }

    /** Flink copies what it must not change while a checkpoint is written. */
    @Test
    void aCopyOfWindowsStaysAsItIs() throws IOException {
        LiveRules rules = JobParameters.of(Map.of()).liveRules();
        SensorWindows windows = new SensorWindows();
        Random frames = new Random(3);
        // In the middle of a pane, so that the next frame goes into one that is there.
        for (long n = 0; n < 25; n++) {
            windows.add(anyFrame(frames, n), rules, any -> {});
        }
        byte[] before = bytes(WINDOWS, windows);
        SensorWindows copy = WINDOWS.copy(windows);
        for (long n = 25; n < 27; n++) {
            windows.add(anyFrame(frames, n), rules, any -> {});
        }
        assertThat(bytes(WINDOWS, copy)).isEqualTo(before);
        assertThat(bytes(WINDOWS, windows)).isNotEqualTo(before);
    }

    @Test
    void aSensorTakesLessThanTwoKilobytes() throws IOException {
        CalibratedType type = CalibratedType.of(calibration());
        BaselineJudge judge = judge(Map.of(), type);
        LiveRules rules = JobParameters.of(Map.of()).liveRules();
        KnownSensor known = KnownSensor.NONE;
        SensorWindows windows = new SensorWindows();
        for (int n = 0; n < 300; n++) {
            FrameScore score =
                    FrameScore.newBuilder(frame(n)).setModelDigest(SHA_256).build();
            BaselineJudge.Verdict verdict = judge.judge(known.judged(), score);
            known = known.judged(verdict.sensor())
                    .sent(known.recent().with(score))
                    .waits(SampleScores.millis(score))
                    .seen(SampleScores.millis(score), 3_600_000);
            windows.add(verdict.score(), rules, any -> {});
        }
        assertThat(windows.panes.stream().mapToInt(pane -> pane.judged.frames()).sum())
                .as("a window's frames, ten a second")
                .isGreaterThanOrEqualTo(40);
        assertThat(known.recent().identities()).hasSize(RecentFrames.REMEMBERED);
        assertThat(bytes(SENSORS, known).length + bytes(WINDOWS, windows).length)
                .as("beside keys and timers, which are some hundred")
                .isLessThan(1_940);
    }

    @Test
    void tellsStateThatItCannotReadApart() {
        byte[] written = {2, 0, 0};
        assertThatThrownBy(() -> SENSORS.deserialize(new DataInputDeserializer(written)))
                .isInstanceOf(IOException.class)
                .hasMessage("state of form 2: this build's KnownSensorSerializer reads form 1; drain the job with the "
                        + "build that wrote it, and start without that state");
    }

    @Test
    void numbersOfAnySizeAreReadAsTheyWere() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        List<Long> numbers = new ArrayList<>(List.of(0L, 1L, 127L, 128L, Long.MAX_VALUE, -1L, Long.MIN_VALUE));
        for (int bits = 0; bits < Long.SIZE; bits++) {
            numbers.add(random.nextLong() >>> bits);
            numbers.add(-(random.nextLong() >>> bits));
        }
        for (long number : numbers) {
            StateForm.writeCount(number, out);
            StateForm.writeNear(number, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        for (long number : numbers) {
            assertThat(StateForm.readCount(in)).isEqualTo(number);
            assertThat(StateForm.readNear(in)).isEqualTo(number);
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void aCheckpointSaysHowItWasWritten() throws IOException {
        for (TypeSerializer<?> serializer : List.of(SENSORS, WINDOWS)) {
            assertThat(restored(serializer.snapshotConfiguration())).isEqualTo(serializer);
            assertThat(serializer.duplicate()).isEqualTo(serializer);
        }
    }

    private static <T> TypeSerializer<T> restored(TypeSerializerSnapshot<T> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, snapshot);
        TypeSerializerSnapshot<T> read = TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), StateSerializersTest.class.getClassLoader());
        assertThat(read.resolveSchemaCompatibility(snapshot).isCompatibleAsIs()).isTrue();
        return read.restoreSerializer();
    }

    private static <T> T read(TypeSerializer<T> serializer, T value) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes(serializer, value));
        T read = serializer.deserialize(in);
        assertThat(in.available()).as("bytes left over").isZero();
        return read;
    }

    private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(2_048);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static BaselineJudge judge(Map<String, String> parameters, CalibratedType type) {
        return new BaselineJudge(JobParameters.of(parameters).liveRules().of(null), (digest, sensorType) -> type);
    }

    private KnownSensor see(BaselineJudge judge, KnownSensor known, int number) {
        FrameScore score = frame(number);
        return known.sent(known.recent().with(score))
                .seen(SampleScores.millis(score), 3_600_000)
                .judged(judge.judge(known.judged(), score).sensor());
    }

    private FrameScore frame(int number) {
        return SampleScores.frame(number)
                .setJudgedBy("combined")
                .setFeatures(features())
                .build();
    }

    private SortedMap<String, Double> features() {
        SortedMap<String, Double> features = new TreeMap<>();
        for (int i = 0; i < FEATURES; i++) {
            features.put("feature-" + (10 + i), i + 0.1 * random.nextGaussian());
        }
        return features;
    }

    private FeatureBaseline calibration() {
        List<SortedMap<String, Double>> clean = new ArrayList<>();
        for (int n = 0; n < 220; n++) {
            clean.add(features());
        }
        return FeatureBaseline.of(clean);
    }

    /** Judged, learning, blind, far off, with a policy or without, in order of time. */
    private static FrameScore anyFrame(Random random, long number) {
        if (random.nextInt(8) == 0) {
            return SampleScores.frame(number).setBlind(random.nextBoolean()).build();
        }
        FrameScore.Builder score = SampleScores.judged(number, 5 * random.nextGaussian())
                .setBlind(random.nextInt(10) == 0)
                .setRepeated(random.nextInt(10) == 0)
                .setModelDigest(random.nextBoolean() ? SHA_256 : "m")
                .setFirmware(random.nextBoolean() ? "4.07" : null)
                .setPosition(random.nextBoolean() ? new Position(48.1, -9.2) : null)
                .setCaptureJitter(random.nextBoolean() ? 0.7 : null)
                .setOutlyingFeatures(List.of(new OutlyingFeature(
                        "feature-" + random.nextInt(3), random.nextDouble(), 0.5, random.nextGaussian())));
        if (random.nextInt(4) == 0) {
            score.setPolicy(AppliedPolicy.newBuilder()
                    .setVersion(3L)
                    .setPolicies(List.of("fleet@3"))
                    .setBaselineResetAt(Instant.EPOCH.plusSeconds(random.nextInt(2)))
                    .build());
        }
        return score.build();
    }
}

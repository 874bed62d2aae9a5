package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fogbell.topology.WrittenState.bytes;
import static org.fogbell.topology.WrittenState.read;
import static org.fogbell.topology.WrittenState.restored;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.BaselineJudge;
import org.fogbell.verdict.CalibratedType;
import org.fogbell.verdict.JudgedSensor;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.RecentFrames;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SensorWindows;
import org.junit.jupiter.api.Test;

/** What is written of a sensor, read back, goes on as if it had never been written, and takes few bytes. */
class KnownSensorSerializerTest {
    private static final KnownSensorSerializer SENSORS = new KnownSensorSerializer();
    private static final int FEATURES = 45;

    private final Random random = new Random(7);

    @Test
    void aSensorOfACalibratedTypeGoesOnWithoutItsNames() throws IOException {
        CalibratedType type = CalibratedType.of(calibration());
        BaselineJudge judge = judge(Map.of(), type);
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
        assertThat(read.judged().recent()).isEqualTo(known.judged().recent());
        assertThat(read.judged().recent().isSettled())
                .as("steps of the last second are known")
                .isTrue();
    }

    @Test
    void aSensorThatShiftsGoesOnWithItsEvidence() throws IOException {
        BaselineJudge judge = judge(Map.of("baseline.learning-frames", "20", "shift.false-alarm-frames", "1000"), null);
        KnownSensor known = KnownSensor.NONE;
        for (int n = 0; n < 90; n++) {
            FrameScore next = n < 60 ? frame(n) : shifted(n);
            known = read(SENSORS, known)
                    .judged(judge.judge(known.judged(), next).sensor());
            assertThat(read(SENSORS, known))
                    .as("after frame %d", n)
                    .usingRecursiveComparison()
                    .isEqualTo(known);
        }
        assertThat(known.judged().evidence().up()).isPositive();
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

    @Test
    void aSensorAndItsWindowsTakeLessThanTwoKilobytes() throws IOException {
        CalibratedType type = CalibratedType.of(calibration());
        BaselineJudge judge = judge(Map.of(), type);
        LiveRules rules = JobParameters.of(Map.of()).liveRules();
        KnownSensor known = KnownSensor.NONE;
        SensorWindows windows = new SensorWindows();
        for (int n = 0; n < 300; n++) {
            FrameScore score = FrameScore.newBuilder(frame(n))
                    .setModelDigest("0123456789abcdef".repeat(4))
                    .build();
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
        assertThat(bytes(SENSORS, known).length + bytes(new SensorWindowsSerializer(), windows).length)
                .as("beside keys and timers, which are some hundred")
                .isLessThan(2_048);
    }

    @Test
    void tellsStateThatItCannotReadApart() {
        byte[] written = {1, 0, 0};
        assertThatThrownBy(() -> SENSORS.deserialize(new DataInputDeserializer(written)))
                .isInstanceOf(IOException.class)
                .hasMessage("state of form 1: this build's KnownSensorSerializer reads form 4; drain the job with the "
                        + "build that wrote it, and start without that state");
    }

    @Test
    void aCheckpointSaysHowItWasWritten() throws IOException {
        assertThat(restored(SENSORS.snapshotConfiguration())).isEqualTo(SENSORS);
        assertThat(SENSORS.duplicate()).isEqualTo(SENSORS);
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
        for (int n = 0; n < 260; n++) {
            clean.add(features());
        }
        return FeatureBaseline.of(
                clean, LongStream.range(0, clean.size()).map(n -> n * 100_000).toArray());
    }
}

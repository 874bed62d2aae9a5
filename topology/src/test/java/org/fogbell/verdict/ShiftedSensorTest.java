package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A sensor, ten frames a second, whose level shifts by less than the threshold, and does not come back. */
class ShiftedSensorTest {
    private static final double SPREAD = 0.1;
    private static final ShiftRule RULE = new ShiftRule(1, 1_000);

    private final Random random = new Random(23);
    private BaselineJudge judge = judge(Map.of());
    private @Nullable JudgedSensor sensor;
    private @Nullable AppliedPolicy policy;
    private int number;

    @Test
    void gathersEvidenceFrameByFrame() {
        see(400, 0);
        ShiftEvidence expected = sensor.evidence();
        for (int n = 0; n < 100; n++) {
            FrameScore frame = see(1, 1.5);
            expected = expected.after(frame.getRobustZ(), Micros.of(frame.getEventTime()), RULE, true);
            assertThat(frame.getEvidence()).isEqualTo(expected.signed());
            assertThat(frame.getEvidenceBeganAt())
                    .isEqualTo(expected.signed() == 0 ? null : Micros.toInstant(expected.sinceMicros()));
        }
        assertThat(expected.signed()).as("seed 23").isGreaterThan(RULE.limit(true));
    }

    @Test
    void looksForNoneUnlessAsked() {
        judge = judge(Map.of("shift.false-alarm-frames", "0"));
        see(200, 0);
        FrameScore last = see(100, 1.5);
        assertThat(last.getEvidence()).isZero();
        assertThat(last.getEvidenceBeganAt()).isNull();
        assertThat(sensor.evidence()).isNull();
    }

    /** What is not learnt stays a shift, for as long as it lasts. */
    @Test
    void learnsNothingFromAShiftThatCounts() {
        see(400, 0);
        see(100, 1.5);
        assertThat(isShifted()).isTrue();
        SensorBaseline before = sensor.baseline();
        for (int n = 0; n < 3_000; n++) {
            see(1, 1.5);
            assertThat(sensor.baseline()).as("seed 23, frame %d", number).isEqualTo(before);
        }
        see(200, 0);
        assertThat(isShifted()).isFalse();
        assertThat(sensor.baseline()).isNotEqualTo(before);
    }

    @Test
    void learnsFromItWhereShiftsAreNotLookedFor() {
        judge = judge(Map.of("shift.false-alarm-frames", "0"));
        see(400, 0);
        double before = sensor.baseline().location();
        see(3_000, 1.5);
        assertThat(sensor.baseline().location() - before).isGreaterThan(SPREAD);
    }

    @Test
    void adoptsAShiftThatLastsForAsLongAsIsAskedFor() {
        judge = judge(Map.of("baseline.adopt-after", "30s"));
        see(400, 0);
        see(100, 1.5);
        int found = number;
        while (see(1, 1.5).getStanding() == ScoreStanding.JUDGED) {
            assertThat(number).isLessThan(found + 400);
        }
        assertThat(number).isGreaterThan(found + 200);
        see(200, 1.5);
        assertThat(isShifted()).isFalse();
        assertThat(sensor.baseline().location()).isBetween(SPREAD, 2 * SPREAD);
    }

    @Test
    void learnsAnewWhenAPersonCallsItsAlertFalse() {
        see(400, 0);
        see(100, 1.5);
        policy = AppliedPolicy.newBuilder()
                .setFalseAlarmIds(List.of("a"))
                .setFalseAlarmAt(SampleScores.at(number))
                .build();
        see(2, 1.5);
        assertThat(sensor.baseline().isLearning()).isTrue();
        see(300, 1.5);
        assertThat(sensor.baseline().location()).isBetween(SPREAD, 2 * SPREAD);
    }

    @Test
    void goesOnAfterAGapAndStartsAgainUnderAnotherYardstick() {
        see(400, 0);
        see(100, 1.5);
        number += 5_000;
        see(1, 1.5);
        assertThat(isShifted())
                .as("an alert waits for its sensor, however long")
                .isTrue();
        policy = AppliedPolicy.newBuilder()
                .setBaselineResetAt(SampleScores.at(number))
                .build();
        see(1, 1.5);
        assertThat(sensor.evidence()).isNull();
    }

    private boolean isShifted() {
        return Math.abs(sensor.evidence().signed()) >= RULE.limit(true);
    }

    /** So many frames, at this distance from where the sensor began; the last of them as it was judged. */
    private FrameScore see(int frames, double spreads) {
        FrameScore last = null;
        for (int n = 0; n < frames; n++) {
            double z = spreads + Math.max(-2, Math.min(2, random.nextGaussian()));
            FrameScore score = SampleScores.frame(number++)
                    .setEloss(Math.exp(SPREAD * z))
                    .setPolicy(policy)
                    .build();
            BaselineJudge.Verdict verdict = judge.judge(sensor, score);
            sensor = verdict.sensor();
            last = verdict.score();
        }
        return last;
    }

    private static BaselineJudge judge(Map<String, String> others) {
        Map<String, String> parameters = new HashMap<>(
                Map.of("shift.false-alarm-frames", "1000", "baseline.learning-frames", "100", "alert.threshold", "6"));
        parameters.putAll(others);
        return new BaselineJudge(
                JobParameters.of(parameters).liveRules().of(null), BaselineJudge.FeatureCalibrations.NONE);
    }
}

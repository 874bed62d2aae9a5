package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.perception.RecentFeatures;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BaselineJudgeTest {
    private static final double THRESHOLD = 4;
    private static final SensorRules RULES = JobParameters.of(Map.of(
                    "baseline.learning-frames", "20", "baseline.min-spread", "0.1", "alert.threshold", "" + THRESHOLD))
            .liveRules()
            .of(null);

    private final BaselineJudge judge = new BaselineJudge(RULES, BaselineJudge.FeatureCalibrations.NONE);
    private final Random random = new Random(5);
    private @Nullable SensorBaseline baseline;

    @Test
    void judgesFromTheFrameAfterTheLastLearntOne() {
        List<FrameScore> judged = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            judged.add(see(score(n, 0.1 * random.nextGaussian())));
        }
        assertThat(judged.subList(0, 20)).allSatisfy(score -> {
            assertThat(score.getStanding()).isEqualTo(ScoreStanding.LEARNING);
            assertThat(score.getRobustZ()).isNull();
            assertThat(score.getBaseline()).isNull();
        });
        assertThat(judged.subList(20, 30)).allSatisfy(score -> {
            assertThat(score.getStanding()).isEqualTo(ScoreStanding.JUDGED);
            assertThat(score.getBaseline().getSource()).isEqualTo(BaselineSource.SENSOR);
        });
    }

    @Test
    void measuresAFrameAgainstTheBaselineOfTheFramesBeforeIt() {
        settle(100);
        SensorBaseline before = baseline;
        FrameScore judged = see(score(100, 0.3));
        assertThat(judged.getBaseline()).isEqualTo(before.level());
        assertThat(judged.getRobustZ())
                .isCloseTo((0.3 - before.location()) / Math.max(0.1, before.spread()), within(1e-9));
    }

    @Test
    void isNotDraggedByABurstOfEitherSign() {
        for (double fault : new double[] {-3, 3}) {
            baseline = null;
            settle(200);
            SensorBaseline before = baseline;
            for (int n = 0; n < 5_000; n++) {
                assertThat(Math.abs(see(score(n, fault)).getRobustZ())).isGreaterThan(THRESHOLD);
            }
            assertThat(baseline).isEqualTo(before);
        }
    }

    @Test
    void learnsNothingFromBlindFrames() {
        for (int n = 0; n < 40; n++) {
            assertThat(see(score(n, 9).setBlind(true)).getStanding()).isEqualTo(ScoreStanding.LEARNING);
        }
        settle(20);
        assertThat(baseline.isLearning()).isFalse();
        assertThat(baseline.location()).isCloseTo(0, within(0.2));

        SensorBaseline before = baseline;
        FrameScore normalButBlind = see(score(100, baseline.location()).setBlind(true));
        assertThat(normalButBlind.getStanding()).isEqualTo(ScoreStanding.JUDGED);
        assertThat(baseline).isEqualTo(before);
    }

    @Test
    void startsAnewUnderAnotherModelOrAnotherScore() {
        settle(100);
        assertThat(see(score(100, 0)).getStanding()).isEqualTo(ScoreStanding.JUDGED);
        assertThat(see(score(101, 0).setModelDigest("decade")).getStanding()).isEqualTo(ScoreStanding.LEARNING);
        baseline = null;
        settle(100);
        FrameScore.Builder byProfile =
                score(102, 0).setScores(Map.of("profile", 1.0)).setJudgedBy("profile");
        assertThat(see(byProfile).getStanding()).isEqualTo(ScoreStanding.LEARNING);
    }

    /** Nine seconds beyond under one model, and two under another, are no ten under either. */
    @Test
    void howLongALevelLastsCountsAnewUnderAnotherModel() {
        BaselineJudge adopting = new BaselineJudge(
                JobParameters.of(Map.of("baseline.adopt-after", "10s"))
                        .liveRules()
                        .of(null),
                BaselineJudge.FeatureCalibrations.NONE);
        @Nullable JudgedSensor sensor = null;
        List<ScoreStanding> standings = new ArrayList<>();
        for (int n = 0; n < 220; n++) {
            FrameScore far = score(n, 9)
                    .setCalibration(new BaselineLevel(BaselineSource.BUNDLE, 0.0, 0.1, 30L))
                    .setModelDigest(n < 90 ? "one" : "another")
                    .build();
            BaselineJudge.Verdict verdict = adopting.judge(sensor, far);
            standings.add(verdict.score().getStanding());
            sensor = verdict.sensor();
        }
        assertThat(standings.subList(0, 190)).containsOnly(ScoreStanding.JUDGED);
        assertThat(standings.subList(190, 220)).contains(ScoreStanding.LEARNING);
    }

    @Test
    void learnsFromAProfileThatIsNearerThanUsualHoweverNear() {
        settle(0);
        for (int n = 0; n < 20; n++) {
            see(profiled(n, 1));
        }
        double before = baseline.location();
        assertThat(see(profiled(20, 1e-9)).getRobustZ()).isLessThan(-THRESHOLD);
        assertThat(baseline.location()).isLessThan(before);

        double after = baseline.location();
        assertThat(see(profiled(21, 1e9)).getRobustZ()).isGreaterThan(THRESHOLD);
        assertThat(baseline.location()).isEqualTo(after);
    }

    @Test
    void judgesTheFirstFrameOfACalibratedSensorType() {
        BaselineLevel calibration = new BaselineLevel(BaselineSource.BUNDLE, -2.0, 0.5, 160L);
        FrameScore judged = see(score(0, -1).setCalibration(calibration));
        assertThat(judged.getStanding()).isEqualTo(ScoreStanding.JUDGED);
        assertThat(judged.getRobustZ()).isCloseTo(2, within(1e-9));
        assertThat(judged.getBaseline().getSource()).isEqualTo(BaselineSource.BUNDLE);
        assertThat(baseline.location()).as("a normal frame is learnt from").isGreaterThan(-2);
    }

    @Test
    void learnsAnewWhatAPersonCallsAFalseAlarmWhileItLasts() {
        JudgedSensor sensor = null;
        for (int n = 0; n < 100; n++) {
            sensor = judge.judge(sensor, score(n, 0.1 * (n % 3)).build()).sensor();
        }
        for (int n = 100; n < 120; n++) {
            BaselineJudge.Verdict beyond = judge.judge(sensor, score(n, 5).build());
            assertThat(beyond.score().getRobustZ()).isGreaterThan(THRESHOLD);
            sensor = beyond.sensor();
        }
        AppliedPolicy called =
                AppliedPolicy.newBuilder().setFalseAlarmAt(SampleScores.at(115)).build();
        for (int n = 120; n < 145; n++) {
            sensor = judge.judge(sensor, score(n, 5).setPolicy(called).build()).sensor();
        }
        BaselineJudge.Verdict normal =
                judge.judge(sensor, score(145, 5).setPolicy(called).build());
        assertThat(normal.score().getStanding()).isEqualTo(ScoreStanding.JUDGED);
        assertThat(Math.abs(normal.score().getRobustZ())).isLessThan(THRESHOLD);

        JudgedSensor later = normal.sensor();
        for (int n = 146; n < 200; n++) {
            BaselineJudge.Verdict again =
                    judge.judge(later, score(n, 0).setPolicy(called).build());
            assertThat(Math.abs(again.score().getRobustZ()))
                    .as("what came after it was called so is none")
                    .isGreaterThan(THRESHOLD);
            later = again.sensor();
        }
    }

    @Test
    void tellsHowFarAFrameIsOffItsSensorsBeatUnlessTheClockIsWrong() {
        JudgedSensor sensor = null;
        for (int n = 0; n < 50; n++) {
            sensor = judge.judge(sensor, score(n, 0).build()).sensor();
        }
        assertThat(judge.judge(sensor, score(50, 0).build()).score().getCaptureJitter())
                .isCloseTo(0, within(1e-9));
        FrameScore.Builder afterAGap = score(51, 0);
        assertThat(judge.judge(sensor, afterAGap.build()).score().getCaptureJitter())
                .isCloseTo(1, within(1e-9));
        BaselineJudge.Verdict clamped =
                judge.judge(sensor, afterAGap.setClockClamped(true).build());
        assertThat(clamped.score().getCaptureJitter()).isNull();
        assertThat(clamped.sensor().beat()).isEqualTo(sensor.beat());
    }

    @Test
    void followsASlowChange() {
        settle(100);
        for (int n = 0; n < 6_000; n++) {
            double level = n / 2_000.0;
            assertThat(Math.abs(
                            see(score(n, level + 0.1 * random.nextGaussian())).getRobustZ()))
                    .as("frame %d", n)
                    .isLessThan(8);
        }
        assertThat(baseline.location()).isCloseTo(3, within(0.5));
    }

    private void settle(int frames) {
        for (int n = 0; n < frames; n++) {
            see(score(n, 0.1 * Math.max(-2, Math.min(2, random.nextGaussian()))));
        }
    }

    private FrameScore see(FrameScore.Builder score) {
        BaselineJudge.Verdict verdict = judge.judge(
                baseline == null
                        ? null
                        : new JudgedSensor(baseline, -1, BeyondRun.NONE, RecentFeatures.NONE, CaptureBeat.NONE, null),
                score.build());
        baseline = verdict.sensor().baseline();
        return verdict.score();
    }

    private static FrameScore.Builder profiled(int number, double deviationFactor) {
        return score(number, 0).setScores(Map.of("profile", deviationFactor)).setJudgedBy("profile");
    }

    private static FrameScore.Builder score(int number, double lnEloss) {
        return SampleScores.frame(number).setEloss(Math.exp(lnEloss));
    }
}

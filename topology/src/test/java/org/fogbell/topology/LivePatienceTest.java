package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.Policies;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Live policies about silence and maintenance. The job's silence is ten seconds; frame n is captured n tenths of a second after the start. */
class LivePatienceTest {
    private static final JobParameters PARAMETERS = JobParameters.of(
            Map.of("silence.after", "10s", "perception.timeout", "25s", "event-time.idle-after", "5s"));

    @Test
    void waitsForAsLongAsThePolicyOfTheLastFrameSays() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5, policy(Map.of("silence.after", "40s")));
            run.restart(2);
            run.watermark(millisAt(405) - 1);
            assertThat(run.output()).isEmpty();
            run.watermark(millisAt(405));
            Alert silent = run.output().get(0);
            assertThat(silent.getReason())
                    .isEqualTo("no frame for 40s; the last one was car-1#5; by policy vehicle:car-1@7");
            assertThat(silent.getPolicyVersion()).isEqualTo(7);
        }
    }

    /** The timer of the job's own ten seconds is set when the policy comes. */
    @Test
    void waitsForLessFromTheFirstFrameOnThatAPolicyAsksItOf() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5, null);
            send(run, 6, 6, policy(Map.of("silence.after", "2s")));
            run.watermark(millisAt(26) - 1);
            assertThat(run.output()).isEmpty();
            run.watermark(millisAt(26));
            assertThat(run.output()).singleElement().satisfies(alert -> assertThat(alert.getDecidedAt())
                    .isEqualTo(SampleScores.at(26)));
        }
    }

    @Test
    void goesByTheJobsOwnAgainWhenThePolicyIsOver() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5, policy(Map.of("silence.after", "2s")));
            send(run, 6, 6, null);
            run.watermark(millisAt(106) - 1);
            assertThat(run.output()).isEmpty();
            run.watermark(millisAt(106));
            assertThat(run.output()).hasSize(1);
        }
    }

    /** A gap is one by what was in force before it, so that a watermark that leaps says the same as one that steps. */
    @Test
    void tellsAGapByThePolicyBeforeItHoweverTheWatermarkSteps() throws Exception {
        List<Alert> leapt = gap();
        assertThat(leapt).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(gap(20, 25, 27, 40)).isEqualTo(leapt);
    }

    private static List<Alert> gap(long... watermarks) throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5, policy(Map.of("silence.after", "2s")));
            for (long watermark : watermarks) {
                run.watermark(millisAt(watermark));
            }
            send(run, 50, 51, policy(Map.of("silence.after", "1h")));
            run.watermark(millisAt(200));
            return run.output();
        }
    }

    @Test
    void keepsQuietOfASensorThatSomebodyBeganToWorkOnWhileTheJobRan() throws Exception {
        Map<String, String> work =
                Map.of("maintenance.spans", "car-1/* " + SampleScores.at(0) + "/" + SampleScores.at(600));
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5, policy(work));
            run.watermark(millisAt(600) - 1);
            assertThat(run.output()).isEmpty();
            run.watermark(millisAt(600));
            assertThat(run.output()).singleElement().satisfies(alert -> assertThat(alert.getDecidedAt())
                    .isEqualTo(SampleScores.at(600)));
        }
        try (StageRun<SeenFrame, Alert> run = open()) {
            for (int n = 0; n < 700; n++) {
                run.send(seen(SampleScores.frame(n).setClockClamped(true).setPolicy(policy(work))), millisAt(n));
                run.watermark(millisAt(n));
                assertThat(run.output()).as("frame %d", n).hasSize(n < 600 ? 0 : 1);
            }
            assertThat(run.output().get(0).getKind()).isEqualTo(AlertKind.CLOCK);
        }
    }

    /** The heartbeat's own patience is forty seconds, in beats of ten, and the first beat finds that time moved. */
    @Test
    void givesASensorThatMaySendMoreRarelyMoreBeatsWhenAllAreSilent() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            run.clock(0);
            send(run, 0, 5, policy(Map.of("silence.after", "25s")));
            run.watermark(millisAt(4));
            for (int beat = 1; beat <= 6; beat++) {
                run.clock(beat * 10_000L);
                assertThat(run.output()).as("beat %d", beat).isEmpty();
            }
            run.clock(70_000);
            assertThat(run.output()).hasSize(1);
        }
    }

    /** Of a late frame the time is the one at which it came. */
    @Test
    void stampsALateFrameWithWhatHoldsWhenItComes() throws Exception {
        PolicyAck later = Policies.accepted(Policies.override("fleet", 1, 20, Map.of("silence.after", "30s")));
        try (StageRun<FrameScore, FrameScore> baseline = StageRun.of("baseline", PARAMETERS)) {
            baseline.broadcast(later);
            baseline.watermark(Policies.at(10).toEpochMilli());
            baseline.send(SampleScores.frame(1).build(), millisAt(1));
            baseline.watermark(Policies.at(30).toEpochMilli());
            baseline.send(SampleScores.frame(2).build(), millisAt(2));
            List<FrameScore> late = baseline.output(Streams.LATE);
            assertThat(late).hasSize(2).allMatch(score -> score.getStanding() == ScoreStanding.LATE);
            assertThat(late.get(0).getPolicy()).isNull();
            assertThat(late.get(1).getPolicy().getOverrides()).containsEntry("silence.after", "30s");
        }
    }

    private static StageRun<SeenFrame, Alert> open() throws Exception {
        return StageRun.of("liveness", PARAMETERS);
    }

    private static void send(StageRun<SeenFrame, Alert> run, long from, long to, @Nullable AppliedPolicy policy)
            throws Exception {
        for (long n = from; n <= to; n++) {
            run.send(seen(SampleScores.frame(n).setPolicy(policy)), millisAt(n));
        }
    }

    private static SeenFrame seen(FrameScore.Builder frame) {
        return SeenFrame.of(frame.build());
    }

    private static AppliedPolicy policy(Map<String, String> overrides) {
        return AppliedPolicy.newBuilder()
                .setVersion(7L)
                .setPolicies(List.of("vehicle:car-1@7"))
                .setOverrides(overrides)
                .build();
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}

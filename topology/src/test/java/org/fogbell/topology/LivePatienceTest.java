package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.verdict.Policies;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.junit.jupiter.api.Test;

/**
 * Live policies and orders about silence and maintenance. The job's silence is ten seconds, and it reminds every thirty; frame n is captured n
 * tenths of a second after the start, which is also where the seconds of policies count from.
 */
class LivePatienceTest {
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of(
            "silence.after",
            "10s",
            "alert.renotify",
            "30s",
            "perception.timeout",
            "25s",
            "event-time.idle-after",
            "5s"));

    @Test
    void waitsForAsLongAsAPolicySays() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            silenceAfter(run, 7, 0, "40s");
            send(run, 0, 5);
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
    void waitsForLessFromTheFirstFrameOnForWhichAPolicyCounts() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5);
            silenceAfter(run, 1, 1, "2s");
            send(run, 6, 10);
            run.watermark(millisAt(30) - 1);
            assertThat(run.output()).isEmpty();
            run.watermark(millisAt(30));
            assertThat(run.output()).singleElement().satisfies(alert -> assertThat(alert.getDecidedAt())
                    .isEqualTo(SampleScores.at(30)));
        }
    }

    /** A gap is one by what held when it would have been noticed, so that a watermark that leaps says the same as one that steps. */
    @Test
    void tellsAGapByWhatHeldInItHoweverTheWatermarkSteps() throws Exception {
        List<Alert> leapt = gap();
        assertThat(leapt).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(gap(20, 25, 27, 40)).isEqualTo(leapt);
    }

    private static List<Alert> gap(long... watermarks) throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            silenceAfter(run, 1, 0, "2s");
            silenceAfter(run, 2, 4, "1h");
            send(run, 0, 5);
            for (long watermark : watermarks) {
                run.watermark(millisAt(watermark));
            }
            send(run, 50, 51);
            run.watermark(millisAt(200));
            return run.output();
        }
    }

    /** The plug is out for five seconds when somebody says that the sensor is worked on. */
    @Test
    void keepsQuietOfASensorWhoseWorkIsAnnouncedOnceItIsOff() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(55));
            work(run, 6, 60);
            run.watermark(millisAt(600) - 1);
            assertThat(run.output()).isEmpty();
            run.watermark(millisAt(600));
            assertThat(run.output()).singleElement().satisfies(alert -> assertThat(alert.getDecidedAt())
                    .isEqualTo(SampleScores.at(600)));
        }
    }

    /** The work was to last an hour, and is called off after a minute; the sensor never came back. */
    @Test
    void tellsASilenceSoonAfterTheWorkIsCalledOff() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            work(run, 0, 3_600);
            send(run, 0, 5);
            run.watermark(millisAt(600) - 1);
            run.broadcast(Policies.accepted(Policies.override("vehicle:car-1", 2, 60, Map.of())));
            run.watermark(millisAt(600) + 60_000);
            assertThat(run.output()).isNotEmpty();
            assertThat(run.output().get(0).getDecidedAt()).isEqualTo(SampleScores.at(600));
        }
    }

    /** The heartbeat told the silence; what is said of patience afterwards does not undo that the sensor sends again. */
    @Test
    void resolvesASilenceWithTheFirstFrameWhateverPatienceIsAskedForSince() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(5));
            for (int beat = 0; beat <= 6; beat++) {
                run.clock(beat * 10_000L);
            }
            assertThat(run.output()).hasSize(1);
            silenceAfter(run, 1, 1, "1h");
            send(run, 3_000, 3_000);
            Alert last = run.output().get(run.output().size() - 1);
            assertThat(last.getState()).isEqualTo(AlertState.RESOLVED);
            assertThat(last.getEndedAt()).isEqualTo(SampleScores.at(3_000));
        }
    }

    @Test
    void keepsQuietOfAWrongClockWhileSomebodyWorksAtIt() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            work(run, 0, 60);
            for (int n = 0; n < 700; n++) {
                run.send(
                        SeenFrame.of(SampleScores.frame(n).setClockClamped(true).build()), millisAt(n));
                run.watermark(millisAt(n));
                assertThat(run.output()).as("frame %d", n).hasSize(n < 600 ? 0 : 1);
            }
            assertThat(run.output().get(0).getKind()).isEqualTo(AlertKind.CLOCK);
        }
    }

    @Test
    void remindsNobodyOfASilenceThatIsAcknowledgedThoughNoFrameCanSaySo() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5);
            run.watermark(millisAt(105) + 70_000);
            assertThat(run.output()).extracting(Alert::getReminder).containsExactly(false, true, true);
            String id = run.output().get(0).getAlertId();
            run.broadcast(Policies.accepted(Policies.about(PolicyAction.ACKNOWLEDGE_ALERT, "car-1/lidar-top", id, 81)));
            run.watermark(millisAt(105) + 600_000);
            assertThat(run.output()).hasSize(3);
            send(run, 9_000, 9_001);
            assertThat(run.output()).hasSize(4);
            assertThat(run.output().get(3).getState()).isEqualTo(AlertState.RESOLVED);
        }
    }

    /** A policy and the frame that ends a gap come by different channels: the frame waits until the policies' watermark has passed it. */
    @Test
    void tellsAGapByThePolicyThatCountsWhicheverComesFirst() throws Exception {
        List<Alert> policyFirst = gapAndPolicy(true, 1);
        assertThat(policyFirst).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(gapAndPolicy(false, 1)).isEqualTo(policyFirst);
        assertThat(gapAndPolicy(false, 3)).isEqualTo(policyFirst);
    }

    private static List<Alert> gapAndPolicy(boolean policyFirst, int parallelism) throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            send(run, 0, 5);
            if (policyFirst) {
                silenceAfter(run, 1, 1, "2s");
            }
            for (long n = 50; n < 53; n++) {
                run.send(SeenFrame.of(SampleScores.frame(n).build()), millisAt(n));
            }
            run.keyedWatermark(millisAt(53));
            assertThat(run.output()).as("nobody knows yet what holds").isEmpty();
            if (parallelism > 1) {
                run.restart(parallelism);
            }
            if (!policyFirst) {
                silenceAfter(run, 1, 1, "2s");
            }
            run.watermark(millisAt(53));
            return run.output();
        }
    }

    /** Frames that no watermark follows are none that were missed, and the last that the sensor sent. */
    @Test
    void seesWhatWaitsWhenEventTimeStandsStill() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            run.clock(0);
            send(run, 0, 5);
            for (long n = 6; n <= 90; n++) {
                run.send(SeenFrame.of(SampleScores.frame(n).build()), millisAt(n));
            }
            for (int beat = 1; beat <= 5; beat++) {
                run.clock(beat * 10_000L);
            }
            assertThat(run.output()).singleElement().satisfies(alert -> assertThat(alert.getStartedAt())
                    .isEqualTo(SampleScores.at(90)));
            assertThat(run.eventTimeTimers()).isOne();
            run.watermark(millisAt(91));
            assertThat(run.output()).hasSize(1);
        }
    }

    /** The heartbeat's own patience is forty seconds, in beats of ten, and the first beat finds that time moved. */
    @Test
    void givesASensorThatMaySendMoreRarelyMoreBeatsWhenAllAreSilent() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open()) {
            silenceAfter(run, 1, 0, "25s");
            run.clock(0);
            send(run, 0, 5);
            run.watermark(millisAt(4));
            for (int beat = 1; beat <= 6; beat++) {
                run.clock(beat * 10_000L);
                assertThat(run.output()).as("beat %d", beat).isEmpty();
            }
            run.clock(70_000);
            assertThat(run.output()).hasSize(1);
        }
    }

    private static StageRun<SeenFrame, Alert> open() throws Exception {
        return StageRun.of("liveness", PARAMETERS);
    }

    private static void silenceAfter(StageRun<SeenFrame, Alert> run, long version, long second, String after)
            throws Exception {
        run.broadcast(
                Policies.accepted(Policies.override("vehicle:car-1", version, second, Map.of("silence.after", after))));
    }

    /** From one second to another. */
    private static void work(StageRun<SeenFrame, Alert> run, long from, long to) throws Exception {
        String span = "car-1/* " + Policies.at(from) + "/" + Policies.at(to);
        run.broadcast(
                Policies.accepted(Policies.override("vehicle:car-1", 1, from, Map.of("maintenance.spans", span))));
    }

    private static void send(StageRun<SeenFrame, Alert> run, long from, long to) throws Exception {
        for (long n = from; n <= to; n++) {
            FrameScore frame = SampleScores.frame(n).build();
            run.send(SeenFrame.of(frame), millisAt(n));
            run.watermark(millisAt(n));
        }
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}

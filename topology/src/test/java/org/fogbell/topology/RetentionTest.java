package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SampleWindows;
import org.junit.jupiter.api.Test;

/** What the stages forget of a sensor that has left the fleet: here after an hour, and they send ten frames a second. */
class RetentionTest {
    private static final long HOUR = 3_600_000;
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of("state.retention", "1h"));

    @Test
    void baselineKeepsASensorForAsLongAsItSends() throws Exception {
        try (StageRun<FrameScore, FrameScore> run = StageRun.of("baseline", PARAMETERS)) {
            for (long n = 0; n < 200_000; n += 10_000) {
                send(run, n, n + 1);
                run.watermark(millisAt(n));
                assertThat(run.eventTimeTimers()).isLessThanOrEqualTo(1);
            }
            run.watermark(millisAt(190_000) + HOUR - 1);
            assertThat(run.stateEntries()).isOne();
            assertThat(run.output()).hasSize(20);
        }
    }

    @Test
    void baselineForgetsASensorThatSendsNoMore() throws Exception {
        try (StageRun<FrameScore, FrameScore> run = StageRun.of("baseline", PARAMETERS)) {
            send(run, 0, 25);
            run.watermark(millisAt(20));
            run.restart(2);
            run.watermark(millisAt(24) + HOUR - 1);
            assertThat(run.stateEntries()).isOne();
            run.watermark(millisAt(24) + HOUR);
            assertThat(run.stateEntries()).isZero();
            assertThat(run.eventTimeTimers()).isZero();
        }
    }

    @Test
    void baselineForgetsASensorOfWhichItSawOnlyLateFrames() throws Exception {
        try (StageRun<FrameScore, FrameScore> run = StageRun.of("baseline", PARAMETERS)) {
            run.watermark(millisAt(1_000));
            send(run, 0, 5);
            assertThat(run.count("late")).isEqualTo(5);
            assertThat(run.stateEntries()).isOne();
            run.watermark(millisAt(1_000) + HOUR);
            assertThat(run.stateEntries()).isZero();
        }
    }

    /** The watermark may leap over departure and return at once, as it does in a backlog. */
    @Test
    void baselineStartsAnewWithASensorThatComesBackHoweverTheWatermarkSteps() throws Exception {
        long back = 2 * HOUR / 100;
        List<List<FrameScore>> outputs = new ArrayList<>();
        for (List<Long> steps : List.of(List.of(30L, back - 1), List.<Long>of())) {
            try (StageRun<FrameScore, FrameScore> run = StageRun.of("baseline", PARAMETERS)) {
                send(run, 0, 25);
                for (long step : steps) {
                    run.watermark(millisAt(step));
                }
                send(run, back, back + 25);
                run.watermark(millisAt(back + 25));
                assertThat(run.stateEntries()).isOne();
                assertThat(run.eventTimeTimers()).isOne();
                outputs.add(run.output());
            }
        }
        assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
        assertThat(outputs.get(0))
                .extracting(FrameScore::getStanding)
                .endsWith(ScoreStanding.JUDGED)
                .element(25)
                .isEqualTo(ScoreStanding.LEARNING);
    }

    @Test
    void baselineRemembersWhenAJobThatWasDrainedGoesOn() throws Exception {
        try (StageRun<FrameScore, FrameScore> run = StageRun.of("baseline", PARAMETERS)) {
            send(run, 0, 25);
            run.watermark(Long.MAX_VALUE);
            run.restart(1);
            send(run, 25, 26);
            run.watermark(millisAt(25));
            assertThat(run.output().get(25).getStanding()).isEqualTo(ScoreStanding.JUDGED);
            run.watermark(millisAt(25) + HOUR);
            assertThat(run.stateEntries()).isZero();
        }
    }

    @Test
    void alertForgetsWindowsThatOpenedNothing() throws Exception {
        try (StageRun<Deviation, Alert> run = StageRun.of("alert", PARAMETERS)) {
            send(run, SampleWindows.beyond(0));
            run.watermark(endMillis(SampleWindows.beyond(0)) + HOUR - 1);
            assertThat(run.stateEntries()).isEqualTo(2);
            run.watermark(endMillis(SampleWindows.beyond(0)) + HOUR);
            assertThat(run.stateEntries()).isZero();
        }
    }

    @Test
    void alertCountsNoWindowOfBeforeTheRetentionHoweverTheWatermarkSteps() throws Exception {
        int back = (int) (2 * HOUR / 1_000);
        for (boolean leap : new boolean[] {false, true}) {
            try (StageRun<Deviation, Alert> run = StageRun.of("alert", PARAMETERS)) {
                send(run, SampleWindows.beyond(0));
                if (!leap) {
                    run.watermark(endMillis(SampleWindows.beyond(back - 1)));
                }
                send(run, SampleWindows.beyond(back));
                assertThat(run.output())
                        .as("one window beyond of two; leap %s", leap)
                        .isEmpty();
                send(run, SampleWindows.beyond(back + 1));
                assertThat(run.output()).hasSize(1);
            }
        }
    }

    @Test
    void alertRemembersWhatIsOpenUntilItResolves() throws Exception {
        try (StageRun<Deviation, Alert> run = StageRun.of("alert", PARAMETERS)) {
            send(run, SampleWindows.beyond(0));
            send(run, SampleWindows.beyond(1));
            run.watermark(endMillis(SampleWindows.beyond(1)) + 5 * HOUR);
            int back = (int) (6 * HOUR / 1_000);
            for (int n = back; n < back + 3; n++) {
                send(run, SampleWindows.normal(n));
            }
            assertThat(run.output())
                    .extracting(Alert::getState)
                    .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
            assertThat(run.stateEntries()).isZero();
            assertThat(run.eventTimeTimers()).isZero();
        }
    }

    private static void send(StageRun<FrameScore, FrameScore> run, long from, long to) throws Exception {
        for (long n = from; n < to; n++) {
            run.send(SampleScores.frame(n).build(), millisAt(n));
        }
    }

    private static void send(StageRun<Deviation, Alert> run, Deviation window) throws Exception {
        run.send(window, endMillis(window) - 1);
    }

    private static long endMillis(Deviation window) {
        return window.getWindowEnd().toEpochMilli();
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}

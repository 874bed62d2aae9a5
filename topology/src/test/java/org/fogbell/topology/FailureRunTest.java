package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The world counts as broken here at three failures in a row. Frame 0 is always in flight and never ends. */
class FailureRunTest {
    private final FailureRun<Integer> run = new FailureRun<>(3);

    @Test
    void findsTheWorldBrokenAtTheThirdFailureInARow() {
        start(4);
        assertThat(run.failed(1)).isEqualTo(nothing());
        assertThat(run.failed(2)).isEqualTo(nothing());
        assertThat(run.failed(3).broken()).isTrue();
        assertThat(run.failed(4).broken()).isTrue();
        assertThat(run.length()).isEqualTo(4);
        assertThat(run.inFlight()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void triesSuspectsAgainWhenAnotherFrameSucceeds() {
        start(4);
        run.failed(1);
        run.failed(2);
        FailureRun.Verdict<Integer> well = run.succeeded(3);
        assertThat(well.retry()).containsExactly(1, 2);
        assertThat(well.giveUp()).isEmpty();
        assertThat(run.length()).isZero();
        assertThat(run.ended(1)).isEqualTo(nothing());
        assertThat(run.succeeded(2)).isEqualTo(nothing());
        assertThat(run.inFlight()).containsExactly(0, 4);
    }

    @Test
    void neverFindsTheWorldBrokenByBadFramesBetweenGoodOnes() {
        start(0);
        for (int i = 1; i < 1_000; i += 3) {
            run.started(i);
            run.started(i + 1);
            run.started(i + 2);
            assertThat(run.failed(i).broken()).isFalse();
            assertThat(run.failed(i + 1).broken()).isFalse();
            assertThat(run.succeeded(i + 2).retry()).containsExactly(i, i + 1);
            run.ended(i);
            run.ended(i + 1);
        }
        assertThat(run.inFlight()).containsExactly(0);
    }

    @Test
    void learnsNothingFromAFrameThatIsBadByItsOwnLooks() {
        start(4);
        run.failed(1);
        run.failed(2);
        assertThat(run.ended(3)).isEqualTo(nothing());
        assertThat(run.failed(4).broken()).isTrue();
    }

    @Test
    void givesSuspectsUpWhenNothingElseIsInFlight() {
        run.started(1);
        assertThat(run.failed(1).giveUp()).containsExactly(1);
        run.started(2);
        run.started(3);
        assertThat(run.failed(2).giveUp()).isEmpty();
        assertThat(run.ended(3).giveUp()).containsExactly(2);
        assertThat(run.inFlight()).isEmpty();
        run.started(4);
        assertThat(run.failed(4).broken()).isTrue();
    }

    @Test
    void countsTimeOutsAsFailuresAndASuspectOnce() {
        start(5);
        run.failed(1);
        assertThat(run.timedOut(1)).isEqualTo(nothing());
        assertThat(run.length()).isOne();
        assertThat(run.timedOut(2)).isEqualTo(nothing());
        assertThat(run.failed(2)).as("its work fails as it is cancelled").isEqualTo(nothing());
        assertThat(run.length()).isEqualTo(2);
        assertThat(run.timedOut(3).broken()).isTrue();
        assertThat(run.inFlight()).containsExactly(0, 4, 5);
    }

    private void start(int last) {
        for (int frame = 0; frame <= last; frame++) {
            run.started(frame);
        }
    }

    private static FailureRun.Verdict<Integer> nothing() {
        return new FailureRun.Verdict<>(false, List.of(), List.of());
    }
}

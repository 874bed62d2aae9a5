package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.schemas.DeadLetterStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the workers make of frames that fail and frames that take too long. One worker, which begins when all frames of a
 * test are there; two attempts a frame; the job fails at four failures in a row. Frame n has n points.
 */
@Timeout(60)
class PerceptionFailuresTest {
    private static final PerceptionParameters CONFIG = JobParameters.of(Map.of(
                    "perception.attempts", "2",
                    "perception.backoff", "100ms",
                    "perception.timeout", "3s",
                    "perception.capacity", "8",
                    "perception.max-consecutive-failures", "4"))
            .perception();
    private static final TimeoutException TOO_LATE = new TimeoutException("too late");

    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch mayBegin = new CountDownLatch(1);
    private final List<Duration> pauses = new ArrayList<>();
    private int calls;
    private IntPredicate failing = frame -> false;
    private IntToDoubleFunction eloss = frame -> 1;
    private final SampleModel model = new SampleModel(seen -> {
        calls++;
        atWork.countDown();
        awaitUninterrupted(mayBegin);
        if (failing.test(((PointCloud) seen).size())) {
            throw new IllegalStateException("no device");
        }
        return SampleModel.perception(eloss.applyAsDouble(((PointCloud) seen).size()), 1);
    });
    private final PerceptionWorkers workers = new PerceptionWorkers(
            new FrameScorer(SampleModel.bundle(Map.of(), false), CONFIG),
            CONFIG,
            List.of(model),
            new ByteBudget(1 << 20),
            () -> {},
            pauses::add);

    @AfterEach
    void close() {
        mayBegin.countDown();
        workers.close();
    }

    @Test
    void triesAgainAtOnceWhenTheModelFailsOnce() throws Exception {
        failing = frame -> calls == 1;
        assertThat(outcomes(submit(1, 1))).allMatch(outcome -> outcome.score() != null);
        assertThat(calls).isEqualTo(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void blamesAFrameThatFailsWhileOthersDoNot() throws Exception {
        failing = frame -> frame % 2 == 0;
        List<FrameOutcome> outcomes = outcomes(submit(1, 8));
        for (int i = 0; i < outcomes.size(); i++) {
            assertThat(outcomes.get(i).failure() != null).as("frame %d", i + 1).isEqualTo(i % 2 == 1);
        }
        assertThat(outcomes.get(1).failure().getCause()).isEqualTo("no device");
        assertThat(pauses).as("a bad frame costs its neighbours no time").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e-9})
    void blamesAFrameWhoseElossIsNoneAndScoresItsNeighbours(double none) throws Exception {
        eloss = frame -> frame % 3 == 2 ? none : frame;
        List<FrameOutcome> outcomes = outcomes(submit(1, 8));
        for (int i = 0; i < outcomes.size(); i++) {
            FrameOutcome outcome = outcomes.get(i);
            if (i % 3 == 1) {
                assertThat(outcome.score()).isNull();
                assertThat(outcome.failure().getStage()).isEqualTo(DeadLetterStage.PERCEPTION);
                assertThat(outcome.failure().getCause())
                        .isEqualTo("expected a score eloss.radius that is finite, 0 or more, got " + none);
            } else {
                assertThat(outcome.score().getEloss()).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void losesNoFrameThatFailedWhileTheModelWasBroken() throws Exception {
        failing = frame -> calls <= 6;
        assertThat(outcomes(submit(1, 8))).allMatch(outcome -> outcome.score() != null);
    }

    @Test
    void failsInsteadOfBlamingFramesWhereFourInARowFail() {
        failing = frame -> true;
        List<PerceptionTask> tasks = submit(1, 6);
        mayBegin.countDown();
        assertThatThrownBy(() -> tasks.get(3).outcome().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no device")
                .cause()
                .hasMessageContaining("4 frames in a row could not be scored")
                .hasMessageContaining("perception.max-consecutive-failures is 4")
                .hasMessageContaining("fogbell.frames-3@4711: PERCEPTION: java.lang.IllegalStateException: no device");
        assertThat(tasks.subList(0, 3)).noneMatch(task -> task.outcome().isDone());
    }

    @Test
    void blamesAFrameThatIsAloneUntilFourInARowFailed() throws Exception {
        failing = frame -> true;
        mayBegin.countDown();
        for (int i = 1; i <= 3; i++) {
            assertThat(outcomes(submit(i, i)).get(0).failure()).isNotNull();
        }
        assertThatThrownBy(() -> outcomes(submit(4, 4))).hasRootCauseMessage("no device");
    }

    @Test
    void waitsLongerWithEachFrameThatFailedInARowUpToATenthOfTheTimeOut() throws Exception {
        failing = frame -> true;
        List<PerceptionTask> tasks = submit(1, 5);
        assertThatThrownBy(() -> outcomes(tasks.subList(3, 4))).hasRootCauseMessage("no device");
        workers.close();
        assertThat(pauses.subList(0, 3))
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300));
    }

    @Test
    void takesFramesThatTimeOutOutOfTheQueue() throws Exception {
        List<PerceptionTask> tasks = submit(1, 4);
        atWork.await();
        for (PerceptionTask task : tasks.subList(0, 3)) {
            workers.timeOut(task, TOO_LATE);
            assertThat(task.outcome().get().failure().getCause()).isEqualTo("too late");
        }
        List<PerceptionTask> more = submit(5, 11);
        assertThat(outcomes(tasks.subList(3, 4))).allMatch(outcome -> outcome.score() != null);
        assertThat(outcomes(more)).allMatch(outcome -> outcome.score() != null);
        assertThat(model.perceived())
                .extracting(seen -> ((PointCloud) seen).size())
                .containsExactlyElementsOf(
                        IntStream.of(1, 4, 5, 6, 7, 8, 9, 10, 11).boxed().toList());
    }

    @Test
    void failsWhereFramesTimeOutAndNoneIsScored() throws Exception {
        List<PerceptionTask> tasks = submit(1, 5);
        atWork.await();
        tasks.subList(0, 4).forEach(task -> workers.timeOut(task, TOO_LATE));
        assertThat(tasks.subList(0, 3)).allMatch(task -> !task.outcome().isCompletedExceptionally());
        assertThatThrownBy(() -> tasks.get(3).outcome().get()).hasRootCause(TOO_LATE);
    }

    @Test
    void endsEachFrameOnceWhoeverComesFirst() throws Exception {
        mayBegin.countDown();
        int[] ends = {0};
        for (int round = 0; round < 2_000; round++) {
            PerceptionTask task = submit(1, 1).get(0);
            task.outcome().whenComplete((outcome, failure) -> {
                synchronized (ends) {
                    ends[0]++;
                }
            });
            if (round % 3 > 0) {
                workers.timeOut(task, TOO_LATE);
            }
            FrameOutcome outcome = task.outcome().get(30, TimeUnit.SECONDS);
            assertThat(outcome.score() == null).isNotEqualTo(outcome.failure() == null);
            workers.timeOut(task, TOO_LATE);
            assertThat(task.outcome().get()).isSameAs(outcome);
        }
        synchronized (ends) {
            assertThat(ends[0]).isEqualTo(2_000);
        }
    }

    @Test
    void refusesMoreFramesThanMayWait() throws Exception {
        submit(1, 1);
        atWork.await();
        submit(2, 9);
        assertThatThrownBy(() -> submit(10, 10))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("expected at most perception.capacity (8) frames waiting");
    }

    private List<PerceptionTask> submit(int first, int last) {
        List<PerceptionTask> tasks = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            tasks.add(
                    workers.submit(SampleFrames.received(SampleFrames.frame(SampleFrames.payload(SampleFrames.xyzi(i)))
                            .setFrameId("frame " + i)
                            .build())));
        }
        return tasks;
    }

    private List<FrameOutcome> outcomes(List<PerceptionTask> tasks) throws Exception {
        mayBegin.countDown();
        List<FrameOutcome> outcomes = new ArrayList<>();
        for (PerceptionTask task : tasks) {
            outcomes.add(task.outcome().get(30, TimeUnit.SECONDS));
        }
        return outcomes;
    }

    /** As a forward pass does, which no interrupt stops. */
    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

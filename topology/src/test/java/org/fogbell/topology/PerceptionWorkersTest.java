package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.serving.ByteBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PerceptionWorkersTest {
    private static final PerceptionParameters CONFIG =
            JobParameters.of(Map.of("perception.capacity", "200")).perception();
    private static final FrameScorer SCORER = new FrameScorer(SampleModel.bundle(Map.of(), false), CONFIG);

    private final ReceivedFrame frame = SampleFrames.received(SampleFrames.sweep());

    @Test
    void runsAsManyFramesAtOnceAsThereAreModels() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        List<SampleModel> models = List.of(meeting(both), meeting(both));
        try (PerceptionWorkers workers = workers(List.copyOf(models), () -> {})) {
            CompletableFuture<FrameOutcome> one = workers.submit(frame).outcome();
            CompletableFuture<FrameOutcome> other = workers.submit(frame).outcome();
            assertThat(one.get(30, TimeUnit.SECONDS).score()).isNotNull();
            assertThat(other.get(30, TimeUnit.SECONDS).score()).isNotNull();
        }
        assertThat(models).allSatisfy(model -> assertThat(model.perceived()).hasSize(1));
    }

    @Test
    void neverLendsAModelToTwoThreads() throws Exception {
        List<Thread> inside = new ArrayList<>();
        SampleModel model = new SampleModel(seen -> {
            inside.add(Thread.currentThread());
            assertThat(inside).hasSize(1);
            inside.clear();
            return SampleModel.perception(1, 1);
        });
        try (PerceptionWorkers workers = workers(List.of(model), () -> {})) {
            List<CompletableFuture<FrameOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                outcomes.add(workers.submit(frame).outcome());
            }
            for (CompletableFuture<FrameOutcome> outcome : outcomes) {
                assertThat(outcome.get(30, TimeUnit.SECONDS).failure()).isNull();
            }
        }
    }

    @Test
    void failsOnlyWhereTheFaultIsNotTheFrames() throws Exception {
        SampleModel model = new SampleModel(seen -> {
            throw new OutOfMemoryError("no room");
        });
        try (PerceptionWorkers workers = workers(List.of(model), () -> {})) {
            assertThatThrownBy(() -> workers.submit(frame).outcome().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void freesNothingWhileAFrameIsAtWorkEvenWhenInterrupted() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<String> events = new ArrayList<>();
        SampleModel model = new SampleModel(seen -> {
            atWork.countDown();
            awaitUninterrupted(mayEnd);
            events.add("perceived");
            return SampleModel.perception(1, 1);
        });
        PerceptionWorkers workers =
                workers(List.of(model), () -> events.add(model.isClosed() ? "released after the models" : "released"));
        PerceptionTask running = workers.submit(frame);
        PerceptionTask waiting = workers.submit(frame);
        atWork.await();
        boolean[] interruptKept = {false};
        Thread closing = new Thread(() -> {
            workers.close();
            interruptKept[0] = Thread.currentThread().isInterrupted();
        });
        closing.start();
        closing.interrupt();
        while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(model.isClosed()).isFalse();
        mayEnd.countDown();
        closing.join();
        assertThat(events).containsExactly("perceived", "released after the models");
        assertThat(interruptKept[0]).isTrue();
        assertThat(List.of(running, waiting))
                .allSatisfy(task -> assertThat(task.outcome()).isCancelled());
        assertThatThrownBy(() -> workers.submit(frame)).isInstanceOf(RejectedExecutionException.class);
    }

    private static PerceptionWorkers workers(List<PerceptionModel> models, Runnable release) {
        return new PerceptionWorkers(SCORER, CONFIG, models, new ByteBudget(1 << 20), release, time -> {});
    }

    private static SampleModel meeting(CountDownLatch all) {
        return new SampleModel(seen -> {
            all.countDown();
            awaitUninterrupted(all);
            return SampleModel.perception(1, 1);
        });
    }

    /** As a forward pass does, which no interrupt stops. */
    private static void awaitUninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                assertThat(e).isNotNull();
            }
        }
    }
}

package org.fogbell.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frame n has n points. */
@Timeout(60)
class MicroBatcherTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<MicroBatcher> opened = new ArrayList<>();

    @AfterEach
    void close() {
        mayEnd.countDown();
        opened.forEach(MicroBatcher::close);
    }

    @Test
    void runsAsManyFramesTogetherAsABatchHas() throws Exception {
        CountingModel model = new CountingModel(batch -> {});
        MicroBatcher batcher = batcher(new BatchRule(3, 1_000_000, FOR_EVER), model);
        assertThat(elosses(submit(batcher, 1, 6))).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
        assertThat(model.batches()).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6));
    }

    @Test
    void runsFewerWhereTheyAreHeavy() throws Exception {
        CountingModel model = new CountingModel(batch -> {});
        MicroBatcher batcher = batcher(new BatchRule(8, 53 * 16, FOR_EVER), model);
        elosses(submit(batcher, 24, 27));
        assertThat(model.batches()).containsExactly(List.of(24, 25), List.of(26, 27));
    }

    @Test
    void waitsNoLongerThanTheDeadline() throws Exception {
        CountingModel model = new CountingModel(batch -> {});
        MicroBatcher batcher = batcher(new BatchRule(8, 1_000_000, FOR_EVER), model);
        List<MicroBatcher.Request> requests = submit(batcher, 1, 2);
        now.addAndGet(FOR_EVER.toNanos());
        // Wakes the thread; whether it goes with them or waits for its own deadline depends on when that looks.
        submit(batcher, 3, 3);
        assertThat(elosses(requests)).containsExactly(1.0, 2.0);
        assertThat(model.batches().get(0)).startsWith(1, 2);
    }

    @Test
    void runsWhatThereIsWhenTheDeadlinePassesAndNothingComes() throws Exception {
        MicroBatcher batcher = new MicroBatcher(
                new BatchRule(8, 1_000_000, Duration.ofMillis(1)),
                List.of(new CountingModel(batch -> {})),
                System::nanoTime);
        opened.add(batcher);
        assertThat(elosses(submit(batcher, 1, 2))).containsExactly(1.0, 2.0);
    }

    /** The engine's own thread has a network to run. */
    @Test
    void letsTheCallerCountTheStatisticsOfItsFrames() {
        SharedModel caller =
                new SharedModel(batcher(new BatchRule(2, 1_000_000, FOR_EVER), new CountingModel(batch -> {})));
        List<Frame> frames = List.of(CountingModel.frame(3), CountingModel.frame(5));
        assertThat(caller.perceive(frames))
                .extracting(Perception::statistics)
                .containsExactly(FrameStatistics.of(frames.get(0)), FrameStatistics.of(frames.get(1)));
    }

    @Test
    void runsAFailedBatchAgainFrameByFrame() throws Exception {
        CountingModel model = new CountingModel(failing(3));
        MicroBatcher batcher = batcher(new BatchRule(4, 1_000_000, FOR_EVER), model);
        List<MicroBatcher.Request> requests = submit(batcher, 1, 4);
        assertThatThrownBy(() -> requests.get(2).answer().get()).hasRootCauseMessage("frame 3 is poisonous");
        requests.remove(2);
        assertThat(elosses(requests)).containsExactly(1.0, 2.0, 4.0);
        assertThat(model.batches())
                .containsExactly(List.of(1, 2, 3, 4), List.of(1), List.of(2), List.of(3), List.of(4));
    }

    @Test
    void runsAFrameThatFailedAloneOnlyOnce() {
        CountingModel model = new CountingModel(failing(3));
        MicroBatcher batcher = batcher(new BatchRule(1, 1_000_000, FOR_EVER), model);
        assertThatThrownBy(() -> elosses(submit(batcher, 3, 3))).hasRootCauseMessage("frame 3 is poisonous");
        assertThat(model.batches()).containsExactly(List.of(3));
    }

    @Test
    void knowsWhetherItIsWell() throws Exception {
        MicroBatcher batcher = batcher(new BatchRule(1, 1_000_000, FOR_EVER), new CountingModel(failing(3)));
        assertThat(batcher.isWell()).isTrue();
        assertThatThrownBy(() -> elosses(submit(batcher, 3, 3))).hasRootCauseMessage("frame 3 is poisonous");
        assertThat(batcher.isWell()).isFalse();
        elosses(submit(batcher, 4, 4));
        assertThat(batcher.isWell()).isTrue();
    }

    @Test
    void failsAllWhereTheProcessIsAtItsEnd() {
        MicroBatcher batcher = batcher(new BatchRule(2, 1_000_000, FOR_EVER), new CountingModel(batch -> {
            throw new OutOfMemoryError("no room");
        }));
        List<MicroBatcher.Request> requests = submit(batcher, 1, 2);
        for (MicroBatcher.Request request : requests) {
            assertThatThrownBy(() -> request.answer().get()).hasCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void givesNoAnswersAwayWhereTheModelGivesTooFew() {
        MicroBatcher batcher = batcher(new BatchRule(2, 1_000_000, FOR_EVER), new PerceptionModel() {
            @Override
            public List<org.fogbell.models.perception.Perception> perceive(
                    List<? extends org.fogbell.models.frame.Frame> batch) {
                return List.of();
            }

            @Override
            public void close() {}
        });
        assertThatThrownBy(() -> elosses(submit(batcher, 1, 2)))
                .hasRootCauseMessage("expected 1 perceptions of as many frames, got 0");
    }

    @Test
    void runsNoFrameThatWasTakenBack() throws Exception {
        CountingModel model = new CountingModel(batch -> {});
        MicroBatcher batcher = batcher(new BatchRule(3, 1_000_000, FOR_EVER), model);
        List<MicroBatcher.Request> requests = submit(batcher, 1, 2);
        batcher.withdraw(requests.get(0));
        requests.addAll(submit(batcher, 3, 4));
        assertThat(elosses(requests.subList(1, 4))).containsExactly(2.0, 3.0, 4.0);
        assertThat(requests.get(0).answer()).isCancelled();
        assertThat(model.batches()).containsExactly(List.of(2, 3, 4));
    }

    @Test
    void keepsTheAnswersOfABatchApartOfWhichAFrameWasTakenBack() throws Exception {
        CountingModel model = new CountingModel(batch -> stay());
        MicroBatcher batcher = batcher(new BatchRule(3, 1_000_000, FOR_EVER), model);
        List<MicroBatcher.Request> requests = submit(batcher, 1, 3);
        atWork.await();
        batcher.withdraw(requests.get(1));
        mayEnd.countDown();
        assertThat(elosses(List.of(requests.get(0), requests.get(2)))).containsExactly(1.0, 3.0);
        assertThat(requests.get(1).answer()).isCancelled();
    }

    @Test
    void runsAsManyBatchesAtOnceAsThereAreModels() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Consumer<List<Integer>> meeting = batch -> {
            both.countDown();
            awaitUninterrupted(both);
        };
        MicroBatcher batcher =
                batcher(new BatchRule(2, 1_000_000, FOR_EVER), new CountingModel(meeting), new CountingModel(meeting));
        assertThat(elosses(submit(batcher, 1, 4))).containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void freesNothingWhileABatchIsAtWorkEvenWhenInterrupted() throws Exception {
        CountingModel model = new CountingModel(batch -> stay());
        MicroBatcher batcher = batcher(new BatchRule(1, 1_000_000, FOR_EVER), model);
        List<MicroBatcher.Request> requests = submit(batcher, 1, 2);
        atWork.await();
        boolean[] interruptKept = {false};
        Thread closing = new Thread(() -> {
            batcher.close();
            interruptKept[0] = Thread.currentThread().isInterrupted();
        });
        closing.start();
        closing.interrupt();
        assertThatThrownBy(() -> requests.get(1).answer().get()).isInstanceOf(CancellationException.class);
        assertThat(model.isClosed()).isFalse();
        mayEnd.countDown();
        closing.join();
        assertThat(model.isClosed()).isTrue();
        assertThat(elosses(requests.subList(0, 1))).containsExactly(1.0);
        assertThat(interruptKept[0]).isTrue();
        assertThatThrownBy(() -> submit(batcher, 3, 3)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void keepsNothingOfTheThreadThatOpensIt() throws Exception {
        List<ClassLoader> loaders = Collections.synchronizedList(new ArrayList<>());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Thread.currentThread().setContextClassLoader(new ClassLoader("a job's", before) {});
            MicroBatcher batcher = batcher(
                    new BatchRule(1, 1_000_000, FOR_EVER),
                    new CountingModel(
                            batch -> loaders.add(Thread.currentThread().getContextClassLoader())));
            elosses(submit(batcher, 1, 1));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(loaders).containsExactly(MicroBatcher.class.getClassLoader());
    }

    @Test
    void letsACallerGoThatIsInterruptedAndAnswersTheOthers() throws Exception {
        CountingModel model = new CountingModel(batch -> stay());
        MicroBatcher batcher = batcher(new BatchRule(1, 1_000_000, FOR_EVER), model);
        List<MicroBatcher.Request> first = submit(batcher, 1, 1);
        atWork.await();
        List<Object> outcome = Collections.synchronizedList(new ArrayList<>());
        Thread caller = new Thread(() -> {
            try {
                new SharedModel(batcher).perceive(List.of(CountingModel.frame(2)));
            } catch (CancellationException e) {
                outcome.add(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        caller.interrupt();
        caller.join();
        assertThat(outcome).containsExactly(true);
        mayEnd.countDown();
        assertThat(elosses(first)).containsExactly(1.0);
        elosses(submit(batcher, 3, 3));
        assertThat(model.batches()).containsExactly(List.of(1), List.of(3));
    }

    @Test
    void givesEveryCallerItsOwnAnswerWhateverHappensAround() throws Exception {
        long seed = 20;
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        MicroBatcher batcher = new MicroBatcher(
                new BatchRule(4, 400, Duration.ofNanos(50_000)),
                List.of(new CountingModel(failing(7)), new CountingModel(failing(7))),
                System::nanoTime);
        opened.add(batcher);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Random random = new Random(seed + t);
            threads.add(new Thread(() -> {
                SharedModel model = new SharedModel(batcher);
                for (int i = 0; i < 500; i++) {
                    int points = 1 + random.nextInt(12);
                    if (random.nextInt(10) == 0) {
                        Thread.currentThread().interrupt();
                    }
                    try {
                        double eloss = model.perceive(List.of(CountingModel.frame(points)))
                                .get(0)
                                .eloss();
                        answers.incrementAndGet();
                        if (eloss != points || points == 7) {
                            wrong.add(points + " points, got " + eloss);
                        }
                    } catch (CancellationException e) {
                        interrupted.incrementAndGet();
                        Thread.interrupted();
                    } catch (IllegalStateException e) {
                        failures.incrementAndGet();
                        if (points != 7) {
                            wrong.add(points + " points, got " + e);
                        }
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(answers.get() + failures.get() + interrupted.get()).isEqualTo(4_000);
        assertThat(List.of(answers.get(), failures.get(), interrupted.get())).allMatch(count -> count > 0);
    }

    private MicroBatcher batcher(BatchRule rule, PerceptionModel... models) {
        MicroBatcher batcher = new MicroBatcher(rule, List.of(models), now::get);
        opened.add(batcher);
        return batcher;
    }

    private static List<MicroBatcher.Request> submit(MicroBatcher batcher, int first, int last) {
        return new ArrayList<>(IntStream.rangeClosed(first, last)
                .mapToObj(points -> batcher.submit(CountingModel.frame(points)))
                .toList());
    }

    private static List<Double> elosses(List<MicroBatcher.Request> requests) throws Exception {
        List<Double> elosses = new ArrayList<>();
        for (MicroBatcher.Request request : requests) {
            elosses.add(request.answer().get(30, TimeUnit.SECONDS).eloss());
        }
        return elosses;
    }

    private static Consumer<List<Integer>> failing(int poisonous) {
        return batch -> {
            if (batch.contains(poisonous)) {
                throw new IllegalStateException("frame " + poisonous + " is poisonous");
            }
        };
    }

    private void stay() {
        atWork.countDown();
        awaitUninterrupted(mayEnd);
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

package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.serving.EngineOptions;
import org.fogbell.models.serving.SharedEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The async operator over an engine that batches, of which several subtasks may have a share. What upstream's own batching
 * operator gets wrong is tried here: frames that are lost on failover, no back-pressure, values used again, timers that
 * outlive their batch (FLINK-38825), and a time-out that races a retry (FLINK-40456). Frame n has n points.
 */
@Timeout(60)
class PerceptionBatchingTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int FRAME_BYTES = 64;
    private static final PerceptionParameters CONFIG = JobParameters.of(
                    Map.of("perception.max-consecutive-failures", "1000"))
            .perception();

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        mayEnd.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void losesNoFrameThatWaitsForItsBatchWhenTheJobFails() throws Exception {
        var before = harness(engine(8, FOR_EVER, batch -> {}));
        before.open();
        send(before, 1, 3);
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        before.close();
        assertThat(batches).isEmpty();

        var after = harness(engine(3, FOR_EVER, batch -> {}));
        after.initializeState(checkpoint);
        after.open();
        after.endInput();
        assertThat(scored(after)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(batches)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.list(Integer.class))
                .containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void holdsTheWatermarkBehindFramesThatWaitForTheirBatch() throws Exception {
        var harness = harness(engine(4, FOR_EVER, batch -> {}));
        harness.open();
        send(harness, 1, 3);
        harness.processWatermark(5);
        assertThat(harness.getOutput()).isEmpty();
        send(harness, 4, 4);
        harness.endInput();
        List<Object> output = List.copyOf(harness.getOutput());
        assertThat(scored(harness)).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(output.subList(0, 4)).filteredOn(Watermark.class::isInstance).hasSizeLessThanOrEqualTo(1);
        assertThat(output.indexOf(new Watermark(5))).isGreaterThanOrEqualTo(3);
    }

    @Test
    void scoresTheNeighboursOfAPoisonousFrame() throws Exception {
        var harness = harness(engine(8, Duration.ofMillis(250), poison(3)));
        harness.open();
        send(harness, 1, 8);
        harness.endInput();
        assertThat(scored(harness)).containsExactlyInAnyOrder(1, 2, 4, 5, 6, 7, 8);
        assertThat(harness.extractOutputValues())
                .filteredOn(outcome -> outcome.failure() != null)
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.failure().getFrameId()).isEqualTo("frame 3");
                    assertThat(outcome.failure().getCause()).isEqualTo("frame 3 is poisonous");
                });
    }

    @Test
    void batchesFramesOfSeveralSubtasksAndGivesEachItsOwn() throws Exception {
        SharedEngine engine = engine(4, FOR_EVER, batch -> {});
        var one = harness(engine);
        var other = harness(engine);
        one.open();
        other.open();
        send(one, 1, 2);
        send(other, 11, 12);
        one.endInput();
        other.endInput();
        assertThat(scored(one)).containsExactlyInAnyOrder(1, 2);
        assertThat(scored(other)).containsExactlyInAnyOrder(11, 12);
        assertThat(batches)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.list(Integer.class))
                .containsExactlyInAnyOrder(1, 2, 11, 12);
    }

    @Test
    void goesOnForOneSubtaskWhereAnotherIsCancelledOfTheSameBatch() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        SharedEngine engine = engine(2, FOR_EVER, batch -> {
            atWork.countDown();
            awaitUninterrupted(mayEnd);
        });
        // Two shares of one engine: closing the first one's must not close the models.
        PerceptionWorkers cancelled = workers(engine, () -> {});
        PerceptionWorkers other = workers(engine, () -> {});
        PerceptionTask lost = cancelled.submit(received(1));
        PerceptionTask kept = other.submit(received(2));
        atWork.await();
        cancelled.close();
        assertThat(lost.outcome()).isCancelled();
        mayEnd.countDown();
        assertThat(kept.outcome().get(30, TimeUnit.SECONDS).score().getFrameId())
                .isEqualTo("frame 2");
        other.close();
    }

    @Test
    void decodesNoMoreFramesThanMemoryAllows() throws Exception {
        SharedEngine engine = SharedEngine.over(
                List.of(model(batch -> {})),
                new EngineOptions("cpu", 0, 1, 8, 1 << 20, Duration.ZERO, 2 * 1_024, Duration.ZERO));
        opened.add(engine);
        var harness = harness(engine);
        harness.open();
        send(harness, FRAME_BYTES, 2 * FRAME_BYTES - 1);
        harness.endInput();
        assertThat(scored(harness)).hasSize(FRAME_BYTES);
        // A frame of 64 to 127 points takes 1 to 2 KiB, so no two of these have room together.
        assertThat(batches).filteredOn(batch -> batch.contains(FRAME_BYTES + 1)).allMatch(batch -> batch.size() == 1);
        awaitThatNobodyHasMemory(engine);
    }

    @Test
    void endsEachFrameOnceWhereTimeOutsRaceRetries() throws Exception {
        long seed = 40_456;
        Random random = new Random(seed);
        AtomicInteger runs = new AtomicInteger();
        SharedEngine engine = engine(4, Duration.ofNanos(20_000), batch -> {
            if (runs.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("now and then");
            }
        });
        PerceptionWorkers workers = workers(engine, engine::close);
        opened.add(workers);
        AtomicInteger ends = new AtomicInteger();
        int scores = 0;
        for (int round = 0; round < 300; round++) {
            List<PerceptionTask> tasks = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                PerceptionTask task = workers.submit(received(i));
                task.outcome().whenComplete((outcome, failure) -> ends.incrementAndGet());
                tasks.add(task);
            }
            for (PerceptionTask task : tasks) {
                if (random.nextInt(3) == 0) {
                    workers.timeOut(task, new TimeoutException("too late"));
                }
            }
            for (PerceptionTask task : tasks) {
                FrameOutcome outcome = task.outcome().get(30, TimeUnit.SECONDS);
                assertThat(outcome.score() == null).as("seed %d", seed).isNotEqualTo(outcome.failure() == null);
                scores += outcome.score() == null ? 0 : 1;
            }
        }
        assertThat(ends.get()).as("seed %d", seed).isEqualTo(2_400);
        assertThat(scores).as("seed %d", seed).isBetween(1, 2_399);
        awaitThatNobodyHasMemory(engine);
    }

    /** A frame that timed out has ended before its worker lets go of it; memory that leaked would never come. */
    private static void awaitThatNobodyHasMemory(SharedEngine engine) throws InterruptedException {
        engine.memory().reserve(Long.MAX_VALUE).close();
    }

    private static PerceptionWorkers workers(SharedEngine engine, Runnable release) {
        List<PerceptionModel> models =
                IntStream.range(0, 8).mapToObj(i -> engine.newModel()).toList();
        return new PerceptionWorkers(scorer(), CONFIG, models, engine.memory(), release, time -> {});
    }

    private SharedEngine engine(int batchFrames, Duration deadline, Consumer<List<Integer>> network) {
        SharedEngine engine = SharedEngine.over(
                List.of(model(network)),
                new EngineOptions("cpu", 0, 1, batchFrames, 1 << 20, deadline, 1 << 20, Duration.ZERO));
        opened.add(engine);
        return engine;
    }

    /** Looks at the batch as a whole before it answers. */
    private PerceptionModel model(Consumer<List<Integer>> network) {
        return new PerceptionModel() {
            @Override
            public List<Perception> perceive(List<? extends Frame> batch) {
                List<Integer> sizes =
                        batch.stream().map(frame -> ((PointCloud) frame).size()).toList();
                batches.add(sizes);
                network.accept(sizes);
                return sizes.stream()
                        .map(points -> SampleModel.perception(points, 1))
                        .toList();
            }

            @Override
            public void close() {}
        };
    }

    private static Consumer<List<Integer>> poison(int frame) {
        return batch -> {
            if (batch.contains(frame)) {
                throw new IllegalStateException("frame " + frame + " is poisonous");
            }
        };
    }

    private OneInputStreamOperatorTestHarness<ReceivedFrame, FrameOutcome> harness(SharedEngine engine)
            throws Exception {
        PerceptionFunction function = new PerceptionFunction(
                (gpus, subtask) -> WorkersByType.same(PerceptionWorkers.on(engine, scorer(), CONFIG, time -> {})),
                TIMEOUT);
        AsyncWaitOperatorFactory<ReceivedFrame, FrameOutcome> operator =
                new AsyncWaitOperatorFactory<>(function, TIMEOUT.toMillis(), 16, AsyncDataStream.OutputMode.UNORDERED);
        var harness = new OneInputStreamOperatorTestHarness<ReceivedFrame, FrameOutcome>(
                operator, serializer(ReceivedFrame.class));
        opened.add(0, harness::close);
        return harness;
    }

    private static FrameScorer scorer() {
        return new FrameScorer(SampleModel.bundle(Map.of(), false), CONFIG, SampleFrames::recalled);
    }

    /** By their scores, which are the numbers of their points: each must be its own frame's. */
    private static List<Integer> scored(OneInputStreamOperatorTestHarness<ReceivedFrame, FrameOutcome> harness) {
        return harness.extractOutputValues().stream()
                .filter(outcome -> outcome.score() != null)
                .map(outcome -> {
                    int points = (int) outcome.score().getEloss();
                    assertThat(outcome.score().getFrameId()).isEqualTo("frame " + points);
                    return points;
                })
                .toList();
    }

    private static void send(
            OneInputStreamOperatorTestHarness<ReceivedFrame, FrameOutcome> harness, int first, int last)
            throws Exception {
        for (int i = first; i <= last; i++) {
            harness.processElement(received(i), i);
        }
    }

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    private static ReceivedFrame received(int number) {
        return SampleFrames.received(SampleFrames.frame(SampleFrames.payload(SampleFrames.xyzi(number)))
                .setFrameId("frame " + number)
                .build());
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

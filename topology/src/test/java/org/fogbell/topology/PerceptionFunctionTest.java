package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.FrameScore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PerceptionFunctionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void scoresFramesAndClosesTheModels() throws Exception {
        SampleModel model = new SampleModel(seen -> SampleModel.perception(0.5, 1));
        var harness = harness(model);
        harness.open();
        for (int i = 0; i < 20; i++) {
            harness.processElement(received(i), i);
        }
        harness.endInput();
        assertThat(harness.extractOutputValues())
                .extracting(outcome -> outcome.score().getFrameId())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "frame " + i).toList());
        assertThat(model.isClosed()).isFalse();
        harness.close();
        assertThat(model.isClosed()).isTrue();
    }

    @Test
    void givesUpOnAFrameThatTakesTooLong() throws Exception {
        var harness = harness(new SampleModel(this::stuck));
        harness.open();
        harness.processElement(received(1), 1);
        harness.setProcessingTime(TIMEOUT.toMillis() + 1);
        harness.endInput();
        assertThat(harness.extractOutputValues()).singleElement().satisfies(outcome -> {
            assertThat(outcome.score()).isNull();
            assertThat(outcome.failure().getStage()).isEqualTo(DeadLetterStage.PERCEPTION);
            assertThat(outcome.failure().getFrameId()).isEqualTo("frame 1");
            assertThat(outcome.failure().getOrigin()).isEqualTo(SampleFrames.ORIGIN);
            assertThat(outcome.failure().getCause()).isEqualTo("no score within perception.timeout (30s)");
        });
        mayEnd.countDown();
        harness.close();
    }

    @Test
    void scoresTheFramesInFlightAgainAfterARestart() throws Exception {
        var before = harness(new SampleModel(this::stuck));
        before.open();
        before.processElement(received(1), 1);
        before.processElement(received(2), 2);
        OperatorSubtaskState savepoint = before.snapshot(1, 1);
        mayEnd.countDown();
        before.close();

        var after = harness(new SampleModel(seen -> SampleModel.perception(0.5, 1)));
        after.initializeState(savepoint);
        after.open();
        after.endInput();
        assertThat(after.extractOutputValues())
                .extracting(FrameOutcome::score)
                .extracting(FrameScore::getFrameId)
                .containsExactlyInAnyOrder("frame 1", "frame 2");
        after.close();
    }

    @Test
    void scoresNoFrameThatTimedOutWhileItWaited() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        SampleModel model = new SampleModel(seen -> {
            atWork.countDown();
            awaitUninterrupted(mayEnd);
            return SampleModel.perception(0.5, 1);
        });
        var harness = harness(model);
        harness.open();
        harness.processElement(received(1), 1);
        harness.processElement(received(2), 2);
        atWork.await();
        harness.setProcessingTime(TIMEOUT.toMillis() + 1);
        harness.processElement(received(3), 3);
        mayEnd.countDown();
        harness.endInput();
        assertThat(harness.extractOutputValues())
                .filteredOn(outcome -> outcome.failure() != null)
                .extracting(outcome -> outcome.failure().getFrameId())
                .containsExactlyInAnyOrder("frame 1", "frame 2");
        assertThat(harness.extractOutputValues())
                .filteredOn(outcome -> outcome.score() != null)
                .extracting(outcome -> outcome.score().getFrameId())
                .containsExactly("frame 3");
        assertThat(model.perceived())
                .extracting(seen -> ((PointCloud) seen).size())
                .containsExactly(1, 3);
        harness.close();
    }

    @Test
    void failsTheJobWhereFrameAfterFrameFails() throws Exception {
        var harness = harness(new SampleModel(seen -> {
            throw new IllegalStateException("no device");
        }));
        harness.getEnvironment().setExpectedExternalFailureCause(Exception.class);
        harness.open();
        for (int i = 1; i <= 10; i++) {
            harness.processElement(received(i), i);
        }
        while (harness.getEnvironment().getActualExternalFailureCause().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(harness.getEnvironment().getActualExternalFailureCause())
                .get()
                .extracting(Throwable::getCause)
                .asString()
                .contains("10 frames in a row");
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.close();
    }

    @Test
    void keepsSuspectsInTheCheckpoint() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        var before = harness(new SampleModel(seen -> {
            if (((PointCloud) seen).size() < 4) {
                throw new IllegalStateException("no device");
            }
            atWork.countDown();
            return stuck(seen);
        }));
        before.open();
        for (int i = 1; i <= 4; i++) {
            before.processElement(received(i), i);
        }
        atWork.await();
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        assertThat(before.extractOutputValues()).isEmpty();
        before.close();

        var after = harness(new SampleModel(seen -> SampleModel.perception(0.5, 1)));
        after.initializeState(checkpoint);
        after.open();
        after.endInput();
        assertThat(after.extractOutputValues())
                .extracting(FrameOutcome::score)
                .extracting(FrameScore::getFrameId)
                .containsExactlyInAnyOrder("frame 1", "frame 2", "frame 3", "frame 4");
        after.close();
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

    private Perception stuck(Frame seen) {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return SampleModel.perception(0.5, 1);
    }

    private static OneInputStreamOperatorTestHarness<ReceivedFrame, FrameOutcome> harness(SampleModel model)
            throws Exception {
        PerceptionParameters config = JobParameters.of(Map.of()).perception();
        FrameScorer scorer = new FrameScorer(SampleModel.bundle(Map.of(), false), config, SampleFrames::recalled);
        PerceptionFunction function = new PerceptionFunction(
                (gpus, subtask) -> WorkersByType.same(new PerceptionWorkers(
                        scorer, config, List.of(model), new ByteBudget(1 << 20), () -> {}, time -> {})),
                TIMEOUT);
        AsyncWaitOperatorFactory<ReceivedFrame, FrameOutcome> operator =
                new AsyncWaitOperatorFactory<>(function, TIMEOUT.toMillis(), 16, AsyncDataStream.OutputMode.UNORDERED);
        return new OneInputStreamOperatorTestHarness<>(operator, serializer(ReceivedFrame.class));
    }

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    private static ReceivedFrame received(int number) {
        return SampleFrames.received(SampleFrames.frame(SampleFrames.payload(SampleFrames.xyzi(number)))
                .setFrameId("frame " + number)
                .build());
    }
}

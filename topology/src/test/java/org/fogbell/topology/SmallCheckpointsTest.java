package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.ImageEncoding;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PayloadContent;
import org.fogbell.schemas.PayloadReference;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.schemas.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a checkpoint keeps of frames in flight, and what comes of them after a restart. Frame n has n points. */
@Timeout(60)
class SmallCheckpointsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int LARGE = 125_000;

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private OneInputStreamOperatorTestHarness<ReceivedFrame, FrameOutcome> open;

    @AfterEach
    void close() throws Exception {
        mayEnd.countDown();
        if (open != null) {
            open.close();
        }
    }

    @Test
    void areAsSmallForLargeFramesAsForSmallOnes() throws Exception {
        OperatorSubtaskState ofSmall = checkpoint(100_000, 100_008);
        close();
        OperatorSubtaskState ofLarge = checkpoint(LARGE, LARGE + 8);
        assertThat(ofLarge.getStateSize()).isEqualTo(ofSmall.getStateSize()).isBetween(1L, 9L * 1_024);
    }

    @Test
    void haveWhatIsNeededToScoreTheFramesAgain() throws Exception {
        OperatorSubtaskState checkpoint = checkpoint(40, 44);
        close();
        restore(checkpoint, SampleFrames::recalled);
        open.endInput();
        assertThat(open.extractOutputValues())
                .extracting(outcome ->
                        outcome.score().getFrameId() + " has " + outcome.score().getEloss())
                .containsExactlyInAnyOrder(
                        "frame 40 has 40.0",
                        "frame 41 has 41.0",
                        "frame 42 has 42.0",
                        "frame 43 has 43.0",
                        "frame 44 has 44.0");
    }

    @Test
    void areAsSmallTheSecondTime() throws Exception {
        OperatorSubtaskState first = checkpoint(LARGE, LARGE + 8);
        long size = first.getStateSize();
        close();
        restore(first, frame -> {
            throw new MalformedRecordException("not asked for yet");
        });
        assertThat(open.snapshot(2, 2).getStateSize()).isEqualTo(size);
    }

    @Test
    void giveADeadLetterToAFrameThatIsGone() throws Exception {
        OperatorSubtaskState checkpoint = checkpoint(7, 7);
        close();
        restore(checkpoint, frame -> {
            throw new MalformedRecordException("its record is gone");
        });
        open.endInput();
        assertThat(open.extractOutputValues()).singleElement().satisfies(outcome -> {
            assertThat(outcome.failure().getCause()).isEqualTo("its record is gone");
            assertThat(outcome.failure().getStage()).isEqualTo(DeadLetterStage.PAYLOAD);
            assertThat(outcome.failure().getFrameId()).isEqualTo("frame 7");
            assertThat(outcome.failure().getVehicleId()).isEqualTo("car-1");
            assertThat(outcome.failure().getOrigin()).isEqualTo(SampleFrames.ORIGIN);
            assertThat(outcome.failure().getRecordSizeBytes()).isEqualTo(7 * 16);
        });
    }

    @Test
    void keepReferencesWhichAreSmallAlready() {
        PayloadReference reference = new PayloadReference(
                "s3://frames/7", 1L << 20, new Sha256(new byte[32]), PayloadContent.POINT_CLOUD_FLOAT32);
        ReceivedFrame received =
                SampleFrames.received(SampleFrames.frame(reference).build());
        assertThat(received.withoutPayload()).isSameAs(received);
        assertThat(received.isPayloadLeftOut()).isFalse();
    }

    @Test
    void keepWhatAnImageClaims() {
        ImagePayload image = new ImagePayload(ImageEncoding.PNG, 640, 480, ByteBuffer.wrap(new byte[300_000]));
        ReceivedFrame small =
                SampleFrames.received(SampleFrames.frame(image).build()).withoutPayload();
        assertThat(small.leftOutBytes()).isEqualTo(300_000);
        assertThat(Payloads.decodedBytes(small)).isEqualTo(3L * 640 * 480);
        assertThat(Payloads.bytes(small.frame()).remaining()).isZero();
        assertThat(small.withoutPayload()).isSameAs(small);
        assertThat(small.withPayload(image))
                .isEqualTo(SampleFrames.received(SampleFrames.frame(image).build()));
    }

    @Test
    void handFramesOnInsideATaskByReference() {
        TypeSerializer<ReceivedFrame> serializer = serializer();
        ReceivedFrame received = SampleFrames.received(SampleFrames.sweep());
        assertThat(serializer.isImmutableType()).isTrue();
        assertThat(serializer.copy(received)).isSameAs(received);
        assertThat(serializer.duplicate()).isEqualTo(serializer).isNotSameAs(serializer);
    }

    private OperatorSubtaskState checkpoint(int first, int last) throws Exception {
        SampleModel stuck = new SampleModel(seen -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return SampleModel.perception(1, 1);
        });
        open = harness(stuck, SampleFrames::recalled);
        open.open();
        for (int i = first; i <= last; i++) {
            SensorFrame frame = SampleFrames.frame(SampleFrames.payload(SampleFrames.xyzi(i)))
                    .setFrameId("frame " + i)
                    .build();
            open.processElement(SampleFrames.received(frame), i);
        }
        return open.snapshot(1, 1);
    }

    private void restore(OperatorSubtaskState checkpoint, FrameRecall recall) throws Exception {
        SampleModel counting = new SampleModel(seen -> SampleModel.perception(((PointCloud) seen).size(), 1));
        open = harness(counting, recall);
        open.initializeState(checkpoint);
        open.open();
    }

    private static OneInputStreamOperatorTestHarness<ReceivedFrame, FrameOutcome> harness(
            SampleModel model, FrameRecall recall) throws Exception {
        PerceptionParameters config = JobParameters.of(Map.of()).perception();
        FrameScorer scorer = new FrameScorer(SampleModel.bundle(Map.of(), false), config, recall);
        PerceptionFunction function = new PerceptionFunction(
                (gpus, subtask) -> WorkersByType.same(new PerceptionWorkers(
                        scorer, config, List.of(model), new ByteBudget(1 << 24), () -> {}, time -> {})),
                TIMEOUT);
        AsyncWaitOperatorFactory<ReceivedFrame, FrameOutcome> operator =
                new AsyncWaitOperatorFactory<>(function, TIMEOUT.toMillis(), 16, AsyncDataStream.OutputMode.UNORDERED);
        return new OneInputStreamOperatorTestHarness<>(operator, serializer());
    }

    private static TypeSerializer<ReceivedFrame> serializer() {
        return TypeInformation.of(ReceivedFrame.class).createSerializer(new ExecutionConfig().getSerializerConfig());
    }
}

package org.fogbell.bench.verdict;

import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.FrameScore;
import org.fogbell.topology.ScoreType;

/**
 * Sends a stream into the stages as fast as they take it, a watermark with each frame's time or after about ten thousand
 * scores, whichever is sooner, and at the end one score of another sensor a second later, so that no other score waits. Then it
 * keeps still. One at a time in a process.
 */
final class ScorePump implements FlatMapFunction<Long, FrameScore> {
    static final String UID = "stream";

    /** As many wait for a watermark at once: all of a million sensors' would fill the heap, and it is not they that are measured. */
    private static final long WAITING = 10_000;

    private static final AtomicLong SENT = new AtomicLong();

    private final ScoreStream stream;
    private final long scores;

    private ScorePump(ScoreStream stream, long scores) {
        this.stream = stream;
        this.scores = scores;
    }

    static DataStream<FrameScore> into(StreamExecutionEnvironment env, ScoreStream stream, long scores) {
        SENT.set(0);
        return env.fromSequence(0, Long.MAX_VALUE - 1)
                .name(UID)
                .uid(UID)
                .flatMap(new ScorePump(stream, scores))
                .returns(new ScoreType())
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<FrameScore>forGenerator(any -> new EveryFewScores(stream.sensors()))
                                .withTimestampAssigner(
                                        (score, any) -> score.getEventTime().toEpochMilli()));
    }

    /** How many the stages have taken, but for what is in the buffers between. */
    static long sent() {
        return SENT.get();
    }

    @Override
    public void flatMap(Long number, Collector<FrameScore> out) throws InterruptedException {
        if (number < scores) {
            out.collect(stream.score(number));
            SENT.lazySet(number + 1);
        } else if (number == scores) {
            FrameScore last = stream.score(number - 1);
            out.collect(FrameScore.newBuilder(last)
                    .setVehicleId("last")
                    .setEventTime(last.getEventTime().plus(1, ChronoUnit.SECONDS))
                    .build());
        } else {
            Thread.sleep(1);
        }
    }

    private static final class EveryFewScores implements WatermarkGenerator<FrameScore> {
        private final long everyMillis;
        private long next = Long.MIN_VALUE;

        EveryFewScores(int sensors) {
            long frame = ScoreStream.FRAME.toMillis();
            everyMillis = Math.max(1, Math.min(frame, frame * WAITING / sensors));
        }

        @Override
        public void onEvent(FrameScore score, long millis, WatermarkOutput output) {
            if (millis >= next) {
                output.emitWatermark(new Watermark(millis - 1));
                next = millis + everyMillis;
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // The scores' own times do.
        }
    }
}

package org.fogbell.topology;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.MalformedRecordException;

/** Stage "decode": a record's bytes become a {@link ReceivedFrame}, or a dead letter on the side output. */
final class DecodeFunction extends ProcessFunction<RawFrame, ReceivedFrame> {
    private final long maxClockSkewMicros;
    private transient FrameDecoder decoder;
    private transient Counter clocksClamped;

    @SuppressWarnings("NullAway.Init")
    DecodeFunction(EventTimeRule eventTime) {
        this.maxClockSkewMicros = eventTime.maxClockSkew().toNanos() / 1_000;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new FrameDecoder(maxClockSkewMicros);
        clocksClamped = getRuntimeContext().getMetricGroup().counter("clocksClamped");
    }

    @Override
    public void processElement(RawFrame raw, Context context, Collector<ReceivedFrame> out) {
        try {
            ReceivedFrame received = decoder.decode(raw);
            if (received.clockClamped()) {
                clocksClamped.inc();
            }
            out.collect(received);
        } catch (MalformedRecordException e) {
            context.output(Streams.DEAD_LETTERS, DeadLetters.undecodable(raw, e));
        }
    }
}

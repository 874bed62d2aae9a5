package org.fogbell.bench;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.topology.ReceivedFrame;

/** Unpacks the points of each decoded frame, which perception's workers do in the job, and notes that it came. */
final class UnpackFunction extends ProcessFunction<ReceivedFrame, Integer> {
    private transient PointCloudCodec codec;
    private transient int frames;

    @SuppressWarnings("NullAway.Init")
    UnpackFunction() {}

    @Override
    public void open(OpenContext context) {
        codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
    }

    @Override
    public void processElement(ReceivedFrame received, Context context, Collector<Integer> out)
            throws MalformedRecordException {
        float[] points = codec.decode((PointCloudPayload) received.frame().getPayload());
        Arrivals.note(frames++);
        out.collect(points.length);
    }
}

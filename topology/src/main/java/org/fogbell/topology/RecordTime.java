package org.fogbell.topology;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time as the source sees it: watermarks per Kafka partition from the records' own timestamps, never from what a
 * vehicle's clock says, so that one wrong clock cannot make its partition-mates late.
 */
final class RecordTime {
    private RecordTime() {}

    static WatermarkStrategy<RawFrame> watermarks(JobParameters.EventTime config) {
        return WatermarkStrategy.<RawFrame>forBoundedOutOfOrderness(config.outOfOrderness())
                .withTimestampAssigner((frame, recordTimestamp) -> frame.timestampMicros() / 1_000)
                .withIdleness(config.idleAfter());
    }

    /**
     * The timestamp to believe. A producer that stamps its records itself may be ahead of everybody; such a record is
     * held to this reader's clock, or it would carry the partition's watermark away with it.
     *
     * @param recordMillis the record's timestamp; negative where it has none
     */
    static long trustedMicros(long recordMillis, long nowMillis, long maxSkewMillis) {
        return (recordMillis < 0 || recordMillis > nowMillis + maxSkewMillis ? nowMillis : recordMillis) * 1_000;
    }
}

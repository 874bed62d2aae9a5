package org.fogbell.topology;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.kafka.common.record.TimestampType;

/**
 * Event time as the source sees it: watermarks per Kafka partition from the records' own timestamps, never from what a
 * vehicle's clock says, so that one wrong clock cannot make its partition-mates late.
 */
final class RecordTime {
    private RecordTime() {}

    static WatermarkStrategy<RawFrame> watermarks(EventTimeRule config) {
        return WatermarkStrategy.<RawFrame>forBoundedOutOfOrderness(config.outOfOrderness())
                .withTimestampAssigner((frame, recordTimestamp) -> frame.timestampMicros() / 1_000)
                .withIdleness(config.idleAfter());
    }

    /**
     * The timestamp to believe. The broker's own is taken as it is, so that every reading gives the same verdicts. Where the
     * producers stamp the records, nothing but this reader's clock can tell a wrong one: a record ahead of it, or older than
     * {@code event-time.max-record-age}, counts as read now, or it would carry away or hold back the partition's watermark.
     *
     * @param recordMillis the record's timestamp; negative where it has none
     */
    static long trustedMicros(TimestampType stampedBy, long recordMillis, long nowMillis, EventTimeRule config) {
        if (stampedBy == TimestampType.LOG_APPEND_TIME) {
            return recordMillis * 1_000;
        }
        long maxAgeMillis = config.maxRecordAge().toMillis();
        boolean ahead = recordMillis > nowMillis + config.maxClockSkew().toMillis();
        boolean tooOld = maxAgeMillis > 0 && recordMillis < nowMillis - maxAgeMillis;
        return (recordMillis < 0 || ahead || tooOld ? nowMillis : recordMillis) * 1_000;
    }
}

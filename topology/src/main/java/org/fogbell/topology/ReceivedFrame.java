package org.fogbell.topology;

import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.SensorFrame;

/**
 * A frame whose record could be read. Its payload is still encoded, and still unchecked.
 *
 * @param eventTimeMicros the capture time, or the record's timestamp where the vehicle's clock is wrong
 * @param clockClamped whether the record's timestamp had to stand in
 */
public record ReceivedFrame(
        SensorFrame frame,
        KafkaOrigin origin,
        long recordTimestampMicros,
        long eventTimeMicros,
        boolean clockClamped) {}

package org.fogbell.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fogbell.schemas.SensorFrame;

/** One sensor of one vehicle as the stream sees it: its frames step by step, in order. One thread at a time. */
interface SensorFeed {
    /** How many steps there are; {@link Long#MAX_VALUE} where it never ends. */
    long steps();

    /**
     * The frame of a step; empty where the sensor sends nothing.
     *
     * @param capturedAt when the frame counts as captured
     * @param streamTime time since the stream's first frame
     */
    Optional<SensorFrame> frame(long step, Instant capturedAt, Duration streamTime) throws IOException;
}

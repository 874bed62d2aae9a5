package org.fogbell.topology;

/**
 * The timers that count for one sensor; any other that fires is a left-over of an earlier silence.
 *
 * @param eventTimeMillis when event time is to look again
 * @param heartbeatMillis when processing time is to look again
 * @param heartbeatWatermark the watermark at the last heartbeat: the same at the next one means that time stands still
 */
public record LivenessTimers(long eventTimeMillis, long heartbeatMillis, long heartbeatWatermark) {}

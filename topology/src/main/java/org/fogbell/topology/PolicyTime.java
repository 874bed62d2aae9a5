package org.fogbell.topology;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.fogbell.schemas.Policy;

/**
 * Policies have no watermark of their own, since they may never come: their stream counts as idle, and holds nobody back. Only
 * when the job starts it holds frames back for a moment, until no more policies come that were there before.
 */
final class PolicyTime implements WatermarkGenerator<Policy> {
    /** At ten a second, as {@link ExecutionSettings} has it: two seconds. */
    private static final int QUIET_TICKS = 20;

    private int ticks;
    private boolean started;

    private PolicyTime() {}

    static WatermarkStrategy<Policy> strategy() {
        return WatermarkStrategy.<Policy>forGenerator(context -> new PolicyTime())
                .withTimestampAssigner((policy, recordTimestamp) -> recordTimestamp);
    }

    @Override
    public void onEvent(Policy policy, long timestamp, WatermarkOutput output) {
        ticks = 0;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        ticks++;
        if (!started && ticks >= QUIET_TICKS) {
            started = true;
            output.markIdle();
        }
    }
}

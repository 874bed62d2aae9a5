package org.fogbell.topology;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Up to which event time a stage has judged everything. While it runs, that is the watermark; Flink does not restore that
 * one, so it stands in the snapshot, and what was late before a restart is late after it.
 */
final class JudgedTime {
    private final ListState<Long> saved;
    private long restoredMillis = Long.MIN_VALUE;
    private @Nullable TimerService timers;

    /** Every subtask takes the latest of all: at an aligned barrier they agree, however many there will be. */
    JudgedTime(OperatorStateStore store) throws Exception {
        saved = store.getUnionListState(new ListStateDescriptor<>("judged-up-to", Types.LONG));
        for (long millis : saved.get()) {
            restoredMillis = Math.max(restoredMillis, millis);
        }
    }

    /** Where to ask for the watermark, which a snapshot cannot; the same at every call. */
    JudgedTime by(TimerService service) {
        timers = service;
        return this;
    }

    boolean covers(long millis) {
        return millis <= millis();
    }

    /** The least number there is before the first frame. */
    long millis() {
        return Math.max(restoredMillis, watermark());
    }

    void save() throws Exception {
        long watermark = watermark();
        // A drained job has judged all it had; the frames that a later one reads are none of them.
        long judged = watermark == Long.MAX_VALUE ? restoredMillis : Math.max(restoredMillis, watermark);
        saved.clear();
        saved.add(judged);
    }

    private long watermark() {
        return timers == null ? Long.MIN_VALUE : timers.currentWatermark();
    }
}

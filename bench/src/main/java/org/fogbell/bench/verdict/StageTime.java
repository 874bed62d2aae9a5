package org.fogbell.bench.verdict;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.fogbell.bench.ProcessorTime;

/** Processor time of this process, its compilers and the thread that makes the scores apart. */
record StageTime(long nanos) {
    static StageTime now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long making = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("Source: " + ScorePump.UID)) {
                making += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        ProcessorTime all = ProcessorTime.now();
        return new StageTime(all.processNanos() - all.byPart().getOrDefault(ProcessorTime.Part.COMPILER, 0L) - making);
    }
}

package org.fogbell.bench.verdict;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.fogbell.bench.ProcessorTime;

/**
 * What something has used, until now or meanwhile.
 *
 * @param nanos of processor time
 * @param bytes allocated on the heap, also those that are free again
 */
record Use(double nanos, double bytes) {
    static final Use NONE = new Use(0, 0);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Use ofThisThread() {
        return new Use(
                THREADS.getCurrentThreadCpuTime(),
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }

    /** Of this process, its compilers and the thread that makes the scores apart. */
    static Use ofTheStages() {
        long making = 0;
        long bytes = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("Source: " + ScorePump.UID)) {
                making += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            } else if (thread != null) {
                bytes += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        ProcessorTime all = ProcessorTime.now();
        long compiling = all.byPart().getOrDefault(ProcessorTime.Part.COMPILER, 0L);
        return new Use(all.processNanos() - compiling - making, bytes);
    }

    Use plus(Use more) {
        return new Use(nanos + more.nanos, bytes + more.bytes);
    }

    Use since(Use before) {
        return new Use(nanos - before.nanos, bytes - before.bytes);
    }

    /** Of each of so many. */
    Use each(long scores) {
        return new Use(nanos / scores, bytes / scores);
    }
}

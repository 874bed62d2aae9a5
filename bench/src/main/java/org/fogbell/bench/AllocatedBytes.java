package org.fogbell.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.TreeMap;

/** What the threads of each part of this process have allocated on the heap until now. Those that have ended do not count. */
record AllocatedBytes(Map<ProcessorTime.Part, Long> byPart) {
    static AllocatedBytes now() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Map<ProcessorTime.Part, Long> byPart = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                long bytes = Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
                byPart.merge(ProcessorTime.Part.of(thread.getThreadName()), bytes, Long::sum);
            }
        }
        return new AllocatedBytes(byPart);
    }

    /** Of each part since then, a frame. */
    Map<ProcessorTime.Part, Double> since(AllocatedBytes before, int frames) {
        Map<ProcessorTime.Part, Double> each = new TreeMap<>();
        byPart.forEach(
                (part, bytes) -> each.put(part, (double) (bytes - before.byPart.getOrDefault(part, 0L)) / frames));
        return each;
    }
}

package org.fogbell.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;

/** How much processor time each part of this process has used until now, by the names of its threads; nanoseconds. */
record ProcessorTime(long momentNanos, long processNanos, Map<Part, Long> byPart) {
    /** What a thread works for. */
    enum Part {
        PERCEPTION,
        SOURCE,
        FLINK,
        BROKER,
        /** Garbage collection and compilation: the process's time that no Java thread has used. */
        JVM,
        OTHER;

        static Part of(String thread) {
            if (thread.startsWith("fogbell-perception") || thread.startsWith(BareLoop.THREAD)) {
                return PERCEPTION;
            } else if (thread.startsWith("Source Data Fetcher")) {
                return SOURCE;
            } else if (thread.matches("(data-plane-)?kafka-(\\d|network|request|log|scheduler).*")) {
                return BROKER;
            } else if (thread.matches(".*\\(\\d+/\\d+\\)#\\d+.*") || thread.startsWith("kafka-producer-network-thread")) {
                return FLINK;
            }
            return OTHER;
        }
    }

    static ProcessorTime now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Part, Long> byPart = new TreeMap<>();
        long javaNanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            long nanos = thread == null ? -1 : threads.getThreadCpuTime(thread.getThreadId());
            if (thread != null && nanos > 0) {
                byPart.merge(Part.of(thread.getThreadName()), nanos, Long::sum);
                javaNanos += nanos;
            }
        }
        long processNanos = process().getProcessCpuTime();
        byPart.put(Part.JVM, processNanos - javaNanos);
        return new ProcessorTime(System.nanoTime(), processNanos, byPart);
    }

    private static OperatingSystemMXBean process() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}

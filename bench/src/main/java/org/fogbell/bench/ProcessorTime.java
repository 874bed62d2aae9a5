package org.fogbell.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** How much processor time each part of this process has used until now, by the names of its threads; nanoseconds. */
public record ProcessorTime(long momentNanos, long processNanos, Map<Part, Long> byPart) {
    private static final long NANOS_A_TICK = 10_000_000;

    /** What a thread works for. */
    public enum Part {
        PERCEPTION,
        SOURCE,
        FLINK,
        BROKER,
        OTHER,
        /** The JVM's compilers, where the system tells (Linux): much at first, nothing after some minutes. */
        COMPILER,
        /** Whatever no Java thread has used: garbage collection above all. */
        JVM;

        static Part of(String thread) {
            if (thread.startsWith("fogbell-perception") || thread.startsWith(BareLoop.THREAD)) {
                return PERCEPTION;
            } else if (thread.startsWith("Source Data Fetcher")) {
                return SOURCE;
            } else if (thread.matches("(data-plane-)?kafka-(\\d|network|request|log|scheduler).*")) {
                return BROKER;
            } else if (thread.matches(".*\\(\\d+/\\d+\\)#\\d+.*")
                    || thread.startsWith("kafka-producer-network-thread")) {
                return FLINK;
            }
            return OTHER;
        }
    }

    public static ProcessorTime now() {
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
        long compilerNanos = compilerNanos();
        byPart.put(Part.COMPILER, compilerNanos);
        byPart.put(Part.JVM, processNanos - javaNanos - compilerNanos);
        return new ProcessorTime(System.nanoTime(), processNanos, byPart);
    }

    /** From the kernel's accounts, in ticks of a hundredth of a second; 0 where there are none. */
    private static long compilerNanos() {
        long ticks = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                // "12 (C2 CompilerThre) S ..." then, as the 14th and 15th field, user and system time.
                String accounts = accounts(thread);
                if (accounts.contains(" CompilerThre)")) {
                    String[] fields =
                            accounts.substring(accounts.lastIndexOf(')') + 2).split(" ", -1);
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return 0;
        }
        return ticks * NANOS_A_TICK;
    }

    private static String accounts(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
            // The thread ended since it was listed.
            return "";
        }
    }

    private static OperatingSystemMXBean process() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}

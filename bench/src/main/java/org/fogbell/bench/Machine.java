package org.fogbell.bench;

import java.lang.management.ManagementFactory;

/** Where it ran. */
public record Machine(int cores, String jvm, long maxHeapBytes, String os, double loadAverage) {
    public static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                runtime.maxMemory(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}

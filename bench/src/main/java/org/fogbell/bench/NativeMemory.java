package org.fogbell.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Memory of this process that is neither Java's heap nor a file, as Linux counts what is really there. */
final class NativeMemory {
    private static final Pattern HEAP = Pattern.compile("0x([0-9a-f]{8,16})");
    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) \\S+ \\S+ \\S+ (\\d+).*");
    private static final Pattern ANONYMOUS = Pattern.compile("^Anonymous: +(\\d+) kB");

    private NativeMemory() {}

    /** @throws IOException where the system has no such accounts */
    static long bytes() throws IOException {
        return anonymousOutside(heap(), Files.readAllLines(Path.of("/proc/self/smaps")));
    }

    /**
     * Anonymous memory of the mappings that are no part of the heap.
     *
     * @param heap its first address, and the one behind its last
     */
    static long anonymousOutside(long[] heap, List<String> smaps) {
        long kibibytes = 0;
        boolean inHeap = false;
        for (String line : smaps) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher anonymous = ANONYMOUS.matcher(line);
            if (mapping.matches()) {
                long start = Long.parseUnsignedLong(mapping.group(1), 16);
                inHeap = start >= heap[0] && start < heap[1];
            } else if (anonymous.matches() && !inHeap) {
                kibibytes += Long.parseLong(anonymous.group(1));
            }
        }
        return kibibytes << 10;
    }

    /** From what the JVM says of its collector's spaces: they lie in one piece. */
    private static long[] heap() throws IOException {
        try {
            Object info = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcHeapInfo",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return range(String.valueOf(info));
        } catch (JMException e) {
            throw new IOException("the JVM does not tell where its heap lies", e);
        }
    }

    /** Without metaspace, which is told behind the heap and lies elsewhere. */
    static long[] range(String heapInfo) throws IOException {
        int metaspace = heapInfo.toLowerCase(Locale.ROOT).indexOf("metaspace");
        Matcher address = HEAP.matcher(metaspace < 0 ? heapInfo : heapInfo.substring(0, metaspace));
        long first = Long.MAX_VALUE;
        long last = 0;
        while (address.find()) {
            long at = Long.parseUnsignedLong(address.group(1), 16);
            first = Math.min(first, at);
            last = Math.max(last, at);
        }
        if (last <= first) {
            throw new IOException("expected the addresses of the heap's spaces, got: " + heapInfo);
        }
        return new long[] {first, last};
    }
}

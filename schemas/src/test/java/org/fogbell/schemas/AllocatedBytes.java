package org.fogbell.schemas;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.function.Executable;

/** How much heap the calling thread allocates while it does something. */
final class AllocatedBytes {
    /** Far above what refusing a record costs, even the first, which loads classes; far below what a lie claims. */
    static final long LITTLE = 4 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    static long during(Executable action) throws Throwable {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        action.execute();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}

package org.fogbell.topology;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** How threads that use models come to an end: freeing a model under a running forward pass would crash the process. */
final class ModelThreads {
    private ModelThreads() {}

    /** Interrupts the threads and waits for what they are at, also when interrupted itself; then frees what they used. */
    static void stop(ThreadPoolExecutor threads, Runnable free) {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        free.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.fogbell.models.serving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What waits, oldest first, and when it is a batch. The deadline is always that of the request that is oldest now, so
 * nothing of a batch that has left can make the next one leave early. Not thread-safe; moments are nanoseconds of one clock.
 *
 * @param <T> a request, by identity
 */
final class BatchQueue<T> {
    /** What {@link #nanosUntilDue} says of an empty queue. */
    static final long NEVER = Long.MAX_VALUE;

    private final BatchRule rule;
    private final Deque<Waiting<T>> queue = new ArrayDeque<>();
    private long bytes;

    BatchQueue(BatchRule rule) {
        this.rule = rule;
    }

    private record Waiting<T>(T request, long bytes, long since) {}

    void add(T request, long itsBytes, long now) {
        queue.add(new Waiting<>(request, itsBytes, now));
        bytes += itsBytes;
    }

    /** Whether the request was still here. */
    boolean remove(T request) {
        var waiting = queue.iterator();
        while (waiting.hasNext()) {
            Waiting<T> next = waiting.next();
            if (next.request == request) {
                waiting.remove();
                bytes -= next.bytes;
                return true;
            }
        }
        return false;
    }

    /** 0 when there is a batch to take; else how long until there is, if nothing comes or goes; {@link #NEVER} if empty. */
    long nanosUntilDue(long now) {
        if (queue.isEmpty()) {
            return NEVER;
        }
        if (queue.size() >= rule.frames() || bytes >= rule.bytes()) {
            return 0;
        }
        return Math.max(0, queue.element().since + rule.deadline().toNanos() - now);
    }

    /** The oldest requests, as many as a batch may have; whether they are due or not. */
    List<T> take() {
        List<T> batch = new ArrayList<>();
        long taken = 0;
        while (!queue.isEmpty() && batch.size() < rule.frames()) {
            Waiting<T> next = queue.element();
            if (!batch.isEmpty() && taken + next.bytes > rule.bytes()) {
                break;
            }
            queue.remove();
            taken += next.bytes;
            batch.add(next.request);
        }
        bytes -= taken;
        return batch;
    }

    int size() {
        return queue.size();
    }
}

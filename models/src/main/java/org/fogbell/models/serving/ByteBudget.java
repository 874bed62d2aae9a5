package org.fogbell.models.serving;

import java.util.concurrent.Semaphore;

/**
 * How many bytes of decoded frames may be in memory at once, all subtasks together. Who wants more waits its turn: first
 * come, first served, so a large frame is not passed by small ones for ever. Counts in KiB. Safe for any thread.
 */
public final class ByteBudget {
    private static final long UNIT = 1_024;

    private final int units;
    private final Semaphore free;

    /** @param bytes at least 1 KiB, at most 2 TiB */
    public ByteBudget(long bytes) {
        if (bytes < UNIT || bytes / UNIT > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a budget of " + bytes + " bytes, expected 1 KiB to 2 TiB");
        }
        this.units = (int) (bytes / UNIT);
        this.free = new Semaphore(units, true);
    }

    /** Room that somebody has; closing it gives it back, once. */
    public final class Room implements AutoCloseable {
        private int held;

        private Room(int held) {
            this.held = held;
        }

        @Override
        public void close() {
            free.release(held);
            held = 0;
        }
    }

    /**
     * Waits until there is room for so many bytes; for more than the whole budget, until nobody else has any.
     *
     * @throws InterruptedException while it waits; then it has no room
     */
    public Room reserve(long bytes) throws InterruptedException {
        long most = units * UNIT;
        int wanted = (int) ((Math.min(Math.max(0, bytes), most) + UNIT - 1) / UNIT);
        free.acquire(wanted);
        return new Room(wanted);
    }

    /** Bytes that nobody has, in whole KiB. */
    public long freeBytes() {
        return free.availablePermits() * UNIT;
    }
}

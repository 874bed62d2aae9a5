package org.fogbell.models.serving;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Things that are dear to open, counted by who holds them. What nobody holds any more is closed after a while, and until
 * then the next one to ask gets it. One thread opens or closes at a time, so nothing is opened twice.
 *
 * @param <K> what makes two of them the same
 */
final class SharedByKey<K, V> {
    private final Later later;
    private final Closing<V> closing;
    private final Map<K, Entry<V>> entries = new HashMap<>();

    /** @param later runs something after a while, on a thread of its own */
    SharedByKey(Later later, Closing<V> closing) {
        this.later = later;
        this.closing = closing;
    }

    @FunctionalInterface
    interface Later {
        void run(Runnable task, Duration after);
    }

    @FunctionalInterface
    interface Closing<V> {
        void close(V value);
    }

    @FunctionalInterface
    interface Opening<V> {
        V open() throws IOException;
    }

    private static final class Entry<V> {
        private final V value;
        private int holders;
        private long left;

        private Entry(V value) {
            this.value = value;
        }
    }

    /** What is open under the key, or what {@code opening} opens; {@link #release} gives it back. */
    synchronized V acquire(K key, Opening<V> opening) throws IOException {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>(opening.open());
            entries.put(key, entry);
        }
        entry.holders++;
        return entry.value;
    }

    /** Gives back what {@link #acquire} gave, once; the last holder's {@code keep} says how long it stays open. */
    synchronized void release(K key, Duration keep) {
        Entry<V> entry = entries.get(key);
        if (entry == null || entry.holders == 0) {
            throw new IllegalStateException("expected somebody to hold " + key + ", got one release too many");
        }
        entry.holders--;
        if (entry.holders > 0) {
            return;
        }
        entry.left++;
        if (keep.isZero()) {
            close(key, entry);
        } else {
            long left = entry.left;
            later.run(() -> closeUnlessUsedSince(key, entry, left), keep);
        }
    }

    private synchronized void closeUnlessUsedSince(K key, Entry<V> entry, long left) {
        // Somebody may have come and gone meanwhile; whoever left last has asked for a later look.
        if (entries.get(key) == entry && entry.holders == 0 && entry.left == left) {
            close(key, entry);
        }
    }

    private void close(K key, Entry<V> entry) {
        entries.remove(key);
        closing.close(entry.value);
    }

    synchronized int holders(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? 0 : entry.holders;
    }
}

package org.fogbell.verdict;

/**
 * What stands for several values in 64 bits where only their equality counts: the same in every process, and of two that differ the
 * same by chance alone. A value.
 */
public record Fingerprint(long bits) {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    public static Fingerprint of(long value) {
        return new Fingerprint(mix(value));
    }

    public static Fingerprint of(String text) {
        return of(hash(text));
    }

    /** Followed by this. */
    public Fingerprint and(long value) {
        return new Fingerprint(mix(bits + value));
    }

    public Fingerprint and(String text) {
        return and(hash(text));
    }

    /** FNV-1a, of UTF-16 units. */
    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** The finaliser of SplitMix64: every bit of the input moves every bit of the outcome. */
    private static long mix(long bits) {
        long once = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }
}

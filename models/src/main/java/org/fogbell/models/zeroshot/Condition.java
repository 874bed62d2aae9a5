package org.fogbell.models.zeroshot;

/**
 * Something that a sensor's frames may show.
 *
 * @param label what an alert calls it, such as {@code dense-fog}: letters, digits, hyphens and underscores
 * @param sentence what it looks like, in words that the generator understands
 */
public record Condition(String label, String sentence) {
    /** What a classifier answers when a frame is like none of its conditions; no condition may be called so. */
    public static final String UNKNOWN = "unknown";

    public Condition {
        if (!label.matches("[\\p{L}0-9][\\p{L}0-9_-]{0,63}") || label.equals(UNKNOWN)) {
            throw new IllegalArgumentException(
                    "a label is at most 64 letters, digits, hyphens and underscores, and not '" + UNKNOWN + "'; got '"
                            + label + "'");
        }
        if (sentence.isBlank()) {
            throw new IllegalArgumentException("label '" + label + "': expected a sentence, got none");
        }
    }
}

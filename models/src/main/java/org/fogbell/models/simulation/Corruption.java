package org.fogbell.models.simulation;

import java.time.Duration;
import java.util.Locale;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.jspecify.annotations.Nullable;

/**
 * One kind of bad weather or sensor fault at one of five severities, written {@code fog:3}. The same corruption, seed and
 * frame give the same bytes on every machine. Safe to share between threads.
 *
 * @param severity 1 (barely) to 5 (severe)
 */
public record Corruption(CorruptionKind kind, int severity) {
    public static final int MAX_SEVERITY = 5;

    public Corruption {
        if (severity < 1 || severity > MAX_SEVERITY) {
            throw new IllegalArgumentException(
                    "severity of " + kind + " must be 1.." + MAX_SEVERITY + ", got " + severity);
        }
    }

    /**
     * The corruption of that name and severity.
     *
     * @throws IllegalArgumentException naming the nearest known kind, or the range of severities
     */
    public static Corruption of(String kind, int severity) {
        return new Corruption(CorruptionKind.of(kind), severity);
    }

    /**
     * Reads {@code KIND:SEVERITY}.
     *
     * @throws IllegalArgumentException saying what was expected and what came
     */
    public static Corruption parse(String text) {
        int colon = text.lastIndexOf(':');
        String severity = text.substring(colon + 1);
        if (colon < 1 || !severity.matches("-?[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "a corruption is KIND:SEVERITY with a severity of 1..5, such as fog:3; got '" + text + "'");
        }
        return of(text.substring(0, colon), Integer.parseInt(severity));
    }

    /** The onset of a span: one sensor's frames then go through the sequence in the order of capture. */
    public CorruptedSequence begin(long seed) {
        return new CorruptedSequence(this, seed);
    }

    /** The first sweep of a span; {@link PointCloud#EMPTY} where the corruption loses it. */
    public PointCloud apply(PointCloud clean, long seed) {
        return begin(seed).next(clean).orElse(PointCloud.EMPTY);
    }

    /**
     * The first image of a span; a black one where the corruption loses it.
     *
     * @param depthMetres distance along the optical axis of each pixel, or null for a guess: a level road
     */
    public CameraImage apply(CameraImage clean, float @Nullable [] depthMetres, long seed) {
        return begin(seed)
                .next(clean, depthMetres)
                .orElseGet(() -> new CameraImage(clean.width(), clean.height(), new byte[clean.rgb().length]));
    }

    /** What the sensor's clock is ahead by while this lasts: add it to the time of capture. Zero but for time jumps. */
    public Duration clockOffset() {
        return kind == CorruptionKind.TIME_JUMP
                ? Duration.ofMillis(Math.round(kind.strength(severity) * 1000))
                : Duration.ZERO;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%d", kind, severity);
    }
}

package org.fogbell.fleet;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * The one line that tells how a running demo fares: rewritten in place on a terminal, printed now and then elsewhere.
 * One bar a sensor: how far its latest window is from its baseline, either way, the threshold at three quarters.
 */
final class StatusLine {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final long SECONDS_BETWEEN_LINES = 5;
    private static final String ERASE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;
    private final double threshold;
    private long printedAt = -SECONDS_BETWEEN_LINES;

    StatusLine(PrintStream out, boolean terminal, double threshold) {
        this.out = out;
        this.terminal = terminal;
        this.threshold = threshold;
    }

    synchronized void show(long seconds, double framesPerSecond, Map<String, Double> robustZ) {
        if (terminal) {
            out.print(ERASE + text(seconds, framesPerSecond, robustZ));
            out.flush();
        } else if (seconds - printedAt >= SECONDS_BETWEEN_LINES) {
            printedAt = seconds;
            out.println(text(seconds, framesPerSecond, robustZ));
        }
    }

    /** Prints a whole line above the status. */
    synchronized void say(String line) {
        out.println(terminal ? ERASE + line : line);
    }

    String text(long seconds, double framesPerSecond, Map<String, Double> robustZ) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%4d s %6.1f frames/s", seconds, framesPerSecond));
        robustZ.forEach((sensor, z) -> text.append("  ")
                .append(sensor)
                .append(' ')
                .append(bar(z))
                .append(String.format(Locale.ROOT, " %+.1f", z)));
        return text.toString();
    }

    private char bar(double z) {
        double height = Math.min(1, 0.75 * Math.abs(z) / threshold);
        return BARS.charAt((int) Math.round(height * (BARS.length() - 1)));
    }
}

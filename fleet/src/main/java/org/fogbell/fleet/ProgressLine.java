package org.fogbell.fleet;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a command is and how long it will still take: one line, rewritten in place on a terminal, printed now and then
 * elsewhere.
 */
public final class ProgressLine {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SECONDS_BETWEEN_LINES = 5;
    private static final double SECONDS_BETWEEN_UPDATES = 0.2;
    private static final String ERASE = "\r\u001b[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final int total;
    private final long began;
    private double shownAt;

    ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanoTime, int total) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.total = total;
        this.began = nanoTime.getAsLong();
    }

    public static ProgressLine on(PrintWriter out, int total) {
        return new ProgressLine(out, isTerminal(), System::nanoTime, total);
    }

    // From JDK 22 on the console is there without a terminal too: then the line is rewritten in a file, no more.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }

    /** To be told after each frame; most of the time, and after the last one, says nothing. */
    public void show(int done) {
        double seconds = (nanoTime.getAsLong() - began) / NANOS_PER_SECOND;
        if (done == total || seconds - shownAt < (terminal ? SECONDS_BETWEEN_UPDATES : SECONDS_BETWEEN_LINES)) {
            return;
        }
        shownAt = seconds;
        double rate = done / seconds;
        String text = String.format(
                Locale.ROOT,
                "fogbell: %d of %d frames, %.1f/s, %s left",
                done,
                total,
                rate,
                span((total - done) / rate));
        if (terminal) {
            out.print(ERASE + text);
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Ends with a whole line in the progress's place. */
    public void end(String line) {
        out.println(terminal ? ERASE + line : line);
        out.flush();
    }

    private static String span(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 120 ? whole + " s" : (whole + 59) / 60 + " min";
    }
}

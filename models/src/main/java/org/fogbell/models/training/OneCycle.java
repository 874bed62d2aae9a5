package org.fogbell.models.training;

/**
 * A learning rate that rises from a tenth of its peak over the first part of the training and then falls to a
 * ten-thousandth of it, both along half a cosine. Source: Smith, Topin, Super-convergence, arXiv 1708.07120.
 *
 * @param peak above 0
 * @param steps of the whole training
 * @param rise the share of the steps until the peak, 0..1
 */
public record OneCycle(double peak, long steps, double rise) {
    /** The share of a training in which the rate rises. */
    static final double USUAL_RISE = 0.4;

    private static final double START = 0.1;
    private static final double END = 1e-4;

    public OneCycle {
        if (!(peak > 0) || steps < 1 || !(rise >= 0 && rise < 1)) {
            throw new IllegalArgumentException("expected a peak above 0, at least one step and a rise of 0..1, got "
                    + peak + ", " + steps + ", " + rise);
        }
    }

    /** The rate of a step, counted from 0; after the last step it stays. */
    public double rate(long step) {
        double top = rise * steps;
        double rate = step < top ? between(START, 1, step / top) : between(1, END, (step - top) / (steps - top));
        return peak * rate;
    }

    private static double between(double from, double to, double way) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * Math.min(way, 1))) / 2;
    }
}

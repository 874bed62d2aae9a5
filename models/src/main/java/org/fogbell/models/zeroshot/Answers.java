package org.fogbell.models.zeroshot;

import java.util.List;

/** What one classifier answered to frames whose conditions are known. Grows as frames come; not for several threads. */
public final class Answers {
    private final List<String> labels;
    /** By the true label and the likeliest; what is unknown is counted beside. */
    private final int[][] confusion;

    private final int[] unknown;
    private final int[] rightBySeverity = new int[6];
    private final int[] countBySeverity = new int[6];
    private final CalibrationError calibration = new CalibrationError();
    private int right;
    private int count;

    Answers(List<String> labels) {
        this.labels = List.copyOf(labels);
        this.confusion = new int[labels.size()][labels.size()];
        this.unknown = new int[labels.size()];
    }

    void add(int truth, int severity, Naming naming) {
        int answer = labels.indexOf(naming.likeliest());
        boolean isRight = answer == truth;
        count++;
        countBySeverity[severity]++;
        if (answer >= 0) {
            confusion[truth][answer]++;
        }
        right += isRight ? 1 : 0;
        rightBySeverity[severity] += isRight ? 1 : 0;
        unknown[truth] += naming.isKnown() ? 0 : 1;
        calibration.add(naming.probability(), isRight);
    }

    /** How many frames. */
    public int count() {
        return count;
    }

    /** Share of frames whose likeliest label was theirs, whether called unknown or not; 0..1. */
    public double accuracy() {
        return (double) right / Math.max(1, count);
    }

    /** The same of frames at one severity, 1..5, or 0 for undisturbed ones; NaN where there was none. */
    public double accuracyAt(int severity) {
        return (double) rightBySeverity[severity] / countBySeverity[severity];
    }

    /** The expected calibration error of the likeliest label's probability, 0..1. */
    public double calibrationError() {
        return calibration.value();
    }

    /** How many frames of a label were given each label as the likeliest, in the order of the labels. */
    public int[] confusion(int label) {
        return confusion[label].clone();
    }

    /** How many frames of a label were called unknown. */
    public int unknown(int label) {
        return unknown[label];
    }
}

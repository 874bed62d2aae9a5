package org.fogbell.models.zeroshot;

import java.util.Arrays;

/**
 * What a classifier says of one vector, class by class. The arrays belong to this record: nobody changes them.
 *
 * @param logJoint ln(prior times density); only differences between classes mean something to most readers
 * @param squaredDistances from each class's mean, in its covariance's units
 */
public record ClassScores(double[] logJoint, double[] squaredDistances) {
    /** The class with the highest posterior; the first of equals. */
    public int best() {
        int best = 0;
        for (int c = 1; c < logJoint.length; c++) {
            best = logJoint[c] > logJoint[best] ? c : best;
        }
        return best;
    }

    /** The second highest; -1 where there is one class. */
    public int runnerUp() {
        int best = best();
        int second = -1;
        for (int c = 0; c < logJoint.length; c++) {
            if (c != best && (second < 0 || logJoint[c] > logJoint[second])) {
                second = c;
            }
        }
        return second;
    }

    /** Probabilities that add up to 1, of log scores divided by a temperature: above 1 it makes them less certain. */
    public double[] posterior(double temperature) {
        return Arrays.stream(lnPosterior(temperature)).map(Math::exp).toArray();
    }

    /** The logarithms of {@link #posterior}: they tell classes apart whose probabilities are 0 as far as a double can say. */
    double[] lnPosterior(double temperature) {
        double highest = logJoint[best()];
        double lnSum = Math.log(Arrays.stream(logJoint)
                .map(value -> Math.exp((value - highest) / temperature))
                .sum());
        return Arrays.stream(logJoint)
                .map(value -> (value - highest) / temperature - lnSum)
                .toArray();
    }
}

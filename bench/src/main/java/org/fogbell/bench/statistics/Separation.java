package org.fogbell.bench.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well a score tells bad frames from clean ones.
 *
 * @param auroc the chance that a bad frame scores higher than a clean one; ties count half, so chance and sameness are 0.5
 * @param aupr average precision where as many bad as clean frames come; 0.5 is chance
 * @param fpr95 share of clean frames that score at least as high as the threshold that finds 95 % of the bad ones
 */
public record Separation(double auroc, double aupr, double fpr95) {
    private record Scored(double value, boolean bad) {}

    /**
     * @throws IllegalArgumentException where one of them is empty, or a score is not a number
     */
    public static Separation of(double[] clean, double[] bad) {
        if (clean.length == 0 || bad.length == 0) {
            throw new IllegalArgumentException(
                    "expected clean and bad frames, got " + clean.length + " and " + bad.length);
        }
        List<Scored> all = new ArrayList<>();
        for (double value : clean) {
            all.add(new Scored(value, false));
        }
        for (double value : bad) {
            all.add(new Scored(value, true));
        }
        for (Scored each : all) {
            if (Double.isNaN(each.value())) {
                throw new IllegalArgumentException("expected scores, got one that is not a number");
            }
        }
        all.sort(Comparator.comparingDouble(Scored::value).reversed());
        double wins = 0;
        double precision = 0;
        double fpr95 = 1;
        double cleanAbove = 0;
        double badAbove = 0;
        boolean found = false;
        for (int from = 0; from < all.size(); ) {
            int to = from;
            double cleanHere = 0;
            double badHere = 0;
            while (to < all.size() && all.get(to).value() == all.get(from).value()) {
                if (all.get(to++).bad()) {
                    badHere++;
                } else {
                    cleanHere++;
                }
            }
            wins += cleanHere * (badAbove + badHere / 2);
            cleanAbove += cleanHere;
            badAbove += badHere;
            double truePositives = badAbove / bad.length;
            double falsePositives = cleanAbove / clean.length;
            precision += badHere / bad.length * truePositives / (truePositives + falsePositives);
            if (!found && truePositives >= 0.95) {
                found = true;
                fpr95 = falsePositives;
            }
            from = to;
        }
        return new Separation(wins / clean.length / bad.length, precision, fpr95);
    }
}

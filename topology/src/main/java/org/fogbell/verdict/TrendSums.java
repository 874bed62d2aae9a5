package org.fogbell.verdict;

/**
 * What a line through numbers over time is made of: means, squares and products about the means, so that neither the length of
 * the times nor the order of merging costs precision, and single precision is enough. Times in minutes.
 *
 * @param squares of times about their mean
 * @param products of times and values about their means
 */
public record TrendSums(int count, float meanTime, float meanValue, float squares, float products) {
    public static final TrendSums NONE = new TrendSums(0, 0, 0, 0, 0);

    TrendSums plus(double time, double value) {
        return plus(new TrendSums(1, (float) time, (float) value, 0, 0), 0);
    }

    /** @param laterBy how much later the zero of the other's times is */
    TrendSums plus(TrendSums other, double laterBy) {
        if (other.count == 0 || count == 0) {
            TrendSums one = count == 0 ? other : this;
            double shift = count == 0 ? laterBy : 0;
            return new TrendSums(one.count, (float) (one.meanTime + shift), one.meanValue, one.squares, one.products);
        }
        int both = count + other.count;
        double time = other.meanTime + laterBy - meanTime;
        double value = (double) other.meanValue - meanValue;
        double share = (double) other.count / both;
        return new TrendSums(
                both,
                (float) (meanTime + time * share),
                (float) (meanValue + value * share),
                (float) (squares + other.squares + time * time * count * share),
                (float) (products + other.products + time * value * count * share));
    }

    /** By least squares, a minute; 0 for fewer than three numbers, or numbers of one moment. */
    double slope() {
        return count < 3 || squares == 0 ? 0 : (double) products / squares;
    }
}

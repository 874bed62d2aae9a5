package org.fogbell.models.zeroshot;

import java.util.Locale;

/** How the spread of a class's references is described; epsilon is added to every variance. */
public enum CovarianceKind {
    /** A covariance of its own for each class, over its count less one. */
    FULL,
    /** One covariance for all classes, pooled within them: linear discriminant analysis. */
    SHARED,
    /** A covariance of its own for each class, shrunk towards a sphere as far as its references are few. */
    LEDOIT_WOLF,
    /** A variance for each class and dimension. */
    DIAGONAL;

    /** The name on a command line, such as {@code ledoit-wolf}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

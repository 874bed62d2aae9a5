package org.fogbell.bench.statistics;

import java.util.List;
import org.fogbell.models.eloss.ShrunkGaussian;

/**
 * Mahalanobis distance of pooled features from the nearest class, MDS (Lee et al., NeurIPS 2018), and how much further that is than
 * from all that is clean, RMDS (Ren et al., arXiv 2106.09022). Frames have no classes: those of one scene are taken for one.
 */
public final class RelativeMahalanobis {
    private final List<ShrunkGaussian> classes;
    private final ShrunkGaussian background;

    private RelativeMahalanobis(List<ShrunkGaussian> classes, ShrunkGaussian background) {
        this.classes = classes;
        this.background = background;
    }

    public static RelativeMahalanobis of(List<List<double[]>> groups, double shrinkage) {
        return new RelativeMahalanobis(
                ShrunkGaussian.shared(groups, shrinkage),
                ShrunkGaussian.of(groups.stream().flatMap(List::stream).toList(), shrinkage));
    }

    /** MDS, squared as published. */
    public double nearest(double[] vector) {
        return classes.stream()
                .mapToDouble(each -> each.squaredDistance(vector))
                .min()
                .orElseThrow();
    }

    /** RMDS; below 0 where a class fits better than the background. */
    public double relative(double[] vector) {
        return nearest(vector) - background.squaredDistance(vector);
    }
}

package org.fogbell.models.zeroshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Feature vectors of reference frames with the fold that each belongs to: frames of one scene share a fold, so that what
 * is measured on one fold by a classifier of the others is measured on scenes that it does not know.
 *
 * @param features names of the vectors' numbers
 * @param folds of each class's vectors: 0, 1, ... below {@link #FOLDS}
 */
record ReferenceVectors(List<String> features, References all, List<int[]> folds) {
    static final int FOLDS = 4;

    ReferenceVectors {
        features = List.copyOf(features);
        folds = List.copyOf(folds);
    }

    /** Only the numbers whose names begin so. */
    ReferenceVectors only(String prefix) {
        int[] kept = IntStream.range(0, features.size())
                .filter(k -> features.get(k).startsWith(prefix))
                .toArray();
        List<double[][]> narrowed = new ArrayList<>();
        for (double[][] vectors : all.vectors()) {
            double[][] rows = new double[vectors.length][kept.length];
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < kept.length; k++) {
                    rows[i][k] = vectors[i][kept[k]];
                }
            }
            narrowed.add(rows);
        }
        List<String> names = Arrays.stream(kept).mapToObj(features::get).toList();
        return new ReferenceVectors(names, new References(all.labels(), narrowed), folds);
    }

    /** The references of a fold, or of all others. */
    References part(int fold, boolean inside) {
        List<double[][]> parts = new ArrayList<>();
        for (int c = 0; c < folds.size(); c++) {
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < folds.get(c).length; i++) {
                if ((folds.get(c)[i] == fold) == inside) {
                    rows.add(all.vectors().get(c)[i]);
                }
            }
            parts.add(rows.toArray(new double[0][]));
        }
        return new References(all.labels(), parts);
    }
}

package org.fogbell.models.zeroshot;

import java.util.HashSet;
import java.util.List;

/**
 * The feature vectors of each class's reference frames. The arrays belong to this record: nobody changes them.
 *
 * @param labels one a class, all different
 * @param vectors of each class, in the labels' order: at least one, all of the same length, finite
 */
public record References(List<String> labels, List<double[][]> vectors) {
    public References {
        labels = List.copyOf(labels);
        vectors = List.copyOf(vectors);
        if (labels.isEmpty() || labels.size() != vectors.size() || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException("references need classes with labels of their own, got " + vectors.size()
                    + " classes with the labels " + labels);
        }
        int length = vectors.get(0).length == 0 ? 0 : vectors.get(0)[0].length;
        for (int c = 0; c < labels.size(); c++) {
            requireSound(labels.get(c), vectors.get(c), length);
        }
    }

    private static void requireSound(String label, double[][] references, int length) {
        if (references.length == 0 || length == 0) {
            throw new IllegalArgumentException("class '" + label + "': expected references of at least one number, got "
                    + references.length + " of " + length);
        }
        for (int i = 0; i < references.length; i++) {
            if (references[i].length != length) {
                throw new IllegalArgumentException("class '" + label + "', reference " + i + ": expected " + length
                        + " numbers, got " + references[i].length);
            }
            for (int k = 0; k < length; k++) {
                if (!Double.isFinite(references[i][k])) {
                    throw new IllegalArgumentException("class '" + label + "', reference " + i + ", number " + k
                            + ": expected a finite number, got " + references[i][k]);
                }
            }
        }
    }

    /** How many numbers a vector has. */
    public int dimensions() {
        return vectors.get(0)[0].length;
    }

    int count() {
        return vectors.stream().mapToInt(each -> each.length).sum();
    }
}

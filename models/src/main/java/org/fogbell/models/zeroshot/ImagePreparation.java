package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** From reference images of each condition to a classifier of a vision network's vectors, whoever made the images. */
public final class ImagePreparation {
    private final String sensorType;
    private final List<Condition> conditions;
    private final LabelledImages images;
    private final CameraFeatures features;

    /**
     * @param sensorType of the cameras that it is for, as the vehicles name it
     * @param conditions at least two
     * @param images at least {@link Preparation#MIN_SWEEPS} of each condition
     * @throws IllegalArgumentException naming a label that has fewer
     */
    public ImagePreparation(
            String sensorType, List<Condition> conditions, LabelledImages images, CameraFeatures features) {
        this.sensorType = sensorType;
        this.conditions = List.copyOf(conditions);
        this.images = images;
        this.features = features;
        for (Condition condition : conditions) {
            int count = of(condition).size();
            if (count < Preparation.MIN_SWEEPS) {
                throw new IllegalArgumentException("label '" + condition.label() + "': expected at least "
                        + Preparation.MIN_SWEEPS + " reference images, got " + count);
            }
        }
    }

    private List<Path> of(Condition condition) {
        return images.images().getOrDefault(condition.label(), List.of());
    }

    /** The same images give the same classifier; neighbours by name share a fold, as frames of one scene do. */
    public PreparedClassifier run(List<CovarianceKind> kinds, IntConsumer progress) throws IOException {
        List<String> names = new ArrayList<>();
        List<double[][]> vectors = new ArrayList<>();
        List<int[]> folds = new ArrayList<>();
        int done = 0;
        int most = 0;
        for (Condition condition : conditions) {
            List<Path> files = of(condition);
            double[][] rows = new double[files.size()][];
            int[] fold = new int[files.size()];
            for (int i = 0; i < rows.length; i++) {
                FeatureVector vector = features.of(files.get(i));
                if (names.isEmpty()) {
                    names.addAll(vector.values().keySet());
                }
                rows[i] = Preparation.numbers(vector, names, condition);
                fold[i] = i * ReferenceVectors.FOLDS / rows.length;
                progress.accept(++done);
            }
            vectors.add(rows);
            folds.add(fold);
            most = Math.max(most, rows.length);
        }
        List<String> labels = conditions.stream().map(Condition::label).toList();
        ReferenceVectors all = new ReferenceVectors(names, new References(labels, vectors), folds);
        return Preparation.prepared(
                sensorType,
                conditions,
                most,
                features.source(),
                all.only(CameraFeatures.VISION),
                all.only(LidarFeatures.STATISTIC),
                kinds);
    }
}

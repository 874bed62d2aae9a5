package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.CameraImage;

/**
 * A prepared classifier and Diffusion Classifier, shown the same images one after the other, with what each costs. Times are
 * medians over the images, from the decoded image to the name, as far as one thread is used.
 *
 * @param prepared what the prepared classifier answered
 * @param confusion of Diffusion Classifier: by the label shown and the label named, in the order of the labels
 * @param evaluations of the diffusion network, for all images together
 * @param featureSeconds of one image, for features and statistics
 * @param namingSeconds of one image, from features to the name
 * @param diffusionSeconds of one image, for Diffusion Classifier's name
 */
public record DiffusionComparison(
        Evaluation prepared,
        int[][] confusion,
        long evaluations,
        double featureSeconds,
        double namingSeconds,
        double diffusionSeconds) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Shows images of each condition.
     *
     * @param classifier with the sentences of the prepared classifier's conditions, in their order
     * @throws IllegalArgumentException naming both, when the classifier was prepared with other features than these
     */
    public static DiffusionComparison of(
            PreparedClassifier prepared,
            LabelledImages images,
            CameraFeatures features,
            DiffusionClassifier classifier,
            IntConsumer progress)
            throws IOException {
        Evaluation evaluation = Evaluation.empty(prepared);
        ConditionClassifier uncalibrated = prepared.classifier().uncalibrated();
        int labels = evaluation.labels().size();
        int[][] confusion = new int[labels][labels];
        double[] seeing = new double[images.count()];
        double[] naming = new double[seeing.length];
        double[] denoising = new double[seeing.length];
        long evaluations = 0;
        int done = 0;
        for (int shown = 0; shown < labels; shown++) {
            for (Path file : images.images().getOrDefault(evaluation.labels().get(shown), List.of())) {
                CameraImage image = LabelledImages.read(file);
                long began = System.nanoTime();
                FeatureVector frame = features.of(file, image);
                long seen = System.nanoTime();
                prepared.classifier().name(frame);
                long named = System.nanoTime();
                DenoisingErrors errors = denoised(classifier, file, image);
                denoising[done] = (System.nanoTime() - named) / NANOS_PER_SECOND;
                naming[done] = (named - seen) / NANOS_PER_SECOND;
                seeing[done] = (seen - began) / NANOS_PER_SECOND;
                confusion[shown][errors.best()]++;
                evaluations += errors.evaluations();
                evaluation.add(prepared, uncalibrated, shown, 0, frame);
                progress.accept(++done);
            }
        }
        return new DiffusionComparison(
                evaluation, confusion, evaluations, median(seeing), median(naming), median(denoising));
    }

    private static DenoisingErrors denoised(DiffusionClassifier classifier, Path file, CameraImage image)
            throws IOException {
        try {
            return classifier.name(image);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Images that both were shown. */
    public int images() {
        return prepared.answers().count();
    }

    /** Share of images that Diffusion Classifier named rightly, 0..1. */
    public double accuracy() {
        int right = 0;
        for (int label = 0; label < confusion.length; label++) {
            right += confusion[label][label];
        }
        return (double) right / images();
    }

    /** Seconds of one image from pixels to the prepared classifier's name. */
    public double preparedSeconds() {
        return featureSeconds + namingSeconds;
    }

    /** What an evaluation of the diffusion network costs, with all that is around it. */
    public double secondsAnEvaluation() {
        return diffusionSeconds * images() / evaluations;
    }
}

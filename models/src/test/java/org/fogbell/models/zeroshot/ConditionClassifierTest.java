package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionClassifierTest {
    private static final List<Condition> CONDITIONS =
            List.of(new Condition("clear", "clear"), new Condition("fog", "fog"), new Condition("rain", "rain"));

    private final Random random = new Random(2);

    /** Three clouds of vectors around 0, 6 and 12, of features in very different units. */
    private ReferenceVectors references() {
        List<double[][]> vectors = new ArrayList<>();
        List<int[]> folds = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            double[][] rows = new double[40][];
            int[] fold = new int[40];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[] {6 * c + random.nextGaussian(), 1e6 * (6 * c + random.nextGaussian())};
                fold[i] = i * ReferenceVectors.FOLDS / rows.length;
            }
            vectors.add(rows);
            folds.add(fold);
        }
        return new ReferenceVectors(List.of("a", "b"), new References(List.of("clear", "fog", "rain"), vectors), folds);
    }

    private ConditionClassifier classifier() {
        ReferenceVectors references = references();
        return CrossFit.best(references, CovarianceKind.values()).classifier("sweep-1", references);
    }

    private static FeatureVector frame(double a, double b) {
        return new FeatureVector("sweep-1", new TreeMap<>(Map.of("a", a, "b", b, "another", 3.0)));
    }

    @Test
    void namesTheConditionAndItsRunnerUp() {
        Naming naming = classifier().name(frame(6.2, 5.9e6));
        assertThat(naming.condition()).isEqualTo("fog");
        assertThat(naming.probability()).isGreaterThan(0.9);
        assertThat(naming.runnerUp()).isIn("clear", "rain");
        assertThat(naming.isKnown()).isTrue();
    }

    @Test
    void callsUnknownWhatIsFarFromAllReferences() {
        Naming naming = classifier().name(frame(6, 60e6));
        assertThat(naming.condition()).isEqualTo(Condition.UNKNOWN);
        assertThat(naming.likeliest()).isNotEqualTo(Condition.UNKNOWN);
    }

    @Test
    void callsAFrameWithoutFeaturesUnknownAmongOthers() {
        FeatureVector nothing = new FeatureVector("sweep-1", new TreeMap<>());
        List<Naming> namings = classifier().name(List.of(frame(0, 0), nothing, frame(12, 12e6)));
        assertThat(namings).extracting(Naming::condition).containsExactly("clear", Condition.UNKNOWN, "rain");
    }

    @Test
    void answersForFramesTogetherAsForEachWhereTheyAgree() {
        ConditionClassifier classifier = classifier();
        Naming alone = classifier.name(frame(6.2, 5.9e6));
        Naming twice = classifier.nameTogether(List.of(frame(6.2, 5.9e6), frame(6.2, 5.9e6)));
        assertThat(twice.likeliest()).isEqualTo("fog");
        assertThat(twice.probability()).isEqualTo(alone.probability(), within(1e-12));
        assertThat(twice.squaredDistance()).isEqualTo(alone.squaredDistance(), within(1e-9));
        assertThat(classifier.nameTogether(List.of(frame(6.2, 5.9e6)))).isEqualTo(alone);
    }

    @Test
    void isUncertainOfFramesThatContradictEachOther() {
        ConditionClassifier classifier = classifier();
        FeatureVector clear = frame(0.1, 0.1e6);
        FeatureVector rain = frame(12.5, 12.5e6);
        Naming naming = classifier.nameTogether(List.of(clear, rain));
        double expected = Math.max(
                classifier.name(clear).probability(), classifier.name(rain).probability());
        assertThat(naming.probability()).isEqualTo(0.5 * expected, within(0.01));
        assertThat(naming.runnerUpProbability()).isEqualTo(naming.probability(), within(0.02));
        assertThat(List.of(naming.likeliest(), naming.runnerUp())).containsExactlyInAnyOrder("clear", "rain");
        assertThat(naming.isKnown()).as("half of the way to each").isFalse();
    }

    @Test
    void looksPastFramesThatShowNothing() {
        ConditionClassifier classifier = classifier();
        FeatureVector nothing = new FeatureVector("sweep-1", new TreeMap<>());
        assertThat(classifier.nameTogether(List.of(nothing, frame(6, 6e6)))).isEqualTo(classifier.name(frame(6, 6e6)));
        assertThat(classifier.nameTogether(List.of(nothing, nothing)).isKnown()).isFalse();
        assertThat(classifier
                        .nameTogether(List.of(frame(6, 60e6), frame(6, 60e6)))
                        .condition())
                .isEqualTo(Condition.UNKNOWN);
    }

    @Test
    void refusesOtherFeaturesByName() {
        ConditionClassifier classifier = classifier();
        FeatureVector other = new FeatureVector("sweep-2", new TreeMap<>(Map.of("a", 1.0, "b", 1.0)));
        assertThatThrownBy(() -> classifier.name(other))
                .hasMessage("the classifier was prepared with features of sweep-1, the frame's are of sweep-2");
        FeatureVector fewer = new FeatureVector("sweep-1", new TreeMap<>(Map.of("a", 1.0)));
        assertThatThrownBy(() -> classifier.name(fewer)).hasMessageContaining("the feature 'b'");
    }

    @Test
    void isAsCertainAsItIsRight() {
        assertThat(CrossFit.best(references(), CovarianceKind.values()).accuracy())
                .isGreaterThan(0.95);
        assertThat(classifier().temperature()).isPositive();
        assertThat(classifier().calibrationError()).isBetween(0.0, 0.1);
    }

    private PreparedClassifier prepared() {
        return new PreparedClassifier("street", CONDITIONS, 40, classifier(), classifier(), classifier());
    }

    @Test
    void namesAlikeOnceReadFromItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("classifier");
        PreparedClassifier written = prepared();
        written.write(file);
        PreparedClassifier read = PreparedClassifier.read(file);
        assertThat(read.conditions()).isEqualTo(CONDITIONS);
        assertThat(read.sensorType()).isEqualTo("street");
        assertThat(read.digest()).isEqualTo(written.digest());
        assertThat(read.classifier().calibrationError())
                .isEqualTo(written.classifier().calibrationError());
        assertThat(read.classifier().covariance())
                .isEqualTo(written.classifier().covariance());
        for (double at : new double[] {-1, 3.1, 8, 12}) {
            Naming expected = written.classifier().name(frame(at, at * 1e6));
            Naming actual = read.classifier().name(frame(at, at * 1e6));
            assertThat(actual.likeliest()).isEqualTo(expected.likeliest());
            assertThat(actual.probability()).isEqualTo(expected.probability(), within(1e-9));
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refusesFilesThatAreDamagedCutOrSomethingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("classifier");
        prepared().write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int at : new int[] {4, 40, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> PreparedClassifier.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("damaged");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> PreparedClassifier.read(file)).hasMessageContaining("damaged");
        Files.writeString(file, "label: sentence, and nothing that was ever prepared");
        assertThatThrownBy(() -> PreparedClassifier.read(file)).hasMessageContaining("begin otherwise");
        assertThatThrownBy(() -> PreparedClassifier.read(folder)).hasMessageContaining("got a folder");
    }

    @Test
    void refusesClassifiersOfOtherLabels() {
        List<Condition> two = CONDITIONS.subList(0, 2);
        ConditionClassifier classifier = classifier();
        assertThatThrownBy(() -> new PreparedClassifier("street", two, 40, classifier, classifier, classifier))
                .hasMessageContaining("[clear, fog]");
    }
}

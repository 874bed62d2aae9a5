package org.fogbell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.fogbell.models.zeroshot.CovarianceKind;
import org.fogbell.models.zeroshot.GaussianClassifier;
import org.fogbell.models.zeroshot.References;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench zeroshot}: one thread, by the processor time that it used. Covariances of their own for a thousand
 * classes would fill the heap, so those are measured for fewer classes and stated for a thousand: time and memory are a
 * class's, times their number.
 */
@Command(
        name = "zeroshot",
        description = "Measures naming a batch of 32 among 1,000 classes at 768 dimensions, on one core.",
        mixinStandardHelpOptions = true)
final class ZeroShotBenchmark implements Callable<Integer> {
    private static final int CLASSES = 1_000;
    private static final int DIMENSIONS = 768;
    private static final int BATCH = 32;
    private static final int SAMPLED_CLASSES = 20;
    private static final double TARGET_MILLIS = 30;
    private static final long SEED = 20;

    @Option(names = "--quick", description = "A few rounds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public Integer call() throws JsonProcessingException {
        measure("shared covariance", CovarianceKind.SHARED, CLASSES, 3, true);
        measure("diagonal covariance", CovarianceKind.DIAGONAL, CLASSES, 4, true);
        measure("full covariance, 240 references a class (Woodbury)", CovarianceKind.FULL, SAMPLED_CLASSES, 240, false);
        measure("full covariance, 800 references a class", CovarianceKind.FULL, SAMPLED_CLASSES, 800, false);
        return 0;
    }

    private void measure(String what, CovarianceKind kind, int classes, int references, boolean hasTarget)
            throws JsonProcessingException {
        GaussianClassifier classifier = GaussianClassifier.fit(references(classes, references), kind, 1e-2);
        double[][] batch = vectors(new Random(SEED), BATCH);
        int rounds = quick ? 3 : 15;
        double[] millis = new double[rounds];
        double scale = (double) CLASSES / classes;
        int right = 0;
        for (int round = -2 * rounds; round < rounds; round++) {
            long before = threads.getCurrentThreadCpuTime();
            right += classifier.score(batch).get(0).best() >= 0 ? 1 : 0;
            if (round >= 0) {
                millis[round] = scale * (threads.getCurrentThreadCpuTime() - before) / 1e6;
            }
        }
        if (right != 3 * rounds) {
            throw new IllegalStateException("expected an answer in each of " + 3 * rounds + " rounds, got " + right);
        }
        print(
                what + (scale == 1 ? "" : ", from " + classes + " classes"),
                Spread.of(millis),
                scale * classifier.bytes() / (1 << 20),
                hasTarget);
    }

    private static References references(int classes, int each) {
        Random random = new Random(SEED);
        List<String> labels = new ArrayList<>();
        List<double[][]> vectors = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            labels.add("class-" + c);
            vectors.add(vectors(random, each));
        }
        return new References(labels, vectors);
    }

    private static double[][] vectors(Random random, int count) {
        double[][] vectors = new double[count][DIMENSIONS];
        for (double[] vector : vectors) {
            for (int k = 0; k < DIMENSIONS; k++) {
                vector[k] = random.nextGaussian();
            }
        }
        return vectors;
    }

    private void print(String what, Spread millis, double mebibytes, boolean hasTarget) throws JsonProcessingException {
        boolean met = millis.median() <= TARGET_MILLIS;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "zeroshot");
        line.put("what", what);
        line.put("classes", CLASSES);
        line.put("dimensions", DIMENSIONS);
        line.put("batch", BATCH);
        line.put("millis", Map.of("min", millis.min(), "median", millis.median(), "max", millis.max()));
        line.put("mebibytes", mebibytes);
        if (hasTarget) {
            line.put("meets_target", met);
        }
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%-68s %9.2f ms (%.2f to %.2f) %8.1f MiB  %s",
                        what,
                        millis.median(),
                        millis.min(),
                        millis.max(),
                        mebibytes,
                        hasTarget ? met ? "target met" : "target missed" : ""));
    }
}

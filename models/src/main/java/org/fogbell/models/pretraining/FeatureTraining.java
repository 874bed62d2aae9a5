package org.fogbell.models.pretraining;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Offline;
import org.fogbell.models.training.AdamW;
import org.fogbell.models.training.OneCycle;

/**
 * Image features that learn without labels, step by step, in DJL with PyTorch on the CPU. For one thread, the one that made
 * it; one at a time in a process.
 */
/*
 * Caron et al., Emerging properties in self-supervised vision transformers (DINO), arXiv 2104.14294. Images a and b of a
 * pair; the teacher sees both whole, the student sees both whole and in windows; from whatever it sees of a it has to
 * say what the teacher says of b, and the other way round. The teacher is the moving average of the student.
 */
public final class FeatureTraining implements AutoCloseable {
    private static final double STUDENT_TEMPERATURE = 0.1;
    private static final double TEACHER_TEMPERATURE = 0.04;
    private static final double DIVERSITY = 1;
    private static final double CENTRE_MOMENTUM = 0.9;
    private static final double MAX_NORM = 3;
    private static final double RISE = 0.1;

    private final FeatureTrainingConfig config;
    private final ImagePairs images;
    private final NDManager manager;
    private final DistillationNetwork student;
    private final DistillationNetwork teacher;
    private final Centre centre;
    private final AdamW optimizer;
    private final OneCycle schedule;
    private final float[] pixels;

    /**
     * How a step went.
     *
     * @param loss of the student, in nats, see {@link DistillationLoss}
     * @param targetEntropy of what the teacher says of one image, on average, in nats; near that of all prototypes, it
     *     says nothing
     * @param meanEntropy of what it says of all images together; near 0, it says the same of all
     */
    public record Step(double loss, double targetEntropy, double meanEntropy) {}

    /**
     * A network with its first weights.
     *
     * @param threads of one operator
     */
    public FeatureTraining(FeatureTrainingConfig config, ImagePairs images, int threads) {
        this.config = config;
        this.images = images;
        Engine engine = Offline.engine(BundleManifest.PYTORCH, threads);
        // A new thread records everything that its tensors go through; steps ask for that themselves.
        JniUtils.setGradMode(false);
        this.manager = NDManager.newBaseManager(Device.cpu(), BundleManifest.PYTORCH);
        engine.setRandomSeed(Math.toIntExact(Math.floorMod(config.seed(), (long) Integer.MAX_VALUE)));
        this.student = new DistillationNetwork(config.size(), config.prototypes());
        this.teacher = new DistillationNetwork(config.size(), config.prototypes());
        student.initialize(manager);
        teacher.initialize(manager);
        new MomentumTeacher(teacher, student).follow(0);
        this.centre = new Centre(manager, config.prototypes(), CENTRE_MOMENTUM, TEACHER_TEMPERATURE);
        this.optimizer = new AdamW(manager, student, config.decay(), MAX_NORM);
        this.schedule = new OneCycle(config.peakRate(), config.steps(), RISE);
        this.pixels = new float
                [2 * config.pairs() * 3 * config.size().side() * config.size().side()];
    }

    /** Steps that were taken. */
    public int steps() {
        return optimizer.steps();
    }

    /**
     * @throws ArithmeticException when the gradients are not finite any more
     */
    public Step step() {
        int number = optimizer.steps();
        Random random = new Random(config.seed() * 1_000_003 + number);
        fill(number, random);
        Step step;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray batch = manager.create(pixels, student.transformer().imageShape(2L * config.pairs()));
            NDArray said = teacher.logits(batch, Window.whole(config.size()));
            NDArray targets = centre.targets(said);
            centre.update(said);
            NDArray ofOther = NDArrays.concat(
                    new NDList(targets.get(config.pairs() + ":"), targets.get("0:" + config.pairs())), 0);
            double loss = learn(batch, ofOther, windows(random));
            step = new Step(loss, entropy(targets), entropy(targets.mean(new int[] {0}, true)));
        }
        optimizer.step(schedule.rate(number));
        new MomentumTeacher(teacher, student).follow(momentum(number));
        return step;
    }

    /** First images first, then second ones, in the same order. */
    private void fill(int number, Random random) {
        int size = pixels.length / 2 / config.pairs();
        for (int i = 0; i < config.pairs(); i++) {
            ImagePairs.Pair pair = images.pair((long) number * config.pairs() + i);
            ShiftedView.drawn(random).write(pair.first(), pixels, i * size);
            ShiftedView.drawn(random).write(pair.second(), pixels, (config.pairs() + i) * size);
        }
    }

    private List<Window> windows(Random random) {
        List<Window> windows = new ArrayList<>(List.of(Window.whole(config.size())));
        for (int i = 0; i < config.windows(); i++) {
            windows.add(Window.half(config.size(), random));
        }
        return windows;
    }

    /** Leaves the gradients; the loss. */
    private double learn(NDArray batch, NDArray targets, List<Window> windows) {
        double loss = 0;
        DistillationLoss one = new DistillationLoss(STUDENT_TEMPERATURE, DIVERSITY);
        for (Window window : windows) {
            // One at a time: the engine adds their gradients, and no more than one is in memory.
            try (GradientCollector collector =
                    Engine.getEngine(BundleManifest.PYTORCH).newGradientCollector()) {
                NDArray of = one.of(student.logits(batch, window), targets);
                loss += of.getFloat() / windows.size();
                collector.backward(of);
            }
        }
        return loss;
    }

    /** Of rows whose sum is 1, on average. */
    private static double entropy(NDArray shares) {
        NDArray sum = shares.mul(shares.add(1e-12).log()).sum();
        return -sum.getFloat() / shares.getShape().get(0);
    }

    /** Rises from the first momentum to 1 along half a cosine. */
    private double momentum(int step) {
        double way = (1 - StrictMath.cos(Math.PI * step / config.steps())) / 2;
        return config.firstMomentum() + (1 - config.firstMomentum()) * way;
    }

    /** Writes the teacher's transformer, as it is now, as a folder of {@code vision}. */
    public void export(Path folder) throws IOException {
        TransformerExport.write(teacher.transformer(), folder);
    }

    DistillationNetwork student() {
        return student;
    }

    DistillationNetwork teacher() {
        return teacher;
    }

    NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }
}

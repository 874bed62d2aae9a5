package org.fogbell.models.painting;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.fogbell.models.diffusion.NoiseSchedule;
import org.fogbell.models.diffusion.Tokenizer;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Offline;
import org.fogbell.models.training.AdamW;
import org.fogbell.models.training.OneCycle;
import org.fogbell.models.training.TorchDevice;

/**
 * A generator that learns, step by step, in DJL with PyTorch. For one thread, the one that made it; one at a time in a
 * process.
 */
/*
 * The network is shown sqrt(a) x + sqrt(1 - a) e, with a the schedule's share at a random time and e noise, and learns to say
 * sqrt(a) e - sqrt(1 - a) x (arXiv 2202.00512), by its mean squared error. The times of a batch are spread evenly over all,
 * which makes the gradients steadier than times that are drawn one by one.
 */
public final class GeneratorTraining implements AutoCloseable {
    static final int SIDE = RoadImages.SIZE;

    private static final double DECAY = 0.01;
    private static final double MAX_NORM = 1;
    private static final double RISE = 0.1;

    private final GeneratorConfig config;
    private final CaptionedRoads roads;
    private final Tokenizer tokenizer = RoadCaptions.tokenizer();
    private final NoiseSchedule noises = NoiseSchedule.squaredCosine();
    private final Random random;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final GeneratorNetwork network;
    private final AdamW optimizer;
    private final AveragedWeights averaged;
    private final OneCycle rates;

    /**
     * A network with its first weights.
     *
     * @param device as in {@link org.fogbell.models.perception.ServingOptions}
     * @param threads of one operator
     */
    public GeneratorTraining(GeneratorConfig config, CaptionedRoads roads, String device, int threads) {
        this.config = config;
        this.roads = roads;
        this.random = new Random(config.seed());
        this.rates = new OneCycle(config.peakRate(), config.steps(), RISE);
        Engine engine = Offline.engine(BundleManifest.PYTORCH, threads);
        // A new thread records everything that its tensors go through; steps ask for that themselves.
        JniUtils.setGradMode(false);
        this.manager = NDManager.newBaseManager(TorchDevice.of(engine, device), BundleManifest.PYTORCH);
        this.parameters = new ParameterStore(manager, false);
        this.network = new GeneratorNetwork(config.size(), RoadCaptions.words().size(), SIDE);
        engine.setRandomSeed(Math.toIntExact(Math.floorMod(config.seed(), (long) Integer.MAX_VALUE)));
        initialize(network, manager);
        this.optimizer = new AdamW(manager, network, DECAY, MAX_NORM);
        this.averaged = new AveragedWeights(manager, network, config.steps());
    }

    /**
     * Before anything is rendered for a device that is not there.
     *
     * @throws IllegalArgumentException where it is a GPU that the engine does not have
     */
    public static void requireDevice(String device, int threads) {
        TorchDevice.of(Offline.engine(BundleManifest.PYTORCH, threads), device);
    }

    private static Shape samples(int batch) {
        return new Shape(batch, 3, SIDE, SIDE);
    }

    /**
     * One step of the optimizer on images that are drawn at random.
     *
     * @return the loss before it
     * @throws ArithmeticException when gradients are not finite any more
     */
    public double step() {
        NoisyBatch batch = NoisyBatch.draw(roads, tokenizer, noises, config, random);
        double loss;
        try (NDScope scope = new NDScope();
                NDManager own = manager.newSubManager();
                GradientCollector collector =
                        Engine.getEngine(BundleManifest.PYTORCH).newGradientCollector()) {
            scope.suppressNotUsedWarning();
            NDArray images = own.create(batch.images(), samples(batch.size()));
            NDArray noise = own.randomNormal(samples(batch.size()));
            NDArray signal = own.create(batch.signals(), new Shape(batch.size(), 1, 1, 1));
            NDArray spread = own.create(batch.spreads(), new Shape(batch.size(), 1, 1, 1));
            NDArray said = network.of(
                    parameters,
                    images.mul(signal).add(noise.mul(spread)),
                    own.create(batch.times(), new Shape(batch.size())),
                    own.create(batch.ids(), new Shape(batch.size(), RoadCaptions.TOKENS)),
                    true);
            NDArray wrong = said.sub(noise.mul(signal).sub(images.mul(spread)));
            NDArray error = wrong.square().mean();
            collector.backward(error);
            loss = error.getFloat();
        }
        optimizer.step(rates.rate(optimizer.steps()));
        averaged.add();
        return loss;
    }

    /**
     * Writes what it has learnt as a pipeline that package {@code diffusion} runs, and looks whether it says there what it says
     * here. The training can go on.
     *
     * @throws IOException where the two differ
     */
    public void write(Path folder) throws IOException {
        try (NDManager cpu = NDManager.newBaseManager(Device.cpu(), BundleManifest.PYTORCH)) {
            GeneratorFolder.write(folder, averaged(cpu), config);
        }
        ExportCheck.of(folder, this::said);
    }

    /** What it has learnt so far, as another network. */
    private GeneratorNetwork averaged(NDManager beside) {
        GeneratorNetwork copy =
                new GeneratorNetwork(config.size(), RoadCaptions.words().size(), SIDE);
        // Random first weights would take numbers from the training's noise.
        copy.setInitializer(new ConstantInitializer(0), Parameter.Type.WEIGHT);
        initialize(copy, beside);
        averaged.copyTo(copy);
        return copy;
    }

    private static void initialize(GeneratorNetwork network, NDManager manager) {
        network.initialize(manager, DataType.FLOAT32, samples(1), new Shape(1), new Shape(1, RoadCaptions.TOKENS));
    }

    /**
     * What it has learnt so far says of one sample under a sentence, on the CPU: a GPU cuts the factors of its products short,
     * by more than an export may be wrong.
     */
    float[] said(String sentence, float[] sample, double time) {
        long[] ids = new long[RoadCaptions.TOKENS];
        int[] tokens = tokenizer.tokens(sentence);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens[i];
        }
        try (NDManager cpu = NDManager.newBaseManager(Device.cpu(), BundleManifest.PYTORCH)) {
            return averaged(cpu)
                    .of(
                            new ParameterStore(cpu, false),
                            cpu.create(sample, samples(1)),
                            cpu.create(new float[] {(float) time}, new Shape(1)),
                            cpu.create(ids, new Shape(1, ids.length)),
                            false)
                    .toFloatArray();
        }
    }

    /** Tensors and groups of them that are in memory: the same after each step. */
    int liveArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }
}

package org.fogbell.models.training;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.CenterHeadDecoder;
import org.fogbell.models.perception.CenterHeadMaps;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.FrameEncoder;
import org.fogbell.models.perception.Offline;

/**
 * A detector that learns, epoch by epoch, in DJL with PyTorch. It knows no files of its own: {@link TrainingRun} keeps its
 * state and decides when it ends. For one thread, the one that made it; one at a time in a process.
 */
public final class DetectorTraining implements AutoCloseable {
    private static final int PRIME = 1_000_003;

    private final TrainingConfig config;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final DetectorNetwork network;
    private final FrameEncoder encoder;
    private final OneCycle schedule;
    private AdamW optimizer;

    /** Losses of one step, and the norm of its gradients before clipping. */
    public record Step(double detectionLoss, double entropyLoss, double gradientNorm) {}

    /**
     * A network with its first weights.
     *
     * @param steps of all epochs together
     * @param device as in {@link org.fogbell.models.perception.ServingOptions}
     * @param threads of one operator
     */
    public DetectorTraining(TrainingConfig config, long steps, String device, int threads) {
        this.config = config;
        Engine engine = Offline.engine(BundleManifest.PYTORCH, threads);
        // A new thread records everything that its tensors go through; steps ask for that themselves.
        JniUtils.setGradMode(false);
        this.manager = NDManager.newBaseManager(TorchDevice.of(engine, device), BundleManifest.PYTORCH);
        this.parameters = new ParameterStore(manager, false);
        this.network = new DetectorNetwork(config.size());
        this.encoder = config.size().grid().newEncoder();
        this.schedule = new OneCycle(config.peakRate(), steps, OneCycle.USUAL_RISE);
        engine.setRandomSeed(Math.toIntExact(Math.floorMod(config.seed(), (long) Integer.MAX_VALUE)));
        network.initialize(manager, DataType.FLOAT32, shape(1));
        this.optimizer = new AdamW(manager, network, config.decay(), config.maxNorm());
    }

    /**
     * Shows all sweeps once, in an order and varied in a way that come from the seed and the epoch's number alone.
     *
     * @param epoch counted from 1
     * @param progress told how many sweeps were shown
     * @throws ArithmeticException when losses or gradients are not finite any more
     */
    EpochResult epoch(int epoch, SweepDataset sweeps, Augmentation augmentation, IntConsumer progress)
            throws IOException {
        List<Integer> order = order(epoch, sweeps.size());
        long began = System.nanoTime();
        double detection = 0;
        double entropy = 0;
        double norm = 0;
        int steps = 0;
        for (int from = 0; from < order.size(); from += config.batch()) {
            List<TrainingSweep> batch = new ArrayList<>();
            for (int index : order.subList(from, Math.min(order.size(), from + config.batch()))) {
                long variation = (config.seed() * PRIME + epoch) * PRIME + index;
                batch.add(augmentation.apply(sweeps.sweep(index).training(), variation));
            }
            Step step = step(batch);
            detection += step.detectionLoss();
            entropy += step.entropyLoss();
            norm += step.gradientNorm();
            steps++;
            progress.accept(from + batch.size());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double rate = schedule.rate(optimizer.steps() - 1L);
        return new EpochResult(epoch, seconds, rate, detection / steps, entropy / steps, norm / steps, null);
    }

    private List<Integer> order(int epoch, int size) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(config.seed() * PRIME + epoch));
        return order;
    }

    /** One step of the optimizer on a batch. */
    public Step step(List<TrainingSweep> batch) {
        double detectionLoss;
        double entropyLoss = 0;
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector =
                        Engine.getEngine(BundleManifest.PYTORCH).newGradientCollector()) {
            List<CenterHeadTargets> targets = batch.stream()
                    .map(sweep -> CenterHeadTargets.of(config.size().head(), sweep.objects()))
                    .toList();
            NDList outputs = network.forward(parameters, new NDList(input(scope, batch)), true);
            NDArray loss = new DetectorLoss(config.boxWeight()).of(outputs, DetectorLoss.Batch.of(scope, targets));
            detectionLoss = loss.getFloat();
            if (config.entropyLoss() != null) {
                NDArray entropy = config.entropyLoss().of(entropyBlocks(outputs));
                entropyLoss = entropy.getFloat();
                loss = loss.add(entropy);
            }
            collector.backward(loss);
        }
        double norm = optimizer.step(schedule.rate(optimizer.steps()));
        return new Step(detectionLoss, entropyLoss, norm);
    }

    private List<NDList> entropyBlocks(NDList outputs) {
        List<NDList> all = network.blocksOf(outputs);
        if (config.entropyBlocks().isEmpty()) {
            return all;
        }
        return config.entropyBlocks().stream().map(block -> all.get(block - 1)).toList();
    }

    private NDArray input(NDManager scope, List<TrainingSweep> batch) {
        int size = config.size().grid().size();
        float[] encoded = new float[batch.size() * size];
        for (int i = 0; i < batch.size(); i++) {
            encoder.encode(batch.get(i).points(), encoded, i * size);
        }
        return scope.create(encoded, shape(batch.size()));
    }

    private Shape shape(int frames) {
        BirdsEyeGrid grid = config.size().grid();
        return new Shape(frames, grid.channels(), grid.rows(), grid.columns());
    }

    /** What the network finds in all sweeps as it is now. */
    AveragePrecision validate(SweepDataset sweeps, IntConsumer progress) throws IOException {
        List<EvaluatedSweep> evaluated = new ArrayList<>();
        for (int i = 0; i < sweeps.size(); i++) {
            LabelledSweep sweep = sweeps.sweep(i);
            evaluated.add(sweep.evaluated(detect(sweep.training())));
            progress.accept(i + 1);
        }
        return AveragePrecision.of(evaluated);
    }

    private List<DetectedObject> detect(TrainingSweep sweep) {
        try (NDManager scope = manager.newSubManager()) {
            NDList outputs = network.forward(parameters, new NDList(input(scope, List.of(sweep))), false);
            return CenterHeadDecoder.defaults()
                    .decode(new CenterHeadMaps(
                            config.size().head(),
                            outputs.get(0).getNDArrayInternal().sigmoid().toFloatArray(),
                            outputs.get(1).toFloatArray()));
        }
    }

    /** Tensors and groups of them that are in memory beside those of the optimizer: the same after each step. */
    int liveArrays() {
        return manager.getManagedArrays().size();
    }

    DetectorNetwork network() {
        return network;
    }

    /** The weights alone. */
    void saveNetwork(DataOutputStream out) throws IOException {
        // As in AdamW: copies that are made to read what is on a GPU go again.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            network.saveParameters(out);
        }
    }

    /** Takes the weights of a network of the same size; the optimizer begins anew. */
    void loadNetwork(DataInputStream in) throws IOException, MalformedModelException {
        try {
            network.loadParameters(manager, in);
        } catch (IllegalArgumentException e) {
            throw new MalformedModelException(e.getMessage(), e);
        }
        optimizer.close();
        optimizer = new AdamW(manager, network, config.decay(), config.maxNorm());
    }

    /** Weights and moments: all that the next step depends on beside the data. */
    void save(DataOutputStream out) throws IOException {
        saveNetwork(out);
        optimizer.save(out);
    }

    void load(DataInputStream in) throws IOException, MalformedModelException {
        loadNetwork(in);
        optimizer.load(in);
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }
}

package org.fogbell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.perception.ObjectClass;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.models.training.DetectorSize;
import org.fogbell.models.training.DetectorTraining;
import org.fogbell.models.training.EntropyLoss;
import org.fogbell.models.training.TargetObject;
import org.fogbell.models.training.TrainingConfig;
import org.fogbell.models.training.TrainingSweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench training}: what an entropy loss adds to a training step. One thread, by the processor time that it
 * used; the kinds of step take turns, so that what else runs on the machine falls on all of them.
 */
@Command(
        name = "training",
        description = "Measures a training step with an entropy loss beside a plain one.",
        mixinStandardHelpOptions = true)
final class TrainingBenchmark implements Callable<Integer> {
    private static final int BATCH = 4;
    private static final int WARM_UP = 2;
    private static final double TARGET = 1.35;

    @Option(names = "--quick", description = "A few rounds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public Integer call() throws JsonProcessingException {
        int rounds = quick ? 5 : 30;
        List<TrainingSweep> batch = batch();
        TrainingConfig plain = standing();
        Map<String, TrainingConfig> kinds = new LinkedHashMap<>();
        kinds.put("plain", plain);
        for (LayerEntropy entropy : List.of(LayerEntropy.RADIUS, LayerEntropy.LOG_RADIUS, LayerEntropy.RENYI2)) {
            kinds.put("all blocks, " + entropy, plain.withEntropyLoss(new EntropyLoss(entropy, 1, 0), List.of()));
        }
        kinds.put("last block, RADIUS", plain.withEntropyLoss(EntropyLoss.published(1), List.of(2)));
        Map<String, DetectorTraining> trainings = new LinkedHashMap<>();
        Map<String, double[]> millis = new LinkedHashMap<>();
        try {
            kinds.forEach((name, config) -> {
                trainings.put(name, new DetectorTraining(config, 1_000, "cpu", 1));
                millis.put(name, new double[rounds]);
            });
            for (int round = -WARM_UP; round < rounds; round++) {
                for (Map.Entry<String, DetectorTraining> training : trainings.entrySet()) {
                    long before = threads.getCurrentThreadCpuTime();
                    training.getValue().step(batch);
                    double spent = (threads.getCurrentThreadCpuTime() - before) / 1e6;
                    if (round >= 0) {
                        millis.getOrDefault(training.getKey(), new double[rounds])[round] = spent;
                    }
                }
            }
        } finally {
            trainings.values().forEach(DetectorTraining::close);
        }
        double[] plainMillis = millis.getOrDefault("plain", new double[rounds]);
        for (Map.Entry<String, double[]> kind : millis.entrySet()) {
            print(kind.getKey(), kind.getValue(), plainMillis);
        }
        return 0;
    }

    /** As usual but at a rate that moves nothing: what is measured stays the same step. */
    private static TrainingConfig standing() {
        TrainingConfig usual = TrainingConfig.usual(DetectorSize.tiny(), 100, 0);
        return new TrainingConfig(
                usual.size(),
                usual.epochs(),
                usual.batch(),
                1e-9,
                usual.decay(),
                usual.maxNorm(),
                usual.boxWeight(),
                usual.entropyLoss(),
                usual.entropyBlocks(),
                usual.augment(),
                usual.validateEvery(),
                usual.patience(),
                usual.seed());
    }

    private static List<TrainingSweep> batch() {
        SimulatedDrive drive = SimulatedDrive.of(
                DriveConfig.defaults().withVehicles(1).withFrames(BATCH, 0.5).withLidar(LidarModel.hdl64()));
        List<TrainingSweep> batch = new ArrayList<>();
        for (int frame = 0; frame < BATCH; frame++) {
            batch.add(new TrainingSweep(
                    drive.frame(0, frame).sweep(),
                    List.of(new TargetObject(ObjectClass.CAR, new Box3d(10 + frame, 2, -1, 4, 1.7, 1.5, 0.2))),
                    List.of()));
        }
        return batch;
    }

    private void print(String kind, double[] millis, double[] plain) throws JsonProcessingException {
        double[] ratios = new double[millis.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = millis[i] / plain[i];
        }
        Spread spent = Spread.of(millis);
        Spread ratio = Spread.of(ratios);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "training");
        line.put("step", kind);
        line.put("millis", Map.of("min", spent.min(), "median", spent.median(), "max", spent.max()));
        line.put("ratio", Map.of("min", ratio.min(), "median", ratio.median(), "max", ratio.max()));
        line.put("target", TARGET);
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "step of %d sweeps, %-24s %8.1f ms (%.1f to %.1f)  ratio %.2f (%.2f to %.2f), target %.2f",
                        BATCH,
                        kind,
                        spent.median(),
                        spent.min(),
                        spent.max(),
                        ratio.median(),
                        ratio.min(),
                        ratio.max(),
                        TARGET));
    }
}

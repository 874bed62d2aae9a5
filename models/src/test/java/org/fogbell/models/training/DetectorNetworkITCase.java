package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.CenterHeadMaps;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ObjectClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detector on PyTorch through DJL, and its export on ONNX Runtime. */
class DetectorNetworkITCase {
    /** Widths as {@link SimulatedSweeps#SMALL} has them, for its reason. */
    private static final DetectorSize SMALL =
            new DetectorSize(new BirdsEyeGrid(0, 12.8, -6.4, 6.4, -3, 1, 0.4, 3), List.of(16, 32), 5, 16);

    private static final int FRAMES = 2;

    @TempDir
    Path folder;

    private NDManager manager;
    private ParameterStore parameters;
    private DetectorNetwork network;
    private AdamW optimizer;

    @BeforeEach
    void start() {
        manager = PyTorch.newManager();
        Engine.getEngine("PyTorch").setRandomSeed(1);
        parameters = new ParameterStore(manager, false);
        network = new DetectorNetwork(SMALL);
        network.initialize(manager, DataType.FLOAT32, shape());
        optimizer = new AdamW(manager, network, 0.01, 10);
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void answersAtHalfTheInputsSidesAndShowsEveryLayer() {
        NDList outputs = forward(input(1), false);
        Shape[] announced = network.getOutputShapes(new Shape[] {shape()});
        assertThat(outputs.getShapes()).isEqualTo(announced);
        assertThat(outputs.get(0).getShape()).isEqualTo(new Shape(FRAMES, 3, 16, 16));
        assertThat(outputs.get(1).getShape()).isEqualTo(new Shape(FRAMES, 8, 16, 16));
        assertThat(network.blocksOf(outputs))
                .extracting(block -> List.of(block.getShapes()))
                .containsExactly(
                        Collections.nCopies(6, new Shape(FRAMES, 16, 16, 16)),
                        Collections.nCopies(6, new Shape(FRAMES, 32, 8, 8)));
    }

    @Test
    void headStartsAtATenthEverywhere() {
        NDArray logits = forward(manager.zeros(shape()), false).get(0);
        for (float logit : logits.toFloatArray()) {
            assertThat(logit).isCloseTo((float) Math.log(1 / 9.0), within(1e-4f));
        }
    }

    @Test
    void bothLossesTogetherReachEveryWeight() {
        step(input(2), 0);
        for (Pair<String, Parameter> named : network.getParameters()) {
            if (named.getValue().requiresGradient()) {
                NDArray gradient = named.getValue().getArray().getGradient();
                assertThat(gradient.abs().sum().getFloat())
                        .as(named.getKey())
                        .isFinite()
                        .isPositive();
            }
        }
    }

    @Test
    void afterSomeStepsItFindsTheObjectsThatItWasShown() {
        NDArray input = input(3);
        double first = step(input, 0);
        double last = first;
        for (int i = 0; i < 80; i++) {
            last = step(input, 0.005);
        }
        assertThat(last).isLessThan(first / 4);
        NDList outputs = forward(input, true);
        CenterHeadMaps maps = new CenterHeadMaps(
                SMALL.head(),
                outputs.get(0).get(0).getNDArrayInternal().sigmoid().toFloatArray(),
                outputs.get(1).get(0).toFloatArray());
        TargetObject shown = objects(0).get(0);
        int cell = SMALL.head().cell(shown.box().x(), shown.box().y());
        assertThat(maps.heat(shown.type(), cell)).isGreaterThan(0.5f);
    }

    @Test
    void theExportedNetworkAnswersAsPyTorchDoes() throws Exception {
        assertExportAnswersAsPyTorch(input(99));
    }

    @Test
    void theExportedNetworkAnswersAsPyTorchDoesOnRealSweeps() throws Exception {
        Path data = Path.of(System.getenv().getOrDefault("FOGBELL_DATA", "../../shared/data"))
                .resolve("kitti/training/velodyne");
        Assumptions.assumeTrue(Files.isDirectory(data), "skipped: no data at " + data);
        Recording recording = Recording.open(data, Recording.Format.KITTI_OBJECT);
        float[] encoded = new float[FRAMES * SMALL.grid().size()];
        for (int frame = 0; frame < FRAMES; frame++) {
            boolean shows = SMALL.grid()
                    .newEncoder()
                    .encode(
                            recording.read(recording.size() - 1 - frame),
                            encoded,
                            frame * SMALL.grid().size());
            assertThat(shows).isTrue();
        }
        assertExportAnswersAsPyTorch(manager.create(encoded, shape()));
    }

    private void assertExportAnswersAsPyTorch(NDArray input) throws Exception {
        for (int i = 0; i < 30; i++) {
            step(input(i), 0.005);
        }
        NDList expected = forward(input, false);
        Path file = folder.resolve("detector.onnx");
        DetectorExport.write(network, file);
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine("OnnxRuntime")
                .optModelPath(file)
                .build();
        try (ZooModel<NDList, NDList> exported = criteria.loadModel();
                Predictor<NDList, NDList> predictor = exported.newPredictor();
                NDManager onnx = exported.getNDManager().newSubManager()) {
            NDList actual = predictor.predict(new NDList(onnx.create(input.toFloatArray(), shape())));
            Map<String, float[]> byName = new HashMap<>();
            actual.forEach(array -> byName.put(array.getName(), array.toFloatArray()));
            assertClose(
                    byName.get("heat_map"), expected.get(0).getNDArrayInternal().sigmoid(), "heat_map");
            assertClose(byName.get("boxes"), expected.get(1), "boxes");
            List<FeatureBlock> blocks = DetectorExport.blocks(network);
            for (int block = 0; block < blocks.size(); block++) {
                NDList layers = network.blocksOf(expected).get(block);
                for (int layer = 0; layer < layers.size(); layer++) {
                    String name = blocks.get(block).layers().get(layer);
                    assertClose(byName.get(name), layers.get(layer), name);
                }
            }
            assertThat(byName).hasSize(2 + 12);
        }
    }

    private static void assertClose(float[] actual, NDArray expected, String name) {
        float[] values = expected.toFloatArray();
        assertThat(actual).as(name).hasSameSizeAs(values);
        for (int i = 0; i < values.length; i++) {
            assertThat(actual[i]).as(name).isCloseTo(values[i], within(1e-4f * Math.max(1, Math.abs(values[i]))));
        }
    }

    /** One step; the loss of the detections before it. */
    private double step(NDArray input, double rate) {
        float loss;
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray own = input.duplicate();
            own.attach(scope);
            NDList outputs = network.forward(parameters, new NDList(own), true);
            List<CenterHeadTargets> targets = new ArrayList<>();
            for (int frame = 0; frame < FRAMES; frame++) {
                targets.add(CenterHeadTargets.of(SMALL.head(), objects(frame)));
            }
            NDArray detection = new DetectorLoss(1).of(outputs, DetectorLoss.Batch.of(scope, targets));
            NDArray total = detection.add(EntropyLoss.published(0.1).of(network.blocksOf(outputs)));
            collector.backward(total);
            loss = detection.getFloat();
        }
        if (rate > 0) {
            optimizer.step(rate);
        }
        return loss;
    }

    private NDList forward(NDArray input, boolean training) {
        return network.forward(parameters, new NDList(input), training);
    }

    private NDArray input(long seed) {
        float[] encoded = new float[FRAMES * SMALL.grid().size()];
        Random random = new Random(seed);
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] xyzi = new float[4 * 2000];
            List<TargetObject> objects = objects(frame);
            for (int i = 0; i < 2000; i++) {
                Box3d box = objects.get(i % objects.size()).box();
                boolean onIt = i < 600;
                xyzi[4 * i] = (float) (onIt ? box.x() + random.nextDouble() - 0.5 : 12.8 * random.nextDouble());
                xyzi[4 * i + 1] =
                        (float) (onIt ? box.y() + random.nextDouble() - 0.5 : 12.8 * random.nextDouble() - 6.4);
                xyzi[4 * i + 2] = onIt ? -random.nextFloat() : -1.7f;
                xyzi[4 * i + 3] = random.nextFloat();
            }
            SMALL.grid()
                    .newEncoder()
                    .encode(new PointCloud(xyzi), encoded, frame * SMALL.grid().size());
        }
        return manager.create(encoded, shape());
    }

    private static List<TargetObject> objects(int frame) {
        return List.of(
                new TargetObject(ObjectClass.CAR, new Box3d(4 + 3 * frame, -3, -1, 4, 1.7, 1.5, 0.3)),
                new TargetObject(ObjectClass.CYCLIST, new Box3d(9, 2 + frame, -1, 1.8, 0.6, 1.7, 1.8)));
    }

    private static Shape shape() {
        return new Shape(
                FRAMES,
                SMALL.grid().channels(),
                SMALL.grid().rows(),
                SMALL.grid().columns());
    }
}

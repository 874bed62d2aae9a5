package org.fogbell.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.Provenance;
import org.fogbell.verdict.SampleScores;

/** A model without a network: what it makes of a frame is a function. */
final class SampleModel implements PerceptionModel {
    private static final List<String> LAYERS = List.of("layer0", "layer1", "layer2");

    private final Function<Frame, Perception> network;
    private final List<Frame> perceived = new ArrayList<>();
    private boolean closed;

    SampleModel(Function<Frame, Perception> network) {
        this.network = network;
    }

    static Perception perception(double eloss, double... rankEntropies) {
        return new Perception(
                profile(1.5, 1.25, 1), eloss, profile(rankEntropies), List.of(), Map.of("points", 20.0), false);
    }

    static EntropyProfile profile(double... entropies) {
        List<Double> values = new ArrayList<>();
        for (double entropy : entropies) {
            values.add(entropy);
        }
        return new EntropyProfile(
                List.of(new EntropyProfile.Block("block1", LAYERS.subList(0, values.size()), values)));
    }

    static BundleManifest bundle(Map<String, Calibration> calibrations, boolean trained) {
        return new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                "sample",
                BundleManifest.ONNX_RUNTIME,
                "model.onnx",
                BirdsEyeGrid.around(),
                List.of(new FeatureBlock("block1", LAYERS)),
                LayerEntropy.RADIUS,
                null,
                new TreeMap<>(calibrations),
                new Provenance("a test", 1, trained, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                SampleScores.MODEL);
    }

    @Override
    public List<Perception> perceive(List<? extends Frame> batch) {
        if (closed) {
            throw new IllegalStateException("a closed model would crash the process");
        }
        perceived.addAll(batch);
        return batch.stream().map(frame -> network.apply(frame)).toList();
    }

    List<Frame> perceived() {
        return perceived;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}

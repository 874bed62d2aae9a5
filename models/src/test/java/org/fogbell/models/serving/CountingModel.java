package org.fogbell.models.serving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;

/** A model without a network: a frame's Eloss is its number of points, so that each answer tells whose it is. */
final class CountingModel implements PerceptionModel {
    private final Consumer<List<Integer>> network;
    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean closed;

    /** @param network looks at each batch, as numbers of points, before it is answered */
    CountingModel(Consumer<List<Integer>> network) {
        this.network = network;
    }

    static Frame frame(int points) {
        return new PointCloud(new float[points * PointCloud.STRIDE]);
    }

    @Override
    public List<Perception> perceive(List<? extends Frame> batch) {
        if (closed) {
            throw new IllegalStateException("a closed model would crash the process");
        }
        List<Integer> sizes = batch.stream().map(CountingModel::points).toList();
        batches.add(sizes);
        network.accept(sizes);
        return batch.stream().map(frame -> perception(points(frame))).toList();
    }

    private static int points(Frame frame) {
        return ((PointCloud) frame).size();
    }

    private static Perception perception(double eloss) {
        EntropyProfile profile = new EntropyProfile(
                List.of(new EntropyProfile.Block("block", List.of("a", "b", "c"), List.of(1.0, 2.0, 3.0))));
        return new Perception(profile, eloss, profile, List.of(), Map.of(), false);
    }

    /** Every batch so far, as numbers of points. */
    List<List<Integer>> batches() {
        return batches;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}

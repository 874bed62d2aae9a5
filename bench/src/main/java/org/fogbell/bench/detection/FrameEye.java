package org.fogbell.bench.detection;

import java.io.IOException;
import java.util.List;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.jspecify.annotations.Nullable;

/** One thread's way to see a frame with a bundle: as the job does, and its layers where they can be had. */
final class FrameEye implements AutoCloseable {
    private final PerceptionModel model;
    private final @Nullable LayerEye layers;
    private final boolean entropiesInside;

    private FrameEye(PerceptionModel model, @Nullable LayerEye layers, boolean entropiesInside) {
        this.model = model;
        this.layers = layers;
        this.entropiesInside = entropiesInside;
    }

    /** The bundle must be closed after the eye. */
    static FrameEye open(LoadedBundle bundle) throws IOException {
        return new FrameEye(
                bundle.newModel(),
                LayerEye.open(bundle.bundle()),
                bundle.bundle().manifest().graft() != null);
    }

    /** @param objects what the bundle's detector found */
    record Seen(SeenFrame frame, List<DetectedObject> objects) {}

    Seen see(Frame arrived, int scene, int frame, String kind, int severity) {
        if (layers == null) {
            return seen(model.perceive(List.of(arrived)).get(0), null, scene, frame, kind, severity);
        }
        LayerEye.Look look = layers.look(arrived);
        // Entropies that the network computes are the job's, to the last digit, from the network only.
        Perception perception =
                entropiesInside ? model.perceive(List.of(arrived)).get(0) : look.perception();
        return seen(perception, look.inside(), scene, frame, kind, severity);
    }

    private static Seen seen(
            Perception perception, SeenFrame.@Nullable Inside inside, int scene, int frame, String kind, int severity) {
        List<DetectedObject> objects = perception.objects();
        return new Seen(
                new SeenFrame(
                        scene,
                        frame,
                        kind,
                        severity,
                        perception.eloss(),
                        perception.rankProfile().blocks().stream()
                                .map(EntropyProfile.Block::entropies)
                                .toList(),
                        objects.isEmpty() ? 0 : objects.get(0).score(),
                        perception.blind(),
                        FrameFeatures.of(perception),
                        perception.pooled(),
                        inside),
                objects);
    }

    @Override
    public void close() {
        model.close();
        if (layers != null) {
            layers.close();
        }
    }
}

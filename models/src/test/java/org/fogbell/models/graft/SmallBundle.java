package org.fogbell.models.graft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ImageGeometry;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.Provenance;
import org.fogbell.models.perception.ServingOptions;

/** Bundles of a {@link SmallNetwork}. */
final class SmallBundle {
    static final ImageGeometry GEOMETRY =
            new ImageGeometry(SmallNetwork.SIDE, SmallNetwork.SIDE, List.of(0.5, 0.5, 0.5), List.of(0.3, 0.3, 0.3));

    private SmallBundle() {}

    /** In a new folder within the given one. */
    static ModelBundle graft(Path file, List<FeatureBlock> blocks, LayerEntropy kind, Path folder) throws IOException {
        return Graft.write(
                InspectedNetwork.of(file, null),
                description(blocks, kind, GEOMETRY),
                Files.createTempDirectory(folder, kind.name()));
    }

    static BundleManifest description(List<FeatureBlock> blocks, LayerEntropy kind, ImageGeometry geometry) {
        return new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                "small",
                BundleManifest.ONNX_RUNTIME,
                "model.onnx",
                geometry,
                blocks,
                kind,
                Graft.outputs(kind, 3),
                null,
                new TreeMap<>(),
                new Provenance("test", 3, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                "");
    }

    static List<Perception> perceive(ModelBundle bundle, List<? extends Frame> frames) throws IOException {
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            return new ArrayList<>(model.perceive(frames));
        }
    }

    static CameraImage image(long seed) {
        byte[] rgb = new byte[SmallNetwork.SIDE * SmallNetwork.SIDE * 3];
        new Random(seed).nextBytes(rgb);
        return new CameraImage(SmallNetwork.SIDE, SmallNetwork.SIDE, rgb);
    }
}

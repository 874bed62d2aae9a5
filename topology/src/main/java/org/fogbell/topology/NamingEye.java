package org.fogbell.topology;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.vision.ImageFeatures;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.CameraFeatures;
import org.fogbell.models.zeroshot.FeatureVector;
import org.fogbell.models.zeroshot.LidarFeatures;

/**
 * What one naming worker sees frames with: the network that the job scores by for sweeps, and the vision networks that
 * classifiers were prepared with for images. Not for several threads at once.
 */
final class NamingEye implements AutoCloseable {
    private final PerceptionModel model;
    private final LidarFeatures sweeps;
    private final Map<VisionFolder, ImageFeatures> images;

    /** Closes the model and all of the features when it is closed. */
    NamingEye(PerceptionModel model, LidarFeatures sweeps, Map<VisionFolder, ? extends ImageFeatures> images) {
        this.model = model;
        this.sweeps = sweeps;
        this.images = Map.copyOf(images);
    }

    /**
     * An eye of its own for a worker: each vision network is loaded once more, and runs on one thread, as perception needs the
     * others.
     *
     * @throws IOException where a network cannot be loaded, or is not for images as its folder makes them; the model is
     *     closed then
     */
    static NamingEye open(PerceptionModel model, LidarFeatures sweeps, Set<VisionFolder> networks) throws IOException {
        Map<VisionFolder, OnnxImageFeatures> images = new HashMap<>();
        try {
            for (VisionFolder network : networks) {
                images.put(network, OnnxImageFeatures.open(network, 1));
            }
        } catch (IOException | RuntimeException e) {
            new NamingEye(model, sweeps, images).close();
            throw e;
        }
        return new NamingEye(model, sweeps, images);
    }

    /** A sweep's features; without values where it is blind. */
    FeatureVector of(PointCloud sweep) {
        return sweeps.of(sweep, model.perceive(List.of(sweep)).get(0));
    }

    /** An image's features by one of the networks. */
    FeatureVector of(CameraImage image, VisionFolder network) {
        ImageFeatures features = images.get(network);
        if (features == null) {
            throw new IllegalArgumentException("expected one of " + images.keySet() + ", got " + network);
        }
        return new CameraFeatures(features).of(image);
    }

    @Override
    public void close() {
        images.values().forEach(ImageFeatures::close);
        model.close();
    }
}

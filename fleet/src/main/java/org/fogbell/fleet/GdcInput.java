package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.FeatureNetworks;
import org.fogbell.models.zeroshot.LabelledImages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which clean sweeps or images conditions are made from, and which network looks at them. */
final class GdcInput {
    private static final String OWN_FEATURES = FeatureNetworks.ROAD_UNET;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "",
            description =
                    "For LiDARs: folder of clean recorded sweeps; to evaluate, of scenes that the classifier was not"
                            + " prepared with.")
    Path data = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "auto",
            converter = RecordingOptions.FormatOption.class,
            description = "auto, kitti-raw, kitti-object, pcd or csv (default: ${DEFAULT-VALUE}).")
    Recording.Format format = Recording.Format.AUTO;

    @Option(
            names = "--frames",
            defaultValue = "",
            paramLabel = "FIRST..LAST",
            description = "Names of the first and last frame to take, such as 000000..000199 (default: all).")
    String frames = "";

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            defaultValue = "detector",
            description =
                    "The network that the job runs, the same to prepare and to evaluate: a folder, or detector or "
                            + "untrained (default: ${DEFAULT-VALUE}).")
    String bundle = "detector";

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "For cameras: folder of images of each condition, LABEL/*.png, such as 'gdc images' makes.")
    @Nullable
    Path images;

    @Option(
            names = "--features",
            paramLabel = "DIR",
            description =
                    "For cameras: the vision network, a folder of model.onnx and preprocessor_config.json such as DINOv2, or"
                            + " one that is shipped: " + OWN_FEATURES + " or " + FeatureNetworks.ROAD_VIT
                            + "; the same to prepare and to evaluate (default: " + OWN_FEATURES + ").")
    @Nullable
    String features;

    /**
     * Whether images are meant, not sweeps.
     *
     * @throws IllegalArgumentException where neither is, or parts of both
     */
    boolean isOfImages() {
        boolean ofImages = images != null;
        boolean ofSweeps = !data.toString().isEmpty();
        if (ofSweeps == ofImages || (ofSweeps && features != null)) {
            throw new IllegalArgumentException(
                    "expected --data for a LiDAR, or --images for a camera, with --features where it is to be another"
                            + " network than " + OWN_FEATURES);
        }
        return ofImages;
    }

    OnnxImageFeatures openFeatures() throws IOException {
        return OnnxImageFeatures.open(FeatureNetworks.named(features == null ? OWN_FEATURES : features), 1);
    }

    LabelledImages openImages(List<Condition> conditions) throws IOException {
        return LabelledImages.open(
                Objects.requireNonNull(images),
                conditions.stream().map(Condition::label).toList());
    }

    ModelBundle openBundle() throws IOException {
        return ModelBundle.named(bundle);
    }

    CleanRecording openSweeps() throws IOException {
        return CleanRecording.open(data, format, frames);
    }
}

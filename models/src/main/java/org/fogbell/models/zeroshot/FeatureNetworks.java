package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fogbell.models.diffusion.DenoisingFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.jspecify.annotations.Nullable;

/** The networks that say what is in an image: those that come with the program, and those in a folder. */
public final class FeatureNetworks {
    /** A small vision transformer that was trained on simulated roads without labels. */
    public static final String ROAD_VIT = "road-vit";

    /** What the shipped generator's own network sees, which was trained on simulated roads with captions. */
    public static final String ROAD_UNET = "road-unet";

    private static final String GENERATOR = "road-64";

    private static @Nullable VisionFolder made;

    private FeatureNetworks() {}

    /**
     * {@link #ROAD_VIT} or {@link #ROAD_UNET}, in a temporary folder that goes with this process; or else the one in a folder.
     *
     * @throws IOException as {@link VisionFolder#open}
     */
    public static VisionFolder named(String nameOrFolder) throws IOException {
        if (!nameOrFolder.equals(ROAD_UNET)) {
            return VisionFolder.named(nameOrFolder);
        }
        return roadUnet();
    }

    /** Made once in a process, which may start a job again many times. */
    private static synchronized VisionFolder roadUnet() throws IOException {
        if (made == null || !Files.exists(made.folder().resolve(VisionFolder.NETWORK))) {
            Path folder = Files.createTempDirectory("fogbell-" + ROAD_UNET + "-");
            // They go in the opposite order: what is in a folder before the folder.
            for (Path path :
                    List.of(folder, folder.resolve(VisionFolder.NETWORK), folder.resolve(VisionFolder.CONFIG))) {
                path.toFile().deleteOnExit();
            }
            DenoisingFeatures.write(
                    GENERATOR, DenoisingFeatures.OWN_LAYERS, DenoisingFeatures.HARDLY_ANY_NOISE, folder);
            made = VisionFolder.open(folder);
        }
        return made;
    }
}

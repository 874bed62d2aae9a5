package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.vision.ImageFeatures;

/** The features of camera images: a vision network's vector, and beside it the physical statistics, which it has to beat. */
public final class CameraFeatures {
    /** What the names of the network's numbers begin with. */
    static final String VISION = "vision.";

    private final ImageFeatures features;

    /** @param features not to be used by others meanwhile, and closed by whoever opened them */
    public CameraFeatures(ImageFeatures features) {
        this.features = features;
    }

    /** See {@link FeatureVector#source}. */
    public String source() {
        return features.source();
    }

    /** @throws IOException naming the file, where it is no image or none that the network can be shown */
    FeatureVector of(Path file) throws IOException {
        return of(file, LabelledImages.read(file));
    }

    /** Of an image that was read from a file. */
    FeatureVector of(Path file, CameraImage image) throws IOException {
        try {
            return of(image);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Of one image. */
    public FeatureVector of(CameraImage image) {
        SortedMap<String, Double> values = new TreeMap<>();
        FrameStatistics.of(image).forEach((name, value) -> values.put(LidarFeatures.STATISTIC + name, value));
        float[] vector = features.of(image);
        for (int k = 0; k < vector.length; k++) {
            values.put(String.format(Locale.ROOT, VISION + "%04d", k), (double) vector[k]);
        }
        return new FeatureVector(source(), values);
    }
}

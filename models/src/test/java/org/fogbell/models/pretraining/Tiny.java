package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Random;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Offline;

/** A transformer and images that train in a second. */
final class Tiny {
    static final TransformerSize SIZE = new TransformerSize(16, 4, 32, 2, 2);

    /** Kinds of image that {@link #pairs} has. */
    static final int KINDS = 4;

    private Tiny() {}

    static NDManager newManager() {
        Offline.engine(BundleManifest.PYTORCH, 1);
        JniUtils.setGradMode(false);
        return NDManager.newBaseManager(BundleManifest.PYTORCH);
    }

    static FeatureTrainingConfig config(int steps, long seed) {
        return new FeatureTrainingConfig(SIZE, steps, 16, 16, 1, 2e-3, 0.01, 0.9, seed);
    }

    /** Both of a pair are of one kind, which is its number's remainder. */
    static ImagePairs pairs() {
        return number -> new ImagePairs.Pair(
                image((int) (number % KINDS), 2 * number), image((int) (number % KINDS), 2 * number + 1));
    }

    /** Bright or dark, plain or striped, all with noise. */
    static CameraImage image(int kind, long seed) {
        Random random = new Random(seed);
        byte[] rgb = new byte[16 * 16 * 3];
        for (int i = 0; i < rgb.length; i++) {
            int stripe = kind >= 2 && i / 48 % 2 == 0 ? 60 : 0;
            rgb[i] = (byte) (40 + 90 * (kind % 2) + stripe + random.nextInt(40));
        }
        return new CameraImage(16, 16, rgb);
    }
}

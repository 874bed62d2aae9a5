package org.fogbell.topology;

import java.io.IOException;
import java.io.Serializable;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.verdict.BaselineJudge;
import org.jspecify.annotations.Nullable;

/** What the job's bundle says of clean frames, for the stages that judge; its network is not loaded. */
record CalibratedBundle(String nameOrFolder) implements Serializable {
    /**
     * By sensor type; nothing for scores of another model.
     *
     * @throws IOException where the bundle cannot be read
     */
    BaselineJudge.FeatureCalibrations calibrations() throws IOException {
        BundleManifest manifest = ModelBundle.manifestOf(nameOrFolder);
        return (modelDigest, sensorType) -> {
            @Nullable Calibration calibration = manifest.calibrations().get(sensorType);
            return calibration == null || !manifest.digest().equals(modelDigest) ? null : calibration.features();
        };
    }
}

package org.fogbell.topology;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.verdict.BaselineJudge;
import org.fogbell.verdict.CalibratedType;

/** What the job's bundle says of clean frames, for the stages that judge; its network is not loaded. */
record CalibratedBundle(String nameOrFolder) implements Serializable {
    /**
     * By sensor type; nothing for scores of another model.
     *
     * @throws IOException where the bundle cannot be read
     */
    BaselineJudge.FeatureCalibrations calibrations() throws IOException {
        BundleManifest manifest = ModelBundle.manifestOf(nameOrFolder);
        Map<String, CalibratedType> types = new HashMap<>();
        manifest.calibrations().forEach((sensorType, calibration) -> {
            if (calibration.features() != null) {
                types.put(sensorType, CalibratedType.of(calibration.features()));
            }
        });
        return (modelDigest, sensorType) -> manifest.digest().equals(modelDigest) ? types.get(sensorType) : null;
    }
}

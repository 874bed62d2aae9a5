package org.fogbell.topology;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.verdict.BaselineJudge;
import org.fogbell.verdict.CalibratedType;
import org.jspecify.annotations.Nullable;

/** What the job's bundles say of clean frames, for the stages that judge; their networks are not loaded. */
record CalibratedBundle(String bundles) implements Serializable {
    /**
     * By sensor type; nothing for scores of another model than the type's.
     *
     * @throws IOException where a bundle cannot be read
     */
    BaselineJudge.FeatureCalibrations calibrations() throws IOException {
        SensorBundles parsed = SensorBundles.parse(bundles);
        Map<String, OfBundle> byBundle = new HashMap<>();
        for (String bundle : parsed.all()) {
            byBundle.put(bundle, OfBundle.of(ModelBundle.manifestOf(bundle)));
        }
        return (modelDigest, sensorType) ->
                requireNonNull(byBundle.get(parsed.of(sensorType))).type(modelDigest, sensorType);
    }

    private record OfBundle(String digest, Map<String, CalibratedType> types) {
        static OfBundle of(BundleManifest manifest) {
            Map<String, CalibratedType> types = new HashMap<>();
            manifest.calibrations().forEach((sensorType, calibration) -> {
                if (calibration.features() != null) {
                    types.put(sensorType, CalibratedType.of(calibration.features()));
                }
            });
            return new OfBundle(manifest.digest(), types);
        }

        @Nullable
        CalibratedType type(String modelDigest, String sensorType) {
            return digest.equals(modelDigest) ? types.get(sensorType) : null;
        }
    }
}

package org.fogbell.topology;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.zeroshot.ConditionClassifier;
import org.fogbell.models.zeroshot.LidarFeatures;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.jspecify.annotations.Nullable;

/** The classifiers that a job names conditions with, by the sensor type that each was prepared for. */
final class JobClassifiers {
    /** @param digest see {@link PreparedClassifier#digest} */
    record Prepared(ConditionClassifier classifier, String digest) {}

    private JobClassifiers() {}

    /**
     * @throws IOException naming the file that cannot be read
     * @throws SuppressRestartsException where no restart can help, naming the classifier: it was prepared with another network
     *     than the job's or by another version of the features, or two are for one sensor type
     */
    static Map<String, Prepared> read(NamingParameters parameters, BundleManifest bundle) throws IOException {
        Map<String, Prepared> bySensorType = new TreeMap<>();
        Map<String, String> files = new TreeMap<>();
        for (String file : parameters.classifiers()) {
            PreparedClassifier prepared = PreparedClassifier.named(file);
            if (!prepared.isFor(bundle)) {
                throw refused(file + " was prepared with features of "
                        + prepared.classifier().source()
                        + ", those of model.bundle are of " + new LidarFeatures(bundle).source()
                        + ": prepare it again with this bundle");
            }
            @Nullable String other = files.put(prepared.sensorType(), file);
            if (other != null) {
                throw refused("expected one classifier a sensor type, got " + other + " and " + file + " for "
                        + prepared.sensorType());
            }
            bySensorType.put(prepared.sensorType(), new Prepared(prepared.classifier(), prepared.digest()));
        }
        return bySensorType;
    }

    private static SuppressRestartsException refused(String why) {
        return new SuppressRestartsException(new IllegalArgumentException("naming.classifier: " + why));
    }
}

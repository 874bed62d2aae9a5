package org.fogbell.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.ConditionClassifier;
import org.fogbell.models.zeroshot.FeatureNetworks;
import org.fogbell.models.zeroshot.LidarFeatures;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.jspecify.annotations.Nullable;

/** The classifiers that a job names conditions with, by the sensor type that each was prepared for. */
final class JobClassifiers {
    /**
     * @param digest see {@link PreparedClassifier#digest}
     * @param vision the network of a classifier of images; null of one of sweeps, which are seen by the job's own
     */
    record Prepared(
            ConditionClassifier classifier,
            String digest,
            @Nullable VisionFolder vision) {}

    /** How the bundle of a sensor type is found. */
    @FunctionalInterface
    interface BundleOfType {
        BundleManifest of(String sensorType) throws IOException;
    }

    private JobClassifiers() {}

    /**
     * @throws IOException naming the file that cannot be read, or the folder of {@code naming.features} that is none
     * @throws SuppressRestartsException where no restart can help, naming the classifier: it was prepared with another network
     *     than the job's or by another version of the features, or two are for one sensor type
     */
    static Map<String, Prepared> read(NamingParameters parameters, BundleOfType bundles) throws IOException {
        List<VisionFolder> networks = networks(parameters);
        Map<String, Prepared> bySensorType = new TreeMap<>();
        Map<String, String> files = new TreeMap<>();
        for (String file : parameters.classifiers()) {
            PreparedClassifier prepared = PreparedClassifier.named(file);
            @Nullable VisionFolder vision = null;
            if (prepared.isOfImages()) {
                vision = networkOf(prepared, file, networks);
            } else {
                requireFor(bundles.of(prepared.sensorType()), prepared, file);
            }
            @Nullable String other = files.put(prepared.sensorType(), file);
            if (other != null) {
                throw refused("naming.classifier: expected one classifier a sensor type, got " + other + " and " + file
                        + " for " + prepared.sensorType());
            }
            bySensorType.put(prepared.sensorType(), new Prepared(prepared.classifier(), prepared.digest(), vision));
        }
        return bySensorType;
    }

    private static void requireFor(BundleManifest bundle, PreparedClassifier prepared, String file) {
        if (!prepared.isFor(bundle)) {
            throw refused("naming.classifier: " + file + " was prepared with features of "
                    + prepared.classifier().source()
                    + ", those of model.bundle are of " + new LidarFeatures(bundle).source()
                    + ": prepare it again with this bundle");
        }
    }

    /**
     * Name or folder of the bundle whose network sees the sweeps that are to be named; any of the job's where none are.
     *
     * @throws SuppressRestartsException where they would need two
     */
    static String sweepBundle(Map<String, Prepared> classifiers, SensorBundles bundles) {
        Map<String, String> types = new TreeMap<>();
        classifiers.forEach((sensorType, prepared) -> {
            if (prepared.vision() == null) {
                types.putIfAbsent(bundles.of(sensorType), sensorType);
            }
        });
        if (types.size() > 1) {
            throw refused("naming.classifier: expected classifiers of sweeps for sensor types with one bundle, got "
                    + types.entrySet().stream()
                            .map(bundle -> bundle.getValue() + ", whose bundle is " + bundle.getKey())
                            .collect(Collectors.joining("; ")));
        }
        return types.isEmpty() ? bundles.others() : types.keySet().iterator().next();
    }

    /** The vision networks that are needed for these classifiers. */
    static Set<VisionFolder> networks(Map<String, Prepared> classifiers) {
        return classifiers.values().stream()
                .map(Prepared::vision)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static List<VisionFolder> networks(NamingParameters parameters) throws IOException {
        List<VisionFolder> networks = new ArrayList<>();
        for (String folder : parameters.featureFolders()) {
            try {
                networks.add(FeatureNetworks.named(folder));
            } catch (IOException e) {
                throw new IOException("naming.features: " + e.getMessage(), e);
            }
        }
        return networks;
    }

    private static VisionFolder networkOf(PreparedClassifier prepared, String file, List<VisionFolder> networks)
            throws IOException {
        for (VisionFolder network : networks) {
            if (prepared.isFor(network)) {
                return network;
            }
        }
        String shipped = "";
        for (String name : List.of(FeatureNetworks.ROAD_UNET, FeatureNetworks.ROAD_VIT)) {
            if (prepared.isFor(FeatureNetworks.named(name))) {
                shipped = " or " + name + ", which is its name";
            }
        }
        throw refused("naming.features: " + file + " was prepared with features of "
                + prepared.classifier().source() + ", expected the folder of that network" + shipped + ", got "
                + (networks.isEmpty() ? "none" : shown(networks)));
    }

    private static String shown(List<VisionFolder> networks) {
        return networks.stream()
                .map(network -> network.folder() + ", which is of " + OnnxImageFeatures.source(network))
                .collect(Collectors.joining("; "));
    }

    private static SuppressRestartsException refused(String why) {
        return new SuppressRestartsException(new IllegalArgumentException(why));
    }
}

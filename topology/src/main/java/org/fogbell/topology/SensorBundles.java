package org.fogbell.topology;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.verdict.Requirements;

/**
 * Which bundle looks at the frames of which sensor type, as in {@code detector,front-camera=/models/yolox}. What stands
 * before an equals sign is a type unless it has a slash; then it is part of a folder's name.
 *
 * @param others name or folder of the bundle of all types that have none of their own
 * @param own names or folders by sensor type; never written
 */
public record SensorBundles(String others, SortedMap<String, String> own) implements Serializable {
    private static final String KEY = "model.bundle";
    private static final String EXPECTED = "a bundle (a folder, 'detector' or 'untrained'), and TYPE=BUNDLE for each"
            + " sensor type that has another, separated by commas";

    public SensorBundles {
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
    }

    /** @throws IllegalArgumentException naming the parameter: no bundle for all other types or two, or two for one type */
    static SensorBundles parse(String text) {
        List<String> others = new ArrayList<>();
        SortedMap<String, String> own = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            String stripped = part.strip();
            int equals = stripped.indexOf('=');
            boolean typed = equals >= 0 && stripped.lastIndexOf('/', equals) < 0;
            String type = typed ? stripped.substring(0, equals).strip() : "";
            String bundle = stripped.substring(typed ? equals + 1 : 0).strip();
            Requirements.require(!bundle.isEmpty() && !(typed && type.isEmpty()), KEY, text, EXPECTED);
            if (typed) {
                Requirements.require(
                        own.putIfAbsent(type, bundle) == null,
                        KEY,
                        text,
                        "one bundle a sensor type, not two for " + type);
            } else {
                others.add(bundle);
            }
        }
        Requirements.require(others.size() == 1, KEY, text, EXPECTED);
        return new SensorBundles(others.get(0), own);
    }

    /** Name or folder of the bundle that looks at a sensor type's frames. */
    public String of(String sensorType) {
        return own.getOrDefault(sensorType, others);
    }

    /** Each name or folder once, that of all other types first. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        all.add(others);
        all.addAll(own.values());
        return all;
    }

    /**
     * The description of a sensor type's bundle, whose network is not loaded.
     *
     * @throws IOException naming the file that cannot be read
     */
    public BundleManifest manifestOf(String sensorType) throws IOException {
        return ModelBundle.manifestOf(of(sensorType));
    }
}

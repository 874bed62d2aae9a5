package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.LayerEntropy;
import org.jspecify.annotations.Nullable;

/**
 * {@code bundle.json}: everything that is known about a network beside its weights. Keys are written in snake_case.
 *
 * @param formatVersion of this file, {@link #FORMAT_VERSION}
 * @param name for people
 * @param engine DJL's name of the engine: OnnxRuntime or PyTorch
 * @param network name of the network's file in the bundle's folder
 * @param input how a frame becomes the network's input
 * @param blocks the layers whose entropies are taken
 * @param entropy how they are taken
 * @param graft where the network itself puts out the entropies of the blocks' layers; null, and then absent from the file,
 *     where it puts out the layers
 * @param head where the network says which objects it sees; null where it does not, or not in this way
 * @param calibrations of clean frames, by sensor type
 * @param provenance where the network comes from
 * @param digest SHA-256 (hex) over the network file, input, blocks, entropy, graft and head: what a baseline belongs to
 */
public record BundleManifest(
        int formatVersion,
        String name,
        String engine,
        String network,
        InputGeometry input,
        List<FeatureBlock> blocks,
        LayerEntropy entropy,

        @JacksonInject(value = BundleManifest.ABSENT, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        GraftedEntropies graft,

        @JacksonInject(value = BundleManifest.NO_HEAD, useInput = OptBoolean.TRUE)
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        CenterHead head,

        SortedMap<String, Calibration> calibrations,
        Provenance provenance,
        String digest) {
    /** Marks a key that files may lack. */
    static final String ABSENT = "absent";

    /** The same for {@code head}: Jackson wants a name for each. */
    static final String NO_HEAD = "no head";

    /** And for what a calibration says of pooled channels. */
    static final String NO_POOLED = "no pooled channels";

    /** And for what a baseline of features says of how they go together. */
    static final String NO_CORRELATIONS = "no correlations";

    /** And for what it says of their steps. */
    static final String NO_STEPS = "no steps";

    public static final int FORMAT_VERSION = 1;
    public static final String ONNX_RUNTIME = "OnnxRuntime";
    public static final String PYTORCH = "PyTorch";

    public BundleManifest {
        blocks = List.copyOf(blocks);
        calibrations = Collections.unmodifiableSortedMap(new TreeMap<>(calibrations));
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("format version " + formatVersion + ", expected " + FORMAT_VERSION);
        }
        if (!engine.equals(ONNX_RUNTIME) && !engine.equals(PYTORCH)) {
            throw new IllegalArgumentException("engine '" + engine + "', expected " + ONNX_RUNTIME + " or " + PYTORCH);
        }
        if (!network.matches("[\\w.-]+")) {
            throw new IllegalArgumentException("network '" + network + "', expected the name of a file in the folder");
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("no blocks, expected at least one");
        }
        if (head != null) {
            if (!(input instanceof BirdsEyeGrid grid)) {
                throw new IllegalArgumentException("a head over an input of another kind than a bird's-eye grid");
            }
            CenterHeadGrid.of(grid, head.stride());
        }
        Set<String> layers = new HashSet<>();
        for (FeatureBlock block : blocks) {
            int least = graft == null ? Eloss.MIN_LAYERS : graft.minLayers();
            if (block.layers().size() < least) {
                throw new IllegalArgumentException("block '" + block.name() + "' has "
                        + block.layers().size() + " layers, needs at least " + least);
            }
            for (String layer : block.layers()) {
                if (!layers.add(layer)) {
                    throw new IllegalArgumentException("layer '" + layer + "' is in two blocks");
                }
            }
        }
    }

    /** The description of a network that puts out its layers. */
    public BundleManifest(
            int formatVersion,
            String name,
            String engine,
            String network,
            InputGeometry input,
            List<FeatureBlock> blocks,
            LayerEntropy entropy,
            @Nullable CenterHead head,
            SortedMap<String, Calibration> calibrations,
            Provenance provenance,
            String digest) {
        this(
                formatVersion,
                name,
                engine,
                network,
                input,
                blocks,
                entropy,
                null,
                head,
                calibrations,
                provenance,
                digest);
    }

    /** A copy with one more sensor type calibrated, or one calibrated anew. The digest stays. */
    public BundleManifest withCalibration(String sensorType, Calibration calibration) {
        SortedMap<String, Calibration> more = new TreeMap<>(calibrations);
        more.put(sensorType, calibration);
        return new BundleManifest(
                formatVersion, name, engine, network, input, blocks, entropy, graft, head, more, provenance, digest);
    }

    /** A copy of which the network puts out the entropies itself. */
    public BundleManifest withGraft(GraftedEntropies grafted) {
        return new BundleManifest(
                formatVersion,
                name,
                engine,
                network,
                input,
                blocks,
                entropy,
                grafted,
                head,
                calibrations,
                provenance,
                digest);
    }

    /** The name as outputs show it: with the words 'untrained backbone' where the weights were never learned. */
    public String label() {
        return provenance.trained() ? name : name + " (untrained backbone)";
    }

    Map<String, Object> digested() {
        Map<String, Object> digested = new TreeMap<>(Map.of("input", input, "blocks", blocks, "entropy", entropy));
        if (graft != null) {
            digested.put("graft", graft);
        }
        if (head != null) {
            digested.put("head", head);
        }
        return digested;
    }
}

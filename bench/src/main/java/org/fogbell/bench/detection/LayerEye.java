package org.fogbell.bench.detection;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.fogbell.models.eloss.ChannelGram;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.graft.LayerOutputs;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.CenterHead;
import org.fogbell.models.perception.CenterHeadDecoder;
import org.fogbell.models.perception.CenterHeadGrid;
import org.fogbell.models.perception.CenterHeadMaps;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.FrameEncoder;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.jspecify.annotations.Nullable;

/**
 * Perception with a look at the layers themselves, which the job's own gives to nobody: it makes of a frame what that does, and keeps
 * more. Not thread-safe.
 */
final class LayerEye implements AutoCloseable {
    /** Kinds of entropy beside what perception has. */
    private static final List<LayerEntropy> KINDS = List.of(LayerEntropy.KOZACHENKO_LEONENKO, LayerEntropy.CODING_RATE);

    private static final double LEAST_HEAT = 1e-6;

    private final BundleManifest manifest;
    private final FrameEncoder encoder;
    private final CenterHeadDecoder decoder = CenterHeadDecoder.defaults();
    private final ZooModel<NDList, NDList> network;
    private final Predictor<NDList, NDList> predictor;
    private final float[] encoded;

    private LayerEye(BundleManifest manifest, ZooModel<NDList, NDList> network) {
        this.manifest = manifest;
        this.encoder = manifest.input().newEncoder();
        this.encoded = new float[manifest.input().size()];
        this.network = network;
        this.predictor = network.newPredictor(new NoopTranslator());
    }

    /** Whether the bundle's layers can be had. */
    static boolean canSee(BundleManifest manifest) {
        return manifest.engine().equals(BundleManifest.ONNX_RUNTIME);
    }

    /** After perception has opened the same bundle, so that the engine runs. Null where {@link #canSee} says no. */
    static @Nullable LayerEye open(ModelBundle bundle) throws IOException {
        if (!canSee(bundle.manifest())) {
            return null;
        }
        Path folder = Files.createTempDirectory("fogbell-layers-");
        try {
            LayerOutputs.write(
                    bundle.network(),
                    bundle.manifest().blocks().stream()
                            .flatMap(block -> block.layers().stream())
                            .toList(),
                    folder.resolve(bundle.manifest().network()));
            return new LayerEye(
                    bundle.manifest(),
                    Criteria.builder()
                            .setTypes(NDList.class, NDList.class)
                            .optEngine(bundle.manifest().engine())
                            .optModelPath(folder)
                            .optModelName(bundle.manifest().network())
                            .optDevice(Device.cpu())
                            .optOption("interOpNumThreads", "1")
                            .optOption("intraOpNumThreads", "1")
                            .build()
                            .loadModel());
        } catch (MalformedModelException | ModelNotFoundException e) {
            throw new IOException(bundle.network() + ": cannot be loaded for its layers: " + e.getMessage(), e);
        } finally {
            // It is in memory now, or nowhere.
            Files.deleteIfExists(folder.resolve(bundle.manifest().network()));
            Files.delete(folder);
        }
    }

    /** @param perception what the job's perception makes of the frame */
    record Look(Perception perception, SeenFrame.Inside inside) {}

    Look look(Frame frame) {
        boolean blind = !encoder.encode(frame, encoded, 0);
        long[] shape = LongStream.concat(
                        LongStream.of(1), manifest.input().shape().stream().mapToLong(Integer::longValue))
                .toArray();
        try (NDManager memory = network.getNDManager().newSubManager()) {
            NDList outputs = predictor.predict(new NDList(memory.create(encoded, new Shape(shape))));
            outputs.attach(memory);
            Map<String, NDArray> byName = new TreeMap<>();
            outputs.forEach(output -> byName.put(output.getName(), output));
            return look(frame, blind, byName);
        } catch (TranslateException e) {
            throw new IllegalStateException("the network failed on a frame", e);
        }
    }

    private Look look(Frame frame, boolean blind, Map<String, NDArray> outputs) {
        SortedMap<String, List<List<Double>>> entropies = new TreeMap<>();
        List<EntropyProfile.Block> own = new ArrayList<>();
        List<EntropyProfile.Block> ranks = new ArrayList<>();
        List<Float> pooled = new ArrayList<>();
        List<Float> gramRows = new ArrayList<>();
        for (FeatureBlock block : manifest.blocks()) {
            List<Layer> layers = block.layers().stream()
                    .map(layer -> Layer.of(output(outputs, layer)))
                    .toList();
            List<ChannelGram> grams = layers.stream()
                    .map(map -> ChannelGram.of(map.values(), 0, map.channels(), map.positions()))
                    .toList();
            KINDS.forEach(kind -> entropies
                    .computeIfAbsent(kind.name(), key -> new ArrayList<>())
                    .add(grams.stream().map(kind::of).toList()));
            own.add(profile(block, grams, manifest.entropy()));
            ranks.add(profile(block, grams, LayerEntropy.RENYI2));
            Layer last = layers.get(layers.size() - 1);
            pooled.addAll(last.means());
            gramRows.addAll(last.gramRows());
        }
        CenterHead head = manifest.head();
        float[] heat =
                head == null ? new float[0] : output(outputs, head.heatMap()).toFloatArray();
        EntropyProfile profile = new EntropyProfile(own);
        return new Look(
                new Perception(
                        profile,
                        Eloss.ofLongBlocks(profile),
                        new EntropyProfile(ranks),
                        head == null
                                ? List.of()
                                : objects(
                                        head,
                                        heat,
                                        output(outputs, head.boxes()).toFloatArray()),
                        FrameStatistics.of(frame),
                        blind),
                new SeenFrame.Inside(entropies, floats(pooled), floats(gramRows), logits(heat)));
    }

    private static EntropyProfile.Block profile(FeatureBlock block, List<ChannelGram> grams, LayerEntropy kind) {
        return new EntropyProfile.Block(
                block.name(), block.layers(), grams.stream().map(kind::of).toList());
    }

    private List<DetectedObject> objects(CenterHead head, float[] heat, float[] boxes) {
        return manifest.input() instanceof BirdsEyeGrid input
                ? decoder.decode(new CenterHeadMaps(CenterHeadGrid.of(input, head.stride()), heat, boxes))
                : List.of();
    }

    private static NDArray output(Map<String, NDArray> outputs, String name) {
        NDArray output = outputs.get(name);
        if (output == null) {
            throw new IllegalStateException("expected the output '" + name + "', got " + outputs.keySet());
        }
        return output;
    }

    private static float[] logits(float[] heat) {
        if (heat.length == 0) {
            return heat;
        }
        int cells = heat.length / CenterHeadMaps.CLASSES;
        float[] logits = new float[CenterHeadMaps.CLASSES];
        for (int type = 0; type < logits.length; type++) {
            double hottest = LEAST_HEAT;
            for (int cell = 0; cell < cells; cell++) {
                hottest = Math.max(hottest, heat[type * cells + cell]);
            }
            hottest = Math.min(hottest, 1 - LEAST_HEAT);
            logits[type] = (float) Math.log(hottest / (1 - hottest));
        }
        return logits;
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    @Override
    public void close() {
        predictor.close();
        network.close();
    }

    /** One frame's layer: a row of positions for each channel. */
    private record Layer(float[] values, int channels, int positions) {
        static Layer of(NDArray output) {
            FloatBuffer floats = output.toByteBuffer().asFloatBuffer();
            float[] values = new float[floats.remaining()];
            floats.get(values);
            int channels = Math.toIntExact(output.getShape().get(1));
            return new Layer(values, channels, values.length / channels);
        }

        List<Float> means() {
            List<Float> means = new ArrayList<>();
            for (int channel = 0; channel < channels; channel++) {
                double sum = 0;
                for (int at = 0; at < positions; at++) {
                    sum += values[channel * positions + at];
                }
                means.add((float) (sum / positions));
            }
            return means;
        }

        /** G = X X' / positions, and of each row its sum: X times the sum of the channels. */
        List<Float> gramRows() {
            double[] together = new double[positions];
            for (int channel = 0; channel < channels; channel++) {
                for (int at = 0; at < positions; at++) {
                    together[at] += values[channel * positions + at];
                }
            }
            List<Float> rows = new ArrayList<>();
            for (int channel = 0; channel < channels; channel++) {
                double sum = 0;
                for (int at = 0; at < positions; at++) {
                    sum += values[channel * positions + at] * together[at];
                }
                rows.add((float) (sum / positions));
            }
            return rows;
        }
    }
}

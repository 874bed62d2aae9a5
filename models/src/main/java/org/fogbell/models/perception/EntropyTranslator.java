package org.fogbell.models.perception;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fogbell.models.eloss.ChannelGram;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.eloss.LayerEntropy;
import org.jspecify.annotations.Nullable;

/**
 * Between frames as tensors and DJL: a batch goes in whole, and of each frame's outputs come entropies and objects. Keeps
 * scratch memory, so each predictor has its own.
 */
final class EntropyTranslator implements Translator<EncodedBatch, List<EntropyTranslator.Answer>> {
    private final BundleManifest manifest;
    private final CenterHeadDecoder decoder = CenterHeadDecoder.defaults();
    private float[] scratch = new float[0];
    /** Of one frame, and then of the next; null before the first. */
    private @Nullable CenterHeadMaps maps;

    EntropyTranslator(BundleManifest manifest) {
        this.manifest = manifest;
    }

    @Override
    public NDList processInput(TranslatorContext context, EncodedBatch batch) {
        long[] shape = LongStream.concat(
                        LongStream.of(batch.frames()),
                        manifest.input().shape().stream().mapToLong(Integer::longValue))
                .toArray();
        return new NDList(context.getNDManager().create(batch.floats(), new Shape(shape), DataType.FLOAT32));
    }

    @Override
    public List<Answer> processOutput(TranslatorContext context, NDList outputs) {
        GraftedEntropies graft = manifest.graft();
        return graft == null ? ofLayers(outputs) : ofEntropies(graft, outputs);
    }

    private List<Answer> ofLayers(NDList outputs) {
        int frames = Math.toIntExact(outputs.head().getShape().get(0));
        Map<String, NDArray> byName = byName(outputs);
        List<List<EntropyProfile.Block>> eloss = empty(frames);
        List<List<EntropyProfile.Block>> ranks = empty(frames);
        for (FeatureBlock block : manifest.blocks()) {
            ChannelGram[][] grams = grams(block, byName, frames);
            for (int frame = 0; frame < frames; frame++) {
                eloss.get(frame).add(profile(block, grams[frame], manifest.entropy()));
                ranks.get(frame).add(profile(block, grams[frame], LayerEntropy.RENYI2));
            }
        }
        List<List<DetectedObject>> objects = objects(byName, frames);
        List<Answer> answers = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            answers.add(new Answer(
                    new EntropyProfile(eloss.get(frame)),
                    new EntropyProfile(ranks.get(frame)),
                    objects.get(frame),
                    List.of()));
        }
        return answers;
    }

    /** The network has done the arithmetic: a few numbers a frame are all that is read of its layers. */
    private List<Answer> ofEntropies(GraftedEntropies graft, NDList outputs) {
        Map<String, NDArray> byName = new HashMap<>();
        outputs.forEach(output -> byName.put(String.valueOf(output.getName()), output));
        GraftedProfiles entropies = GraftedProfiles.of(manifest.blocks(), graft.entropies(), byName);
        GraftedProfiles ranks = GraftedProfiles.of(manifest.blocks(), graft.ranks(), byName);
        List<List<DetectedObject>> objects = objects(byName, entropies.frames());
        List<List<Double>> pooled = PooledChannels.of(graft, byName, entropies.frames());
        List<Answer> answers = new ArrayList<>();
        for (int frame = 0; frame < entropies.frames(); frame++) {
            answers.add(
                    new Answer(entropies.profile(frame), ranks.profile(frame), objects.get(frame), pooled.get(frame)));
        }
        return answers;
    }

    /** Of each frame, in order. */
    private List<List<DetectedObject>> objects(Map<String, NDArray> outputs, int frames) {
        CenterHead head = manifest.head();
        List<List<DetectedObject>> objects = new ArrayList<>();
        if (head == null || !(manifest.input() instanceof BirdsEyeGrid input)) {
            for (int frame = 0; frame < frames; frame++) {
                objects.add(List.of());
            }
            return objects;
        }
        CenterHeadGrid grid = CenterHeadGrid.of(input, head.stride());
        FloatBuffer heat =
                floats(outputs, head.heatMap(), new Shape(frames, CenterHeadMaps.CLASSES, grid.rows(), grid.columns()));
        FloatBuffer boxes = floats(
                outputs, head.boxes(), new Shape(frames, CenterHeadMaps.BOX_CHANNELS, grid.rows(), grid.columns()));
        if (maps == null) {
            maps = CenterHeadMaps.empty(grid);
        }
        for (int frame = 0; frame < frames; frame++) {
            heat.get(frame * maps.heatMap().length, maps.heatMap());
            boxes.get(frame * maps.boxes().length, maps.boxes());
            objects.add(decoder.decode(maps));
        }
        return objects;
    }

    private static FloatBuffer floats(Map<String, NDArray> outputs, String name, Shape expected) {
        NDArray output = outputs.get(name);
        if (output == null || !output.getShape().equals(expected)) {
            throw new MismatchedNetworkException("the bundle's head is the output '" + name + "' of shape " + expected
                    + ", but the network puts out " + (output == null ? "none of that name" : output.getShape()));
        }
        return output.toByteBuffer().asFloatBuffer();
    }

    private static List<List<EntropyProfile.Block>> empty(int frames) {
        return Stream.generate(() -> (List<EntropyProfile.Block>) new ArrayList<EntropyProfile.Block>())
                .limit(frames)
                .toList();
    }

    private static EntropyProfile.Block profile(FeatureBlock block, ChannelGram[] layers, LayerEntropy entropy) {
        return new EntropyProfile.Block(
                block.name(),
                block.layers(),
                Arrays.stream(layers).map(entropy::of).toList());
    }

    /** The translator makes whole batches itself. */
    @Override
    public @Nullable Batchifier getBatchifier() {
        return null;
    }

    /** A TorchScript tuple has no names: its parts are the layers in the order in which the bundle lists them. */
    private Map<String, NDArray> byName(NDList outputs) {
        List<String> layers = manifest.blocks().stream()
                .flatMap(block -> block.layers().stream())
                .toList();
        Map<String, NDArray> byName = new HashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            String name = outputs.get(i).getName();
            if (name != null) {
                byName.put(name, outputs.get(i));
            } else if (outputs.size() == layers.size()) {
                byName.put(layers.get(i), outputs.get(i));
            }
        }
        if (!byName.keySet().containsAll(layers)) {
            throw new MismatchedNetworkException("the bundle's layers are " + layers + ", but the network puts out "
                    + outputs.size() + " tensors, named "
                    + byName.keySet().stream().sorted().toList());
        }
        return byName;
    }

    /** [frame][layer]. */
    private ChannelGram[][] grams(FeatureBlock block, Map<String, NDArray> outputs, int frames) {
        int layers = block.layers().size();
        ChannelGram[][] grams = new ChannelGram[frames][layers];
        @Nullable Shape expected = null;
        for (int layer = 0; layer < layers; layer++) {
            String name = block.layers().get(layer);
            NDArray output = requireNonNull(outputs.get(name));
            Shape shape = output.getShape();
            if (shape.dimension() < 3 || shape.get(1) < 2 || (expected != null && !expected.equals(shape))) {
                throw new MismatchedNetworkException("layer '" + name + "' of block '" + block.name() + "' has shape "
                        + shape + ", expected " + (expected == null ? "frames x channels x ..." : expected)
                        + ": a block's layers have one shape");
            }
            expected = shape;
            int channels = Math.toIntExact(shape.get(1));
            int size = Math.toIntExact(shape.size() / frames);
            FloatBuffer floats = output.toByteBuffer().asFloatBuffer();
            for (int frame = 0; frame < frames; frame++) {
                grams[frame][layer] = ChannelGram.of(read(floats, frame * size, size), 0, channels, size / channels);
            }
        }
        return grams;
    }

    private float[] read(FloatBuffer floats, int from, int size) {
        if (scratch.length < size) {
            scratch = new float[size];
        }
        floats.get(from, scratch, 0, size);
        return scratch;
    }

    /** What the network says of one frame. */
    record Answer(EntropyProfile eloss, EntropyProfile ranks, List<DetectedObject> objects, List<Double> pooled) {}
}

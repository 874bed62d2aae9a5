package org.fogbell.models.perception;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.frame.Frame;
import org.jspecify.annotations.Nullable;

/** One DJL predictor with the memory around it: frames in, encoded side by side, perceptions out. */
final class DjlPerceptionModel implements PerceptionModel {
    private final InputGeometry input;
    private final FrameEncoder encoder;
    private final Predictor<EncodedBatch, List<EntropyTranslator.Answer>> predictor;
    private final @Nullable FrameStatistics statistics;
    private final float[] encoded;
    private final int mostFrames;
    private ByteBuffer floats = ByteBuffer.allocateDirect(0);

    /** @param statistics of the frames; null leaves them out */
    DjlPerceptionModel(BundleManifest manifest, Model network, @Nullable FrameStatistics statistics) {
        this.statistics = statistics;
        GraftedEntropies graft = manifest.graft();
        this.mostFrames = graft == null || graft.batches() ? Integer.MAX_VALUE : 1;
        this.input = manifest.input();
        this.encoder = input.newEncoder();
        this.encoded = new float[input.size()];
        this.predictor = network.newPredictor(new EntropyTranslator(manifest));
    }

    @Override
    public List<Perception> perceive(List<? extends Frame> batch) {
        List<Perception> perceptions = new ArrayList<>();
        for (int from = 0; from < batch.size(); ) {
            int to = from + Math.min(mostFrames, batch.size() - from);
            perceptions.addAll(perceiveTogether(batch.subList(from, to)));
            from = to;
        }
        return perceptions;
    }

    private List<Perception> perceiveTogether(List<? extends Frame> batch) {
        reserve(batch.size());
        boolean[] blind = new boolean[batch.size()];
        for (int i = 0; i < blind.length; i++) {
            blind[i] = !encoder.encode(batch.get(i), encoded, 0);
            floats.asFloatBuffer().put(i * encoded.length, encoded);
        }
        List<EntropyTranslator.Answer> answers = answers(batch.size());
        List<Perception> perceptions = new ArrayList<>();
        for (int i = 0; i < blind.length; i++) {
            EntropyTranslator.Answer answer = answers.get(i);
            perceptions.add(new Perception(
                    answer.eloss(),
                    Eloss.ofLongBlocks(answer.eloss()),
                    answer.ranks(),
                    answer.objects(),
                    statistics == null ? Map.of() : statistics.next(batch.get(i)),
                    answer.pooled(),
                    blind[i]));
        }
        return perceptions;
    }

    @Override
    public void close() {
        predictor.close();
    }

    /** Runs a batch of empty inputs, whose results nobody needs. */
    void warmUp(int batchSize) {
        int frames = Math.min(batchSize, mostFrames);
        reserve(frames);
        answers(frames);
    }

    private void reserve(int frames) {
        int bytes = Math.multiplyExact(frames, encoded.length * Float.BYTES);
        if (floats.capacity() < bytes) {
            floats = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        floats.clear().limit(bytes);
    }

    private List<EntropyTranslator.Answer> answers(int frames) {
        try {
            return predictor.predict(new EncodedBatch(floats, frames));
        } catch (TranslateException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the network failed on a batch of " + frames, e);
        }
    }
}

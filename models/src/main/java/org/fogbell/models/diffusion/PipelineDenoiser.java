package org.fogbell.models.diffusion;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The part of a pipeline that is asked step by step: tokenizer, text encoder and denoising network. Closed with the pipeline. */
final class PipelineDenoiser implements Denoiser {
    private final Tokenizer tokenizer;
    private final OnnxPart text;
    private final OnnxPart unet;
    private final PipelineShapes shapes;
    private final SchedulerConfig schedulers;

    PipelineDenoiser(
            Tokenizer tokenizer, OnnxPart text, OnnxPart unet, PipelineShapes shapes, SchedulerConfig schedulers) {
        this.tokenizer = tokenizer;
        this.text = text;
        this.unet = unet;
        this.shapes = shapes;
        this.schedulers = schedulers;
    }

    @Override
    public EncodedPrompt encode(String prompt) throws IOException {
        OnnxPart.Floats encoded = encoded(prompt);
        return new EncodedPrompt(
                prompt, encoded.values(), Math.toIntExact(encoded.shape()[1]), Math.toIntExact(encoded.shape()[2]));
    }

    /** Sentences in one run of the text encoder: [sentences, tokens, width]. */
    OnnxPart.Floats encoded(String... sentences) throws IOException {
        int length = tokenizer.length();
        float[] tokens = new float[sentences.length * length];
        for (int i = 0; i < sentences.length; i++) {
            int[] sentence = tokenizer.tokens(sentences[i]);
            for (int j = 0; j < length; j++) {
                // Exact: a vocabulary has fewer than 2^24 entries.
                tokens[i * length + j] = sentence[j];
            }
        }
        return text.run(
                Map.of(PipelineShapes.TOKENS, new OnnxPart.Floats(tokens, sentences.length, length)),
                PipelineShapes.TEXT);
    }

    /** How many numbers a sample has, of pixels or of latents. */
    int size() {
        return shapes.channels() * shapes.height() * shapes.width();
    }

    /** In one run of the network where it can be told a time for each sample, else in one for each stretch of one time. */
    @Override
    public float[] said(List<EncodedPrompt> prompts, float[] samples, double[] timesteps) throws IOException {
        int count = timesteps.length;
        if (prompts.size() != count || samples.length != count * size()) {
            throw new IllegalArgumentException("expected a sentence and a sample of " + size()
                    + " numbers for each of " + count + " times, got " + prompts.size() + " sentences and "
                    + samples.length + " numbers");
        }
        float[] said = new float[samples.length];
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && (shapes.times(2) == 2 || timesteps[to] == timesteps[from])) {
                to++;
            }
            float[] part = said(
                    Arrays.copyOfRange(samples, from * size(), to * size()),
                    Arrays.copyOfRange(timesteps, from, to),
                    together(prompts.subList(from, to)));
            System.arraycopy(part, 0, said, from * size(), part.length);
            from = to;
        }
        return said;
    }

    private static OnnxPart.Floats together(List<EncodedPrompt> prompts) {
        EncodedPrompt first = prompts.get(0);
        int length = first.values().length;
        float[] all = new float[prompts.size() * length];
        for (int i = 0; i < prompts.size(); i++) {
            System.arraycopy(prompts.get(i).values(), 0, all, i * length, length);
        }
        return new OnnxPart.Floats(all, prompts.size(), first.tokens(), first.width());
    }

    /** In one run, as a network that is told one time takes it from the first. */
    float[] said(float[] samples, double[] timesteps, OnnxPart.Floats condition) throws IOException {
        int batch = timesteps.length;
        float[] times = new float[shapes.times(batch)];
        for (int i = 0; i < times.length; i++) {
            times[i] = (float) timesteps[i];
        }
        OnnxPart.Floats said = unet.run(
                Map.of(
                        PipelineShapes.SAMPLE,
                        new OnnxPart.Floats(samples, batch, shapes.channels(), shapes.height(), shapes.width()),
                        PipelineShapes.TIMESTEP,
                        new OnnxPart.Floats(times, shapes.timeShape(batch)),
                        PipelineShapes.CONDITION,
                        condition),
                PipelineShapes.DENOISED);
        if (said.values().length != samples.length) {
            throw new IOException(unet.file() + ": expected " + samples.length + " numbers as they went in, got "
                    + said.values().length);
        }
        return said.values();
    }

    @Override
    public int width() {
        return shapes.width();
    }

    @Override
    public int height() {
        return shapes.height();
    }

    @Override
    public NoiseSchedule schedule() {
        return schedulers.schedule();
    }

    @Override
    public PredictionType prediction() {
        return schedulers.prediction();
    }
}

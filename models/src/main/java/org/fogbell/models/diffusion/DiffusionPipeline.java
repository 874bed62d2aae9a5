package org.fogbell.models.diffusion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fogbell.models.frame.CameraImage;
import org.jspecify.annotations.Nullable;

/** A text-to-image diffusion model in memory, opened from the folder that such pipelines are exported to. For one thread. */
public final class DiffusionPipeline implements TextToImage, AutoCloseable {
    private final SchedulerConfig schedulers;
    private final Tokenizer tokenizer;
    private final OnnxPart text;
    private final OnnxPart unet;
    private final @Nullable OnnxPart decoder;
    private final PipelineShapes shapes;
    private final PipelineDenoiser denoiser;
    private final GenerationDefaults defaults;
    private final String identity;

    private DiffusionPipeline(
            PipelineFolder folder,
            @Nullable SchedulerKind chosen,
            OnnxPart text,
            OnnxPart unet,
            @Nullable OnnxPart decoder)
            throws IOException {
        this.text = text;
        this.unet = unet;
        this.decoder = decoder;
        schedulers = SchedulerConfig.read(folder.scheduler(), chosen);
        shapes = PipelineShapes.check(folder, text, unet, decoder);
        tokenizer = folder.tokenizer().read(shapes.tokens());
        check(tokenizer, folder, shapes);
        denoiser = new PipelineDenoiser(tokenizer, text, unet, shapes, schedulers);
        defaults = GenerationDefaults.read(folder.index());
        identity = folder.digest() + " " + schedulers.kind();
    }

    /**
     * Loads the networks and holds them against one another; none of them is run.
     *
     * @param chosen another way from noise to an image than the one that the folder names
     * @param threads that one step of a network may use
     * @throws IOException naming all files that are missing, or the file and what is wrong with it
     */
    public static DiffusionPipeline open(Path folder, @Nullable SchedulerKind chosen, int threads) throws IOException {
        PipelineFolder checked = PipelineFolder.check(folder);
        OnnxPart text = null;
        OnnxPart unet = null;
        OnnxPart decoder = null;
        try {
            text = OnnxPart.open(checked.network("text_encoder"), threads);
            unet = OnnxPart.open(checked.network("unet"), threads);
            decoder = checked.hasDecoder() ? OnnxPart.open(checked.decoder(), threads) : null;
            return new DiffusionPipeline(checked, chosen, text, unet, decoder);
        } catch (IOException | RuntimeException | Error e) {
            close(text);
            close(unet);
            close(decoder);
            throw e;
        }
    }

    /** As {@link #open}, of a pipeline that comes with the program, {@code road-64}, or else of the one in a folder. */
    public static DiffusionPipeline named(String nameOrFolder, @Nullable SchedulerKind chosen, int threads)
            throws IOException {
        return open(ShippedPipeline.folder(nameOrFolder), chosen, threads);
    }

    private static void check(Tokenizer tokenizer, PipelineFolder folder, PipelineShapes shapes) throws IOException {
        Path file = folder.tokenizer().folder();
        if (shapes.tokens() > 0 && shapes.tokens() != tokenizer.length()) {
            throw new IOException(file + ": expected sentences of " + shapes.tokens()
                    + " tokens, as the networks read, got a tokenizer of " + tokenizer.length());
        }
        JsonFile config = folder.config("text_encoder");
        int known = config.integer("vocab_size", Integer.MAX_VALUE);
        if (tokenizer.greatestToken() >= known) {
            throw new IOException(file + ": expected tokens below " + known + ", which is vocab_size in "
                    + config.file() + ", got " + tokenizer.greatestToken() + ": the two are of different models");
        }
    }

    @Override
    public void check(String prompt, GenerationOptions options) {
        schedulers.scheduler(options.steps());
        tokenizer.tokens(prompt);
        if (options.isGuided()) {
            tokenizer.tokens(options.negativePrompt());
        }
    }

    @Override
    public CameraImage generate(String prompt, GenerationOptions options) throws IOException {
        Scheduler scheduler = schedulers.scheduler(options.steps());
        OnnxPart.Floats condition =
                options.isGuided() ? denoiser.encoded(options.negativePrompt(), prompt) : denoiser.encoded(prompt);
        NormalNoise noise = new NormalNoise(options.seed());
        float[] sample = noise.fill(denoiser.size(), scheduler.initialSigma());
        double[] timesteps = scheduler.timesteps();
        for (int i = 0; i < timesteps.length; i++) {
            float[] said = denoised(scheduler.scaleInput(sample, i), timesteps[i], condition, options);
            sample = scheduler.step(said, i, sample, noise);
        }
        return image(sample);
    }

    /**
     * What the denoising network says of one sample under a sentence, without any guidance.
     *
     * @param sample channel after channel, and not changed
     * @param timestep of training, from 0 on
     * @throws IllegalArgumentException as {@link #check}, or where the sample has another size
     */
    public float[] said(String prompt, float[] sample, double timestep) throws IOException {
        return denoiser.said(List.of(denoiser.encode(prompt)), sample, new double[] {timestep});
    }

    /**
     * The denoising network, to ask it directly; it is closed with this pipeline.
     *
     * @throws IOException where it works on latents: what an image is in those, a pipeline's folder need not know
     */
    public Denoiser denoiser() throws IOException {
        if (decoder != null) {
            throw new IOException(
                    unet.file() + ": expected a network that works on pixels, so with \"vae_decoder\": null"
                            + " in model_index.json, got one of the latents that " + decoder.file()
                            + " decodes; to ask it about an image takes a vae_encoder, which is not run here");
        }
        return denoiser;
    }

    /** @throws IOException where the images are not square */
    int squareSide() throws IOException {
        if (shapes.height() != shapes.width()) {
            throw new IOException(
                    unet.file() + ": expected square images, got " + shapes.height() + " x " + shapes.width());
        }
        return shapes.height();
    }

    /** How images are to be made with this model where nobody says otherwise. */
    public GenerationDefaults defaults() {
        return defaults;
    }

    /** What the network says of a sample; guided, it is asked for both sentences at once. */
    private float[] denoised(float[] shown, double timestep, OnnxPart.Floats condition, GenerationOptions options)
            throws IOException {
        if (!options.isGuided()) {
            return denoiser.said(shown, new double[] {timestep}, condition);
        }
        float[] twice = Arrays.copyOf(shown, 2 * shown.length);
        System.arraycopy(shown, 0, twice, shown.length, shown.length);
        float[] said = denoiser.said(twice, new double[] {timestep, timestep}, condition);
        float[] guided = new float[shown.length];
        for (int i = 0; i < guided.length; i++) {
            double without = said[i];
            guided[i] = (float) (without + options.guidance() * (said[shown.length + i] - without));
        }
        return guided;
    }

    private CameraImage image(float[] sample) throws IOException {
        if (decoder == null) {
            return image(unet, sample, shapes.height(), shapes.width());
        }
        float[] latents = new float[sample.length];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) (sample[i] / shapes.scale());
        }
        OnnxPart.Floats pixels = decoder.run(
                Map.of(
                        PipelineShapes.LATENT,
                        new OnnxPart.Floats(latents, 1, shapes.channels(), shapes.height(), shapes.width())),
                PipelineShapes.PIXELS);
        return image(decoder, pixels.values(), (int) pixels.shape()[2], (int) pixels.shape()[3]);
    }

    /** From -1 to 1 and channel after channel to bytes, pixel after pixel. */
    private static CameraImage image(OnnxPart from, float[] values, int height, int width) throws IOException {
        int pixels = height * width;
        byte[] rgb = new byte[3 * pixels];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels; i++) {
                float value = values[channel * pixels + i];
                if (!Float.isFinite(value)) {
                    throw new IOException(from.file() + ": expected numbers, got " + value + " in the image");
                }
                rgb[3 * i + channel] = (byte) Math.round(127.5 * (1 + Math.max(-1, Math.min(1, (double) value))));
            }
        }
        return new CameraImage(width, height, rgb);
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public void close() {
        text.close();
        unet.close();
        close(decoder);
    }

    private static void close(@Nullable OnnxPart part) {
        if (part != null) {
            part.close();
        }
    }
}

package org.fogbell.models.diffusion;

import ai.onnxruntime.OnnxJavaType;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes from network to network of a pipeline.
 *
 * @param tokens that a text encoder has a fixed number of; 0 where any number will do
 * @param channels of what the denoising network works on
 * @param height of that, as the width
 * @param scale what latents are divided by before they are decoded; 1 for pixels
 */
record PipelineShapes(int tokens, int channels, int height, int width, double scale, Times times) {

    /** How the denoising network is told the time. */
    enum Times {
        /** One number. */
        SCALAR,
        /** A list of one, whatever the number of samples. */
        ONE,
        /** A list, one a sample. */
        EACH
    }

    static final String TOKENS = "input_ids";
    static final String TEXT = "last_hidden_state";
    static final String SAMPLE = "sample";
    static final String TIMESTEP = "timestep";
    static final String CONDITION = "encoder_hidden_states";
    static final String DENOISED = "out_sample";
    static final String LATENT = "latent_sample";
    static final String PIXELS = "sample";

    private static final Set<OnnxJavaType> WHOLE = Set.of(OnnxJavaType.INT32, OnnxJavaType.INT64);
    private static final Set<OnnxJavaType> ANY =
            Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.INT32, OnnxJavaType.INT64);

    private static final int RGB = 3;
    private static final int MOST_SAMPLES = 1 << 26;

    /** That of the latents of latent diffusion (arXiv 2112.10752), for those who do not write it down. */
    private static final double USUAL_SCALE = 0.18215;

    /**
     * Holds the networks' inputs and outputs against one another and against what their {@code config.json} say, before
     * any of them runs.
     *
     * @throws IOException naming the file and what does not fit
     */
    static PipelineShapes check(PipelineFolder folder, OnnxPart text, OnnxPart unet, @Nullable OnnxPart decoder)
            throws IOException {
        text.requireInputs(Set.of(TOKENS));
        unet.requireInputs(Set.of(SAMPLE, TIMESTEP, CONDITION));
        JsonFile textConfig = folder.config("text_encoder");
        JsonFile unetConfig = folder.config("unet");
        long[] tokens = text.input(TOKENS, WHOLE, 2, 2);
        long[] words = text.output(TEXT, 3);
        long[] sample = unet.input(SAMPLE, OnnxPart.FLOATS, 4, 4);
        long[] condition = unet.input(CONDITION, OnnxPart.FLOATS, 3, 3);
        long[] denoised = unet.output(DENOISED, 4);
        long[] time = unet.input(TIMESTEP, ANY, 0, 1);
        open(text, TOKENS, tokens);
        open(unet, SAMPLE, sample);

        int width = side(text, TEXT, words[2], textConfig, "hidden_size");
        int wanted = side(unet, CONDITION, condition[2], unetConfig, "cross_attention_dim");
        if (width != wanted) {
            throw new IOException(unet.file() + ": '" + CONDITION + "' expects texts " + wanted + " wide, and "
                    + text.file() + " gives them " + width + " wide: the two are of different models");
        }
        long fixed = Math.max(tokens[1], words[1]);
        if (fixed > 0 && condition[1] > 0 && fixed != condition[1]) {
            throw new IOException(unet.file() + ": '" + CONDITION + "' expects " + condition[1] + " tokens, and "
                    + text.file() + " gives " + fixed + ": the two are of different models");
        }
        int channels = side(unet, SAMPLE, sample[1], unetConfig, "in_channels");
        int given = unetConfig.integer("out_channels", (int) Math.max(denoised[1], 0));
        if ((given != 0 && given != channels) || (denoised[1] > 0 && denoised[1] != channels)) {
            throw new IOException(unet.file() + ": '" + DENOISED + "': expected the " + channels + " channels of '"
                    + SAMPLE + "', got " + (denoised[1] > 0 ? denoised[1] : given));
        }
        int[] sides = unetConfig.sides("sample_size");
        int height = size(unet, sample[2], sides.length == 0 ? 0 : sides[0]);
        int across = size(unet, sample[3], sides.length == 0 ? 0 : sides[1]);
        if ((long) channels * height * across > MOST_SAMPLES) {
            throw new IOException(unet.file() + ": expected at most " + MOST_SAMPLES + " numbers a sample, got "
                    + channels + " x " + height + " x " + across);
        }
        return new PipelineShapes(
                (int) Math.max(0, Math.max(fixed, condition[1])),
                channels,
                height,
                across,
                decoder == null ? pixels(unet, channels) : latents(folder, unet, channels, decoder, height, across),
                time.length == 0 ? Times.SCALAR : time[0] == 1 ? Times.ONE : Times.EACH);
    }

    /** How many times the network is told for a number of samples. */
    int times(int batch) {
        return times == Times.EACH ? batch : 1;
    }

    long[] timeShape(int batch) {
        return times == Times.SCALAR ? new long[0] : new long[] {times(batch)};
    }

    private static double pixels(OnnxPart unet, int channels) throws IOException {
        if (channels != RGB) {
            throw new IOException(unet.file() + ": expected " + RGB
                    + " channels, as the pipeline has no vae_decoder and these are pixels; got " + channels);
        }
        return 1;
    }

    private static double latents(
            PipelineFolder folder, OnnxPart unet, int channels, OnnxPart decoder, int height, int width)
            throws IOException {
        decoder.requireInputs(Set.of(LATENT));
        JsonFile config = folder.config("vae_decoder");
        long[] latent = decoder.input(LATENT, OnnxPart.FLOATS, 4, 4);
        long[] pixels = decoder.output(PIXELS, 4);
        int expected = side(decoder, LATENT, latent[1], config, "latent_channels");
        if (expected != channels) {
            throw new IOException(decoder.file() + ": '" + LATENT + "' expects " + expected + " channels, and "
                    + unet.file() + " gives " + channels + ": the two are of different models");
        }
        if ((latent[2] > 0 && latent[2] != height) || (latent[3] > 0 && latent[3] != width)) {
            throw new IOException(decoder.file() + ": '" + LATENT + "' expects " + latent[2] + " x " + latent[3]
                    + ", and " + unet.file() + " gives " + height + " x " + width);
        }
        if (side(decoder, PIXELS, pixels[1], config, "out_channels") != RGB) {
            throw new IOException(decoder.file() + ": '" + PIXELS + "': expected " + RGB + " channels, got "
                    + side(decoder, PIXELS, pixels[1], config, "out_channels"));
        }
        if (config.number("shift_factor", 0) != 0) {
            throw new IOException(config.file() + ": shift_factor: expected none, as it is not supported; got "
                    + config.number("shift_factor", 0));
        }
        double scale = config.number("scaling_factor", USUAL_SCALE);
        if (!(scale > 0)) {
            throw new IOException(config.file() + ": scaling_factor: expected more than 0, got " + scale);
        }
        return scale;
    }

    private static void open(OnnxPart part, String name, long[] sides) throws IOException {
        if (sides[0] > 0) {
            throw new IOException(part.file() + ": '" + name + "': expected a first side that is open for any number of"
                    + " samples, got " + sides[0]);
        }
    }

    /** What the network declares, or else its config.json. */
    private static int side(OnnxPart part, String name, long declared, JsonFile config, String key) throws IOException {
        int written = config.integer(key, 0);
        if (declared <= 0 && written <= 0) {
            throw new IOException(part.file() + ": '" + name + "': neither the network nor " + config.file()
                    + " says how many; expected " + key + " there");
        }
        if (declared > 0 && written > 0 && declared != written) {
            throw new IOException(config.file() + ": " + key + ": expected " + declared + " as '" + name + "' of "
                    + part.file() + " has, got " + written);
        }
        return Math.toIntExact(Math.max(declared, written));
    }

    private static int size(OnnxPart unet, long declared, int written) throws IOException {
        if (declared <= 0 && written <= 0) {
            throw new IOException(unet.file() + ": '" + SAMPLE
                    + "': neither the network nor its config.json (sample_size) says how large an image is");
        }
        return Math.toIntExact(declared > 0 ? declared : written);
    }
}

package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole pipelines of a few operators, against the same arithmetic in the test. */
class DiffusionPipelineITCase {
    @TempDir
    Path folder;

    private TinyPipeline tiny;

    @BeforeEach
    void write() throws IOException {
        tiny = TinyPipeline.ofPixels(folder);
    }

    private DiffusionPipeline open(@Nullable SchedulerKind kind) throws IOException {
        return DiffusionPipeline.open(folder, kind, 1);
    }

    private static GenerationOptions options(int steps, double guidance, long seed) {
        return new GenerationOptions(steps, guidance, seed, "");
    }

    /** The network's word, guided: nothing is said without a text but for the sample and the time. */
    private static double said(double shown, double timestep, double text) {
        return TinyPipeline.SHRINK * shown + text + TinyPipeline.SLOWNESS * timestep;
    }

    /** What a channel-first sample must look like as a picture. */
    private static void assertShows(CameraImage image, float[] sample, double factor, int enlarged) {
        int side = TinyPipeline.SIDE * enlarged;
        assertThat(image.width()).isEqualTo(side);
        assertThat(image.height()).isEqualTo(side);
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int from = (channel * TinyPipeline.SIDE + y / enlarged) * TinyPipeline.SIDE + x / enlarged;
                    double value = Math.max(-1, Math.min(1, sample[from] * factor));
                    assertThat((double) image.at(x, y, channel))
                            .isBetween(127.5 * (1 + value) - 0.51, 127.5 * (1 + value) + 0.51);
                }
            }
        }
    }

    /** The same way by the schedulers alone, which have tests of their own. */
    private float[] expected(
            @Nullable SchedulerKind kind, int steps, long seed, int channels, double text, double guidance)
            throws IOException {
        Scheduler scheduler = SchedulerConfig.read(folder.resolve("scheduler/scheduler_config.json"), kind)
                .scheduler(steps);
        NormalNoise noise = new NormalNoise(seed);
        float[] sample = noise.fill(channels * TinyPipeline.SIDE * TinyPipeline.SIDE, scheduler.initialSigma());
        for (int i = 0; i < steps; i++) {
            float[] shown = scheduler.scaleInput(sample, i);
            float[] word = new float[shown.length];
            for (int j = 0; j < word.length; j++) {
                double without = said(shown[j], scheduler.timesteps()[i], 0);
                double with = said(shown[j], scheduler.timesteps()[i], text);
                word[j] = (float) (guidance > 1 ? without + guidance * (with - without) : with);
            }
            sample = scheduler.step(word, i, sample, noise);
        }
        return sample;
    }

    @ParameterizedTest
    @EnumSource
    void makesPixelsOfASentence(SchedulerKind kind) throws IOException {
        try (DiffusionPipeline pipeline = open(kind)) {
            for (int steps : new int[] {1, 4}) {
                assertShows(
                        pipeline.generate("dense clear", options(steps, 0, 7)),
                        expected(kind, steps, 7, 3, TinyPipeline.DENSE + TinyPipeline.CLEAR, 0),
                        1,
                        1);
            }
        }
    }

    @Test
    void guidanceGoesFartherThanTheNetworkSays() throws IOException {
        try (DiffusionPipeline pipeline = open(null)) {
            CameraImage guided = pipeline.generate("clear", options(3, 1.5, 7));
            assertShows(guided, expected(null, 3, 7, 3, TinyPipeline.CLEAR, 1.5), 1, 1);
            CameraImage plain = pipeline.generate("clear", options(3, 1, 7));
            assertThat(guided.rgb()).isNotEqualTo(plain.rgb());
            // Away from itself there is nowhere to go.
            assertThat(pipeline.generate("fog", new GenerationOptions(3, 5, 7, "fog"))
                            .rgb())
                    .isEqualTo(pipeline.generate("fog", options(3, 1, 7)).rgb());
        }
    }

    @Test
    void decodesLatentsWhereThereIsADecoder() throws IOException {
        Path other = folder.resolve("latents");
        TinyPipeline.ofLatents(other);
        try (DiffusionPipeline pipeline = DiffusionPipeline.open(other, null, 1)) {
            // The configuration's scale is one half, so latents are doubled before they are decoded.
            assertShows(
                    pipeline.generate("clear dense", options(2, 0, 3)),
                    expected(null, 2, 3, 4, TinyPipeline.CLEAR + TinyPipeline.DENSE, 0),
                    2,
                    2);
        }
    }

    @Test
    void aSeedGivesTheSameBytesAndAnotherSeedDoesNot() throws IOException {
        byte[] first;
        String identity;
        try (DiffusionPipeline pipeline = open(SchedulerKind.EULER_ANCESTRAL)) {
            identity = pipeline.identity();
            first = pipeline.generate("fog", options(5, 1.5, 11)).rgb();
            assertThat(pipeline.generate("fog", options(5, 1.5, 11)).rgb()).isEqualTo(first);
            assertThat(pipeline.generate("fog", options(5, 1.5, 12)).rgb()).isNotEqualTo(first);
            assertThat(pipeline.generate("clear", options(5, 1.5, 11)).rgb()).isNotEqualTo(first);
        }
        try (DiffusionPipeline again = open(SchedulerKind.EULER_ANCESTRAL)) {
            assertThat(again.generate("fog", options(5, 1.5, 11)).rgb()).isEqualTo(first);
            assertThat(again.identity()).isEqualTo(identity);
        }
        try (DiffusionPipeline other = open(SchedulerKind.DDIM)) {
            assertThat(other.identity()).isNotEqualTo(identity);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TensorProto.DataType.class,
            names = {"INT64", "INT32"})
    void takesOpenSidesAndWholeTimes(TensorProto.DataType type) throws IOException {
        byte[] declared;
        try (DiffusionPipeline pipeline = open(null)) {
            declared = pipeline.generate("fog", options(2, 1.5, 1)).rgb();
        }
        tiny.change("unet", graph -> {
            graph.getInputBuilderList().forEach(TinyPipeline::open);
            TinyPipeline.open(graph.getOutputBuilder(0));
            TinyPipeline.type(graph.getInputBuilder(1), type);
            TinyPipeline.castInput(graph, PipelineShapes.TIMESTEP);
        });
        assertThatThrownBy(() -> open(null)).hasMessageContainingAll("cross_attention_dim", "config.json");
        tiny.file("unet/config.json", "{\"cross_attention_dim\": 2, \"in_channels\": 3}");
        assertThatThrownBy(() -> open(null)).hasMessageContaining("sample_size");
        tiny.file("unet/config.json", "{\"cross_attention_dim\": 2, \"in_channels\": 3, \"sample_size\": [8, 8]}");
        try (DiffusionPipeline pipeline = open(null)) {
            assertThat(pipeline.generate("fog", options(2, 1.5, 1)).rgb()).isEqualTo(declared);
        }
    }

    @Test
    void takesHalfPrecision() throws IOException {
        CameraImage whole;
        try (DiffusionPipeline pipeline = open(null)) {
            whole = pipeline.generate("clear", options(4, 1.5, 1));
        }
        tiny.change("unet", graph -> {
            int last = graph.getNodeCount() - 1;
            graph.getNodeBuilder(last).setOutput(0, "as float");
            for (int i = 0; i < graph.getInputCount(); i++) {
                TinyPipeline.type(graph.getInputBuilder(i), TensorProto.DataType.FLOAT16);
                TinyPipeline.castInput(graph, graph.getInput(i).getName());
            }
            graph.addNode(TinyPipeline.cast("as float", PipelineShapes.DENOISED, TensorProto.DataType.FLOAT16));
            TinyPipeline.type(graph.getOutputBuilder(0), TensorProto.DataType.FLOAT16);
        });
        try (DiffusionPipeline pipeline = open(null)) {
            CameraImage half = pipeline.generate("clear", options(4, 1.5, 1));
            for (int y = 0; y < TinyPipeline.SIDE; y++) {
                for (int x = 0; x < TinyPipeline.SIDE; x++) {
                    assertThat(half.at(x, y, 0)).isBetween(whole.at(x, y, 0) - 1, whole.at(x, y, 0) + 1);
                }
            }
        }
    }

    @Test
    void namesTheNetworkThatGivesNoNumbers() throws IOException {
        tiny.change("unet", graph -> {
            for (int i = 0; i < graph.getInitializerCount(); i++) {
                if (graph.getInitializer(i).getName().equals("slowness")) {
                    graph.getInitializerBuilder(i).clearRawData().addFloatData(Float.NaN);
                }
            }
        });
        try (DiffusionPipeline pipeline = open(null)) {
            assertThatThrownBy(() -> pipeline.generate("fog", options(2, 0, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("unet", "got NaN in the image");
        }
    }

    @Test
    void namesTheWordAndTheStepsThatItCannotTake() throws IOException {
        try (DiffusionPipeline pipeline = open(null)) {
            assertThatThrownBy(() -> pipeline.generate("thick fog", options(1, 0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'thick'");
            assertThatThrownBy(() -> pipeline.check("thick fog", options(1, 0, 1)))
                    .hasMessageContaining("'thick'");
            assertThatThrownBy(() -> pipeline.check("fog", new GenerationOptions(1, 2, 1, "thin")))
                    .hasMessageContaining("'thin'");
            assertThatThrownBy(() -> pipeline.check("fog", options(1001, 0, 1))).hasMessageContaining("1 to 1000");
            pipeline.check("fog", new GenerationOptions(1000, 0, 1, "thin"));
            assertThatThrownBy(() -> pipeline.generate("fog", options(1001, 0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 1000");
        }
        assertThatThrownBy(() -> options(0, 0, 1)).hasMessageContaining("steps");
        assertThatThrownBy(() -> options(1, Double.NaN, 1)).hasMessageContaining("guidance");
    }

    @Test
    void asksTheNetworkAboutSamplesOfSeveralSentencesAndTimesAtOnce() throws IOException {
        double[] times = {700, 700, 20};
        float[] samples = new NormalNoise(3).fill(3 * 3 * TinyPipeline.SIDE * TinyPipeline.SIDE, 1);
        float[] each;
        try (DiffusionPipeline pipeline = open(null)) {
            each = asked(pipeline, samples, times);
        }
        double[] texts = {TinyPipeline.FOG, TinyPipeline.CLEAR, TinyPipeline.CLEAR};
        for (int i = 0; i < samples.length; i++) {
            int sample = i * texts.length / samples.length;
            assertThat((double) each[i]).isCloseTo(said(samples[i], times[sample], texts[sample]), within(1e-6));
        }
        // Told one time only, the network is asked once for each stretch of a time.
        tiny.change("unet", graph -> graph.getInputBuilder(1)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(1));
        try (DiffusionPipeline pipeline = open(null)) {
            assertThat(asked(pipeline, samples, times)).isEqualTo(each);
        }
    }

    private static float[] asked(DiffusionPipeline pipeline, float[] samples, double[] times) throws IOException {
        Denoiser denoiser = pipeline.denoiser();
        EncodedPrompt clear = denoiser.encode("clear");
        assertThat(denoiser.width()).isEqualTo(TinyPipeline.SIDE);
        assertThat(denoiser.prediction()).isEqualTo(PredictionType.SAMPLE);
        assertThatThrownBy(() -> denoiser.said(List.of(clear), samples, times))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1 sentences");
        return denoiser.said(List.of(denoiser.encode("fog"), clear, clear), samples, times);
    }

    @Test
    void refusesToAskANetworkOfLatentsAboutAnImage() throws IOException {
        Path other = folder.resolve("latents");
        TinyPipeline.ofLatents(other);
        try (DiffusionPipeline pipeline = DiffusionPipeline.open(other, null, 1)) {
            assertThatThrownBy(pipeline::denoiser)
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("unet", "works on pixels", "vae_encoder");
        }
    }
}

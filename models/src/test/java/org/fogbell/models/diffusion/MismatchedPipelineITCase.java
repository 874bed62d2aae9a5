package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that do not belong together are refused before any of them runs. */
class MismatchedPipelineITCase {
    @TempDir
    Path folder;

    private TinyPipeline tiny;

    @BeforeEach
    void write() throws IOException {
        tiny = TinyPipeline.ofPixels(folder);
    }

    @Test
    void refusesATextThatIsTooWide() throws IOException {
        tiny.text(5);
        assertThatThrownBy(() -> DiffusionPipeline.open(folder, null, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("unet", "text_encoder", "texts 2 wide", "gives them 5 wide");
    }

    @Test
    void refusesLatentsOfAnotherDecoder() throws IOException {
        Path other = folder.resolve("latents");
        TinyPipeline latents = TinyPipeline.ofLatents(other);
        latents.decoder(5);
        assertThatThrownBy(() -> DiffusionPipeline.open(other, null, 1))
                .hasMessageContainingAll("vae_decoder", "expects 5 channels", "gives 4");
        latents.decoder(4);
        latents.file("model_index.json", "{\"vae_decoder\": null}");
        assertThatThrownBy(() -> DiffusionPipeline.open(other, null, 1))
                .hasMessageContainingAll("unet", "expected 3 channels", "got 4");
        latents.file("model_index.json", "{}");
        latents.file("vae_decoder/config.json", "{\"shift_factor\": 0.1}");
        assertThatThrownBy(() -> DiffusionPipeline.open(other, null, 1)).hasMessageContaining("shift_factor");
        latents.file("vae_decoder/config.json", "{\"latent_channels\": 16}");
        assertThatThrownBy(() -> DiffusionPipeline.open(other, null, 1))
                .hasMessageContainingAll("latent_channels: expected 4", "got 16");
    }

    @Test
    void refusesAnArchitectureWithOtherInputs() throws IOException {
        tiny.change(
                "unet", graph -> graph.addInput(graph.getInput(1).toBuilder().setName("time_ids")));
        assertThatThrownBy(() -> DiffusionPipeline.open(folder, null, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("unet", "[encoder_hidden_states, sample, timestep]", "time_ids");
    }

    @Test
    void refusesOtherTypesAndClosedBatches() throws IOException {
        tiny.change("text_encoder", graph -> graph.getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(1));
        assertThatThrownBy(() -> DiffusionPipeline.open(folder, null, 1))
                .hasMessageContainingAll("text_encoder", "open for any number of samples");
        tiny.text(TinyPipeline.WIDTH);
        tiny.change("unet", graph -> {
            graph.clearNode();
            graph.clearInitializer();
            graph.getInputBuilderList().forEach(input -> TinyPipeline.type(input, TensorProto.DataType.DOUBLE));
            TinyPipeline.type(graph.getOutputBuilder(0), TensorProto.DataType.DOUBLE);
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Identity")
                    .addInput(PipelineShapes.SAMPLE)
                    .addOutput(PipelineShapes.DENOISED));
        });
        assertThatThrownBy(() -> DiffusionPipeline.open(folder, null, 1))
                .hasMessageContainingAll("unet", "'sample'", "expected FLOAT or FLOAT16, got DOUBLE");
    }

    @Test
    void refusesATokenizerOfAnotherModel() throws IOException {
        tiny.file("tokenizer/tokenizer_config.json", "{\"model_max_length\": 5}");
        assertThatThrownBy(() -> DiffusionPipeline.open(folder, null, 1))
                .hasMessageContainingAll("tokenizer", "3 tokens", "tokenizer of 5");
        tiny.file("tokenizer/tokenizer_config.json", "{\"model_max_length\": 3}");
        tiny.file("text_encoder/config.json", "{\"vocab_size\": 3}");
        assertThatThrownBy(() -> DiffusionPipeline.open(folder, null, 1))
                .hasMessageContainingAll("tokenizer", "below 3", "got 3");
    }

    @Test
    void namesANetworkThatIsNone() throws IOException {
        Files.writeString(folder.resolve("unet/model.onnx"), "version https://git-lfs.github.com/spec/v1");
        assertThatThrownBy(() -> DiffusionPipeline.open(folder, null, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("unet", "model.onnx", "ONNX Runtime cannot load it");
    }
}

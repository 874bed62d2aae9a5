package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFolderTest {
    @TempDir
    Path folder;

    @Test
    void namesEveryMissingFile() throws IOException {
        assertThatThrownBy(() -> PipelineFolder.check(folder))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContainingAll(
                        folder.toString(),
                        "tokenizer/vocab.json, text_encoder/model.onnx, unet/model.onnx, vae_decoder/model.onnx, "
                                + "scheduler/scheduler_config.json");
        TinyPipeline.ofLatents(folder);
        PipelineFolder.check(folder);
        Files.delete(folder.resolve("vae_decoder/model.onnx"));
        Files.delete(folder.resolve("unet/model.onnx"));
        assertThatThrownBy(() -> PipelineFolder.check(folder))
                .hasMessageEndingWith("missing: unet/model.onnx, vae_decoder/model.onnx");
        assertThatThrownBy(() -> PipelineFolder.check(folder.resolve("nowhere")))
                .hasMessageContaining("no such folder");
    }

    @Test
    void aPipelineOfPixelsNeedsNoDecoder() throws IOException {
        TinyPipeline tiny = TinyPipeline.ofPixels(folder);
        assertThat(PipelineFolder.check(folder).hasDecoder()).isFalse();
        tiny.file("model_index.json", "{\"vae_decoder\": null}");
        assertThat(PipelineFolder.check(folder).hasDecoder()).isFalse();
        tiny.file("model_index.json", "{\"vae_decoder\": [\"library\", \"Decoder\"]}");
        assertThatThrownBy(() -> PipelineFolder.check(folder)).hasMessageEndingWith("missing: vae_decoder/model.onnx");
    }

    @Test
    void aTokenizerOfClipNeedsItsPairs() throws IOException {
        TinyPipeline tiny = TinyPipeline.ofPixels(folder);
        tiny.file("tokenizer/tokenizer_config.json", "{\"tokenizer_class\": \"CLIPTokenizer\"}");
        assertThatThrownBy(() -> PipelineFolder.check(folder)).hasMessageEndingWith("missing: tokenizer/merges.txt");
    }

    @Test
    void aDigestIsOfNamesAndContent() throws IOException {
        TinyPipeline tiny = TinyPipeline.ofPixels(folder);
        String digest = PipelineFolder.check(folder).digest();
        assertThat(PipelineFolder.check(folder).digest()).isEqualTo(digest).hasSize(64);
        Files.writeString(folder.resolve("README"), "not of the pipeline");
        assertThat(PipelineFolder.check(folder).digest()).isEqualTo(digest);
        tiny.file("scheduler/scheduler_config.json", "{\"_class_name\": \"DDIMScheduler\"}");
        assertThat(PipelineFolder.check(folder).digest()).isNotEqualTo(digest);
    }

    @Test
    void aDigestIsOfFilesBehindLinksToo() throws IOException {
        Path real = folder.resolve("real");
        Path linked = Files.createDirectories(folder.resolve("linked"));
        TinyPipeline.ofPixels(real);
        for (String part : new String[] {"model_index.json", "tokenizer", "text_encoder", "unet", "scheduler"}) {
            Files.createSymbolicLink(linked.resolve(part), real.resolve(part));
        }
        String digest = PipelineFolder.check(linked).digest();
        assertThat(digest).isEqualTo(PipelineFolder.check(real).digest());
        Files.write(real.resolve("unet/model.onnx"), new byte[] {1});
        assertThat(PipelineFolder.check(linked).digest()).isNotEqualTo(digest);
    }

    @Test
    void noDigestIsOfAPartWithoutFiles() throws IOException {
        TinyPipeline.ofPixels(folder);
        Files.createDirectories(folder.resolve("vae_decoder"));
        assertThatThrownBy(() -> new PipelineFolder(folder, true).digest())
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("vae_decoder");
    }
}

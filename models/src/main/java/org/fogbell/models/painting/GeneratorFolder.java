package org.fogbell.models.painting;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fogbell.models.diffusion.GenerationDefaults;
import org.fogbell.models.diffusion.PromptTemplates;

/** A trained generator in the layout of pipelines in ONNX, one that works on pixels. */
final class GeneratorFolder {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Its words are those of the conditions. Guidance makes them plainer than they are in what it learnt from. */
    private static final GenerationDefaults DEFAULTS = new GenerationDefaults(25, 1, PromptTemplates.PLAIN);

    private GeneratorFolder() {}

    static void write(Path folder, GeneratorNetwork network, GeneratorConfig config) throws IOException {
        for (String part : List.of("tokenizer", "text_encoder", "unet", "scheduler")) {
            Files.createDirectories(folder.resolve(part));
        }
        network.text().export().write(folder.resolve("text_encoder/model.onnx"));
        network.denoising().export(RoadCaptions.TOKENS).write(folder.resolve("unet/model.onnx"));

        ObjectNode words = object();
        List<String> vocabulary = RoadCaptions.words();
        for (int i = 0; i < vocabulary.size(); i++) {
            words.put(vocabulary.get(i), i);
        }
        write(folder, "tokenizer/vocab.json", words);
        write(
                folder,
                "tokenizer/tokenizer_config.json",
                object().put("model_max_length", RoadCaptions.TOKENS).put("pad_token", RoadCaptions.NO_WORD));
        write(
                folder,
                "scheduler/scheduler_config.json",
                object().put("_class_name", "DDIMScheduler")
                        .put("num_train_timesteps", 1000)
                        .put("beta_schedule", "squaredcos_cap_v2")
                        .put("prediction_type", "v_prediction")
                        .put("timestep_spacing", "trailing")
                        .put("clip_sample", true)
                        .put("clip_sample_range", 1.0));
        ObjectNode index = object();
        index.putNull("vae_decoder");
        index.put("trained_by", "fogbell gdc train-generator, on simulated roads");
        index.put("training", config.toString());
        DEFAULTS.write(index);
        write(folder, "model_index.json", index);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void write(Path folder, String name, ObjectNode content) throws IOException {
        Files.writeString(folder.resolve(name), JSON.writeValueAsString(content) + "\n");
    }
}

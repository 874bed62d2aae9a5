package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which generators and layers no image features are made: each refusal says where, what was expected and what came. */
class DenoisingFeaturesRefusalITCase {
    private static final List<String> LAYERS = List.of(PipelineShapes.DENOISED);
    private static final int TIME = DenoisingFeatures.HARDLY_ANY_NOISE;
    private static final int SHRINK = 0;

    @TempDir
    Path folder;

    private TinyPipeline tiny;
    private Path unet;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        tiny = TinyPipeline.ofPixels(folder.resolve("model"));
        unet = folder.resolve("model/unet/model.onnx");
        out = folder.resolve("features");
    }

    private void features() throws IOException {
        DenoisingFeatures.write(tiny.folder.toString(), LAYERS, TIME, out);
    }

    /** What the refusals below are of would else have become features. */
    @Test
    void oneThatFitsIsNotRefused() throws IOException {
        float[] vector = vector();
        assertThat(vector).hasSize(6);
        tiny.change("unet", graph -> {
            TinyPipeline.type(graph.getInputBuilder(1), TensorProto.DataType.INT64);
            TinyPipeline.castInput(graph, PipelineShapes.TIMESTEP);
        });
        assertThat(vector()).as("told a whole time").isEqualTo(vector);
        tiny.unet(3, TinyPipeline.WIDTH);
        tiny.change("unet", graph -> graph.addInput(weights(graph.getInitializer(SHRINK))));
        assertThat(vector()).as("weights among the inputs").isEqualTo(vector);
    }

    private float[] vector() throws IOException {
        Path made = folder.resolve("made");
        DenoisingFeatures.write(tiny.folder.toString(), LAYERS, TIME, made);
        byte[] rgb = new byte[3 * TinyPipeline.SIDE * TinyPipeline.SIDE];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (7 * i);
        }
        try (OnnxImageFeatures features = OnnxImageFeatures.open(VisionFolder.open(made), 1)) {
            return features.of(new CameraImage(TinyPipeline.SIDE, TinyPipeline.SIDE, rgb));
        }
    }

    private static ValueInfoProto weights(TensorProto tensor) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(tensor.getName());
        TinyPipeline.type(value, TensorProto.DataType.FLOAT);
        value.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        return value.build();
    }

    /** A refusal leaves no folder that a later run would take for features. */
    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(out).doesNotExist();
    }

    @Test
    void filesThatAreMissingAreNamedAtOnce() throws IOException {
        Files.delete(unet);
        Files.delete(tiny.folder.resolve("scheduler/scheduler_config.json"));
        assertThatThrownBy(this::features)
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage(tiny.folder + ": expected a text-to-image pipeline in ONNX, and these files are missing:"
                        + " unet/model.onnx, scheduler/scheduler_config.json");
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> DenoisingFeatures.write(nowhere.toString(), LAYERS, TIME, out))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage(nowhere + ": expected the folder of a text-to-image pipeline, got no such folder");
    }

    @Test
    void aFileThatIsNoNetworkIsNamed() throws IOException {
        Files.writeString(unet, "version https://git-lfs.github.com/spec/v1");
        assertThatThrownBy(this::features)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(unet + ": ONNX Runtime cannot load it: ");
    }

    @Test
    void aNetworkOfAnotherArchitectureIsNamedWithItsInputs() throws IOException {
        tiny.change(
                "unet", graph -> graph.addInput(graph.getInput(1).toBuilder().setName("time_ids")));
        assertThatThrownBy(this::features)
                .isInstanceOf(IOException.class)
                .hasMessage(unet + ": expected the inputs [encoder_hidden_states, sample, timestep], got"
                        + " [encoder_hidden_states, sample, time_ids, timestep]: weights of an architecture that this"
                        + " pipeline does not run");
    }

    @Test
    void aNetworkOfLatentsIsRefused() throws IOException {
        tiny = TinyPipeline.ofLatents(folder.resolve("latents"));
        assertThatThrownBy(this::features)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tiny.folder.resolve("unet/model.onnx")
                        + ": expected a network that works on pixels, so with \"vae_decoder\": null in"
                        + " model_index.json, got one of the latents that "
                        + tiny.folder.resolve("vae_decoder/model.onnx") + " decodes");
    }

    @Test
    void imagesThatAreNotSquareAreRefused() throws IOException {
        tiny.change("unet", graph -> {
            narrow(graph.getInputBuilder(0));
            narrow(graph.getOutputBuilder(0));
        });
        assertThatThrownBy(this::features)
                .isInstanceOf(IOException.class)
                .hasMessage(unet + ": expected square images, got 8 x 4");
    }

    private static void narrow(ValueInfoProto.Builder value) {
        value.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(3)
                .setDimValue(4);
    }

    /** They would be left behind, and the features be of a network without them. */
    @Test
    void weightsInAnotherFileAreNamed() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                unet.resolveSibling("weights.bin"),
                bytes.putFloat(TinyPipeline.SHRINK).array());
        tiny.change("unet", graph -> graph.getInitializerBuilder(SHRINK)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin")));
        DiffusionPipeline.open(tiny.folder, null, 1).close();
        assertThatThrownBy(this::features)
                .isInstanceOf(IOException.class)
                .hasMessage(unet
                        + ": expected all weights in the file, got 'shrink' in another; save the network as one file");
    }

    @ParameterizedTest
    @ValueSource(strings = {PipelineShapes.SAMPLE, PipelineShapes.CONDITION})
    void halfPrecisionIsRefusedByTheInputThatHasIt(String input) throws IOException {
        retype(input, TensorProto.DataType.FLOAT16);
        assertThatThrownBy(this::features)
                .isInstanceOf(IOException.class)
                .hasMessage(unet + ": '" + input + "': expected float32, got type FLOAT16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT16", "INT32"})
    void aTimeOfAnotherTypeIsRefused(TensorProto.DataType type) throws IOException {
        retype(PipelineShapes.TIMESTEP, type);
        assertThatThrownBy(this::features)
                .isInstanceOf(IOException.class)
                .hasMessage(unet + ": 'timestep': expected float32 or int64, got type " + type);
    }

    /** In a pipeline that fits nevertheless. */
    private void retype(String input, TensorProto.DataType type) throws IOException {
        tiny.change("unet", graph -> {
            graph.getInputBuilderList().stream()
                    .filter(each -> each.getName().equals(input))
                    .forEach(each -> TinyPipeline.type(each, type));
            TinyPipeline.castInput(graph, input);
        });
        DiffusionPipeline.open(tiny.folder, null, 1).close();
    }

    @Test
    void aTimeOfWhichTheNetworkKnowsNothingIsRefused() throws IOException {
        Path scheduler = tiny.folder.resolve("scheduler/scheduler_config.json");
        Files.writeString(
                scheduler, Files.readString(scheduler).replaceFirst("\\{", "{\"num_train_timesteps\": " + TIME + ", "));
        for (int timestep : new int[] {-1, TIME}) {
            assertThatThrownBy(() -> DenoisingFeatures.write(tiny.folder.toString(), LAYERS, timestep, out))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a time of training, 0 to " + (TIME - 1) + ", got " + timestep);
        }
    }

    /** The layers of our own generators are not those of others, whose default they are too. */
    @ParameterizedTest
    @ValueSource(strings = {"up0", "sample", "ones", "fogbell/all"})
    void aLayerThatIsNotThereIsNamedWithThoseThatAre(String layer) {
        assertThatThrownBy(() -> DenoisingFeatures.write(
                        tiny.folder.toString(), List.of(PipelineShapes.DENOISED, layer), TIME, out))
                .isInstanceOf(IOException.class)
                .hasMessage(unet + ": expected layers of the denoising network, got '" + layer
                        + "'; sums and convolutions of it are [with text, with time]");
    }
}

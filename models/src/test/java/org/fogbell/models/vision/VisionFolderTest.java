package org.fogbell.models.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisionFolderTest {
    /** As it lies beside the published DINOv2, whose settings science.md gives. */
    private static final String DINOV2 = """
            {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_convert_rgb": true,
             "do_normalize": true, "do_rescale": true, "do_resize": true,
             "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225],
             "resample": 3, "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 256}}
            """;

    @TempDir
    Path folder;

    @Test
    void readsHowImagesArePreprocessed() throws IOException {
        Preprocessing read = PreprocessorConfig.parse(DINOV2, "file");
        assertThat(read)
                .isEqualTo(new Preprocessing(
                        Preprocessing.Resize.shortestEdge(256),
                        Resampling.BICUBIC,
                        224,
                        224,
                        0.00392156862745098,
                        List.of(0.485, 0.456, 0.406),
                        List.of(0.229, 0.224, 0.225)));
    }

    @Test
    void cropsTheMiddleOfTheLongerSide() throws IOException {
        // 1242 x 375 becomes 847 x 256, of which columns 311 to 534 and rows 16 to 239 are kept.
        byte[] rgb = new byte[1242 * 375 * 3];
        for (int i = 0; i < 1242 * 375; i++) {
            rgb[3 * i] = (byte) (i % 1242 < 621 ? 255 : 0);
        }
        float[] planes = PreprocessorConfig.parse(DINOV2, "file").apply(new CameraImage(1242, 375, rgb));
        assertThat(planes).hasSize(3 * 224 * 224);
        float bright = (1 - 0.485f) / 0.229f;
        float dark = -0.485f / 0.229f;
        assertThat(planes[100]).isEqualTo(bright);
        assertThat(planes[123]).isEqualTo(dark);
        assertThat(planes[224 * 224]).isEqualTo(-0.456f / 0.224f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"resample\": 3|\"resample\": 1|resample: expected 2 (bilinear) or 3 (bicubic), got 1",
                "\"shortest_edge\": 256|\"shortest_edge\": 200|crop_size: expected no more than what resizing leaves",
                "\"image_mean\": [0.485, 0.456, 0.406]|\"image_mean\": [0.5]|expected three numbers each",
                "\"image_std\"|\"image_s\"|image_std: expected it, got none",
                "\"shortest_edge\": 256|\"shortest_edge\": 0|size: expected 1 to 4096 pixels a side, got 0 x 0",
                "\"do_resize\": true|\"do_resize\": false|do_resize: expected true"
            })
    void namesWhatItDoesNotUnderstand(String from, String to, String message) {
        assertThat(DINOV2).contains(from);
        assertThatThrownBy(() -> PreprocessorConfig.parse(DINOV2.replace(from, to), "the file"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the file: ")
                .hasMessageContaining(message);
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        assertThatThrownBy(() -> VisionFolder.open(folder.resolve("none")))
                .hasMessageContaining("nothing of that name");
        assertThatThrownBy(() -> VisionFolder.open(folder)).hasMessageContaining("model.onnx: no such file");
        Files.writeString(folder.resolve("model.onnx"), "");
        assertThatThrownBy(() -> VisionFolder.open(folder))
                .hasMessageContaining("preprocessor_config.json: no such file");
        Files.writeString(folder.resolve("preprocessor_config.json"), "[");
        assertThatThrownBy(() -> VisionFolder.open(folder))
                .hasMessageContaining("preprocessor_config.json: expected JSON");
    }

    /** A classifier that was prepared with the one is not to be asked about vectors of the other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"image_mean\": [0.485, 0.456, 0.406]|\"image_mean\": [0.5, 0.5, 0.5]",
                "\"image_std\": [0.229, 0.224, 0.225]|\"image_std\": [0.25, 0.25, 0.25]",
                "\"do_normalize\": true|\"do_normalize\": false",
                "\"do_rescale\": true|\"do_rescale\": false",
                "\"rescale_factor\": 0.00392156862745098|\"rescale_factor\": 0.0078125",
                "\"resample\": 3|\"resample\": 2",
                "\"shortest_edge\": 256|\"shortest_edge\": 224",
                "\"height\": 224|\"height\": 196"
            })
    void isAnotherWhereImagesArePreprocessedOtherwise(String from, String to) throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "the network");
        Files.writeString(folder.resolve("preprocessor_config.json"), DINOV2);
        VisionFolder before = VisionFolder.open(folder);
        assertThat(DINOV2).contains(from);
        Files.writeString(folder.resolve("preprocessor_config.json"), DINOV2.replace(from, to));
        VisionFolder after = VisionFolder.open(folder);
        assertThat(after.preprocessing()).isNotEqualTo(before.preprocessing());
        assertThat(OnnxImageFeatures.source(after)).isNotEqualTo(OnnxImageFeatures.source(before));
    }
}

package org.fogbell.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.vision.ImageFeatures;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.CameraFeatures;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.CovarianceKind;
import org.fogbell.models.zeroshot.ImagePreparation;
import org.fogbell.models.zeroshot.LabelledImages;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.ImageEncoding;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.KafkaOrigin;

/** A classifier of an imaginary camera's images, prepared as any, and what it tells apart: day from night. */
final class SampleCameras {
    static final String TYPE = "front-camera";

    private static final int SIDE = 8;
    private static final int REFERENCES = 16;
    private static final List<Condition> CONDITIONS =
            List.of(new Condition("day", "a road by day"), new Condition("night", "a road at night"));

    private SampleCameras() {}

    static CameraImage day(long number) {
        return image(160, number);
    }

    static CameraImage night(long number) {
        return image(40, number);
    }

    private static CameraImage image(int brightness, long number) {
        Random random = new Random(number);
        int level = brightness + random.nextInt(31) - 15;
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (level + random.nextInt(41) - 20);
        }
        return new CameraImage(SIDE, SIDE, rgb);
    }

    static ImagePayload payload(CameraImage image) throws IOException {
        return payload(ImageCodec.encodePng(image));
    }

    static ImagePayload payload(byte[] png) {
        return new ImagePayload(ImageEncoding.PNG, SIDE, SIDE, ByteBuffer.wrap(png));
    }

    /** As {@link SampleAlerts#firing}, of a camera. */
    static Alert firing(int first, int last, int since) {
        return Alert.newBuilder(SampleAlerts.firing(first, last, since))
                .setSensorType(TYPE)
                .build();
    }

    /** A folder with the files of a vision network, which nobody loads; another filter is another network. */
    static VisionFolder network(Path folder, int resample) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("model.onnx"), "no network");
            Files.writeString(
                    folder.resolve("preprocessor_config.json"),
                    "{\"size\": {\"shortest_edge\": 8}, \"resample\": %d, \"crop_size\": 8,".formatted(resample)
                            + " \"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.25, 0.25, 0.25]}");
            return VisionFolder.open(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stands in for the network: an image's mean red, green and blue. */
    static final class MeanColours implements ImageFeatures {
        private final String source;
        private boolean closed;

        MeanColours(VisionFolder network) {
            this.source = OnnxImageFeatures.source(network);
        }

        @Override
        public float[] of(CameraImage image) {
            if (closed) {
                throw new IllegalStateException("closed features would crash the process");
            }
            float[] means = new float[3];
            byte[] rgb = image.rgb();
            for (int i = 0; i < rgb.length; i++) {
                means[i % 3] += (rgb[i] & 0xff) * 3f / rgb.length;
            }
            return means;
        }

        @Override
        public int dimensions() {
            return 3;
        }

        @Override
        public String source() {
            return source;
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** @param folder for the reference images */
    static PreparedClassifier prepared(Path folder, VisionFolder network) {
        try (MeanColours colours = new MeanColours(network)) {
            for (int i = 0; i < REFERENCES; i++) {
                write(folder.resolve("day"), i, day(100 + i));
                write(folder.resolve("night"), i, night(100 + i));
            }
            LabelledImages images = LabelledImages.open(folder, List.of("day", "night"));
            return new ImagePreparation(TYPE, CONDITIONS, images, new CameraFeatures(colours))
                    .run(List.of(CovarianceKind.DIAGONAL), done -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, int number, CameraImage image) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("%02d.png".formatted(number)), ImageCodec.encodePng(image));
    }

    static Map<String, JobClassifiers.Prepared> forJob(PreparedClassifier prepared, VisionFolder network) {
        return Map.of(
                prepared.sensorType(), new JobClassifiers.Prepared(prepared.classifier(), prepared.digest(), network));
    }

    /** The frame that belongs there, of the camera. */
    static void put(SampleAlerts kafka, int number, ImagePayload payload) {
        KafkaOrigin origin = SampleAlerts.origin(number);
        var frame = SampleAlerts.frame(number, payload);
        frame.setSensorType(TYPE);
        kafka.with(origin, frame);
    }
}

package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.schemas.ImageEncoding;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PayloadContent;
import org.fogbell.schemas.PayloadReference;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadsTest {
    @TempDir
    private Path root;

    private Payloads payloads;

    @BeforeEach
    void open() {
        payloads = new Payloads(JobParameters.of(
                        Map.of("perception.payload-root", root.toUri().toString(), "perception.max-points", "1000"))
                .perception());
    }

    @Test
    void readsPoints() throws Exception {
        float[] xyzi = SampleFrames.xyzi(50);
        PointCloudPayload payload = SampleFrames.payload(xyzi);
        Payloads.Decoded decoded = decode(payload);
        assertThat(((PointCloud) decoded.frame()).xyzi()).isEqualTo(xyzi);
        assertThat(decoded.bytes()).isEqualTo(payload.getData());
    }

    @Test
    void readsASweepThatIsEmptyOrHasNaN() throws Exception {
        assertThat(((PointCloud) decode(SampleFrames.payload(new float[0])).frame()).size())
                .isZero();
        float[] nan = {Float.NaN, 1, 2, 3};
        assertThat(((PointCloud) decode(SampleFrames.payload(nan)).frame()).xyzi())
                .isEqualTo(nan);
    }

    @Test
    void refusesMorePointsThanAreAllowedOrThanThereAre() {
        assertThatThrownBy(() -> decode(SampleFrames.payload(SampleFrames.xyzi(1_001))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("1001");
        PointCloudPayload lie = SampleFrames.payload(SampleFrames.xyzi(50));
        lie.setPointCount(51);
        assertThatThrownBy(() -> decode(lie)).isInstanceOf(MalformedRecordException.class);
        lie.setEncoding(PointEncoding.UNKNOWN);
        assertThatThrownBy(() -> decode(lie))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected a known point encoding");
    }

    @Test
    void readsAnImage() throws Exception {
        CameraImage image = SampleFrames.image(6, 4);
        byte[] png = ImageCodec.encodePng(image);
        Payloads.Decoded decoded = decode(new ImagePayload(ImageEncoding.PNG, 6, 4, ByteBuffer.wrap(png)));
        assertThat(((CameraImage) decoded.frame()).rgb()).isEqualTo(image.rgb());
        assertThat(SampleFrames.bytes(decoded.bytes())).isEqualTo(png);
    }

    @Test
    void refusesAnImageOfAnotherSizeThanClaimed() throws Exception {
        byte[] png = ImageCodec.encodePng(SampleFrames.image(6, 4));
        for (int[] claim : new int[][] {{5, 4}, {6, 5}, {4, 6}}) {
            assertThatThrownBy(
                            () -> decode(new ImagePayload(ImageEncoding.PNG, claim[0], claim[1], ByteBuffer.wrap(png))))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage("the image claims %d x %d pixels, but has 6 x 4", claim[0], claim[1]);
        }
    }

    @Test
    void refusesWhatIsNoImage() {
        assertThatThrownBy(() -> decode(new ImagePayload(ImageEncoding.JPEG, 1, 1, ByteBuffer.wrap(new byte[9]))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected a PNG or JPEG image");
    }

    @ParameterizedTest
    @EnumSource(
            value = PayloadContent.class,
            names = {"POINT_CLOUD_FLOAT32", "POINT_CLOUD_QUANTISED_16_ZSTD"})
    void readsPointsThatLieInTheStore(PayloadContent content) throws Exception {
        PointEncoding encoding = content == PayloadContent.POINT_CLOUD_FLOAT32
                ? PointEncoding.FLOAT32_XYZI
                : PointEncoding.QUANTISED_16_ZSTD;
        ByteBuffer data = new PointCloudCodec(1_000)
                .encode(SampleFrames.xyzi(50), encoding)
                .getData();
        Payloads.Decoded decoded = decode(stored(SampleFrames.bytes(data), content));
        assertThat(((PointCloud) decoded.frame()).size()).isEqualTo(50);
        assertThat(decoded.bytes()).as("the object's own bytes").isEqualTo(data);
    }

    @Test
    void readsImagesThatLieInTheStore() throws Exception {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(8, 5, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg))
                .isTrue();
        CameraImage read = (CameraImage)
                decode(stored(jpeg.toByteArray(), PayloadContent.JPEG)).frame();
        assertThat(read.width()).isEqualTo(8);
        assertThat(read.height()).isEqualTo(5);
        byte[] png = ImageCodec.encodePng(SampleFrames.image(3, 2));
        assertThat(decode(stored(png, PayloadContent.PNG)).frame()).isInstanceOf(CameraImage.class);
    }

    @Test
    void refusesContentOfAKindItDoesNotKnow() {
        assertThatThrownBy(() -> decode(stored(new byte[16], PayloadContent.UNKNOWN)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected a known content");
    }

    private Payloads.Decoded decode(Object payload) throws MalformedRecordException, IOException {
        return payloads.decode(SampleFrames.frame(payload).build());
    }

    private PayloadReference stored(byte[] content, PayloadContent kind) throws IOException, NoSuchAlgorithmException {
        Path file = Files.write(root.resolve("object"), content);
        return new PayloadReference(
                file.toUri().toString(),
                (long) content.length,
                new Sha256(MessageDigest.getInstance("SHA-256").digest(content)),
                kind);
    }
}

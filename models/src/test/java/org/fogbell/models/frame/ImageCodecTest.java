package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ImageCodecTest {
    @Test
    void givesBackTheVeryPixelsOfAPng() throws IOException {
        CameraImage image = noise(31, 17, 1);
        CameraImage decoded = ImageCodec.decode(ImageCodec.encodePng(image), "a.png");
        assertThat(decoded.width()).isEqualTo(31);
        assertThat(decoded.height()).isEqualTo(17);
        assertThat(decoded.rgb()).isEqualTo(image.rgb());
    }

    @Test
    void readsJpegs() throws IOException {
        BufferedImage red = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 128; i++) {
            red.setRGB(i % 16, i / 16, 0xc83214);
        }
        CameraImage decoded = ImageCodec.decode(encoded(red, "jpg"), "a.jpg");
        assertThat(decoded.at(7, 3, 0)).isCloseTo(200, Offset.offset(6));
        assertThat(decoded.at(7, 3, 1)).isCloseTo(50, Offset.offset(6));
        assertThat(decoded.at(7, 3, 2)).isCloseTo(20, Offset.offset(6));
    }

    @Test
    void keepsGreyLevels() throws IOException {
        BufferedImage eight = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage sixteen = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 256; i++) {
            eight.getRaster().setSample(i, 0, 0, i);
            sixteen.getRaster().setSample(i, 0, 0, i * 257);
        }
        for (BufferedImage grey : new BufferedImage[] {eight, sixteen}) {
            CameraImage decoded = ImageCodec.decode(encoded(grey, "png"), "a.png");
            for (int i = 0; i < 256; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(decoded.at(i, 0, channel)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void refusesWhatIsNoImage() throws IOException {
        assertRefused(new byte[0], "PNG or JPEG", "0 bytes");
        assertRefused(new byte[100], "PNG or JPEG", "100 bytes");
        assertRefused(encoded(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "bmp"), "PNG or JPEG");
    }

    @Test
    void refusesHalfAnImage() throws IOException {
        byte[] png = ImageCodec.encodePng(noise(64, 64, 2));
        assertRefused(Arrays.copyOf(png, png.length / 2), "whole image", "damaged");
        CameraImage image = noise(64, 64, 3);
        BufferedImage canvas = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            canvas.setRGB(i % 64, i / 64, image.at(i % 64, i / 64, 0) * 0x010101);
        }
        byte[] jpeg = encoded(canvas, "jpg");
        assertRefused(Arrays.copyOf(jpeg, jpeg.length / 2), "whole image", "damaged");
    }

    @Test
    void refusesAClaimOfMorePixelsThanACameraHas() throws IOException {
        byte[] png = ImageCodec.encodePng(noise(4, 4, 4));
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        header.putInt(29, (int) checksum.getValue());
        assertRefused(png, "at most 16000000 pixels", "60000 x 60000");
    }

    private static void assertRefused(byte[] encoded, String... parts) {
        assertThatThrownBy(() -> ImageCodec.decode(encoded, "a.img"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a.img: ")
                .hasMessageContainingAll(parts);
    }

    private static CameraImage noise(int width, int height, long seed) {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).nextBytes(rgb);
        return new CameraImage(width, height, rgb);
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, encoded)).isTrue();
        return encoded.toByteArray();
    }
}

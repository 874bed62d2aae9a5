package org.fogbell.models.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static final int SIDE = 32;

    private static CameraImage plain(int width, int height, int grey) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) grey);
        return new CameraImage(width, height, rgb);
    }

    @Test
    void drawsARowALabelWithoutDistortion() {
        BufferedImage sheet = ContactSheet.draw(
                List.of(
                        new ContactSheet.Row("fog", List.of(plain(8, 8, 10), plain(64, 32, 20))),
                        new ContactSheet.Row("clear", List.of(plain(8, 8, 30)))),
                SIDE);
        int left = PixelFont.width("clear", 2) + 8;
        assertThat(sheet.getWidth()).isEqualTo(left + 2 * (SIDE + 4));
        assertThat(sheet.getHeight()).isEqualTo(4 + 2 * (SIDE + 4));
        assertThat(sheet.getRGB(left + 16, 20)).isEqualTo(0xff0a0a0a);
        int second = left + SIDE + 4;
        assertThat(sheet.getRGB(second + 16, 4 + 8)).isEqualTo(0xff141414);
        // Half as high as wide, so the square's lower half is paper.
        assertThat(sheet.getRGB(second + 16, 4 + 24)).isEqualTo(0xfff4f4f4);
        assertThat(sheet.getRGB(left + 16, 4 + SIDE + 4 + 16)).isEqualTo(0xff1e1e1e);
        assertThat(sheet.getRGB(second + 16, 4 + SIDE + 4 + 16)).isEqualTo(0xfff4f4f4);
        assertThat(hasInk(sheet, left)).isTrue();
    }

    private static boolean hasInk(BufferedImage sheet, int left) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < left; x++) {
                if (sheet.getRGB(x, y) == 0xff303030) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void wantsARow() {
        assertThatThrownBy(() -> ContactSheet.draw(List.of(), SIDE)).hasMessageContaining("at least one row");
    }
}

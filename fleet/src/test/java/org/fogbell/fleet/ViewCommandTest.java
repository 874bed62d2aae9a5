package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.KittiObjectWriter;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewCommandTest {
    private static final int CAR_GREEN = 0x4cff7a;

    @TempDir
    Path folder;

    @BeforeEach
    void recordAFrame() throws IOException {
        ObjectLabel car = new ObjectLabel("Car", 0, 0, 0, 10, 10, 30, 30, 1.5, 1.8, 4, 1, 1.6, 20, 0.1);
        PointCloud sweep = new PointCloud(new float[] {20, -1, -1, 0.5f, -20, 3, 0, 0.5f});
        CameraImage image = new CameraImage(120, 40, new byte[120 * 40 * 3]);
        try (KittiObjectWriter writer = KittiObjectWriter.into(folder.resolve("drive"))) {
            writer.add("train", sweep, List.of(car), KittiCalibration.ahead(120, 40), image);
            writer.finish();
        }
        Files.writeString(folder.resolve("sweep.csv"), "20,-1,-1,0.5\n-20,3,0,0.5\n");
        Files.write(folder.resolve("image.png"), ImageCodec.encodePng(image));
    }

    @Test
    void drawsALabelledFrameByItsNameOrItsFile() throws IOException {
        BufferedImage byName = view(folder.resolve("drive/000000"));
        assertThat(count(byName, CAR_GREEN)).isPositive();
        BufferedImage byFile = view(folder.resolve("drive/training/velodyne/000000.bin"));
        assertThat(pixels(byFile)).isEqualTo(pixels(byName));
    }

    @Test
    void drawsASweepAlone() throws IOException {
        BufferedImage sweep = view(folder.resolve("sweep.csv"));
        assertThat(count(sweep, CAR_GREEN)).isZero();
        assertThat(sweep.getHeight())
                .isLessThan(view(folder.resolve("drive/000000")).getHeight());
    }

    @Test
    void drawsOnlyWhatIsToBeShown() throws IOException {
        int all = view(folder.resolve("sweep.csv")).getHeight();
        int range = view(folder.resolve("sweep.csv"), "--show", "range").getHeight();
        int others =
                view(folder.resolve("sweep.csv"), "--show", "intensity,above").getHeight();
        assertThat(range + others).isEqualTo(all);
    }

    @Test
    void drawsSideBySide() throws IOException {
        int one = view(folder.resolve("sweep.csv")).getWidth();
        assertThat(view(folder.resolve("sweep.csv"), folder.resolve("drive/000000"))
                        .getWidth())
                .isGreaterThan(2 * one);
        BufferedImage corrupted = view(folder.resolve("sweep.csv"), "--with", "range-bias:5");
        assertThat(corrupted.getWidth()).isGreaterThan(2 * one);
        assertThat(pixels(corrupted.getSubimage(0, 0, one, corrupted.getHeight())))
                .isNotEqualTo(pixels(corrupted.getSubimage(corrupted.getWidth() - one, 0, one, corrupted.getHeight())));
        assertThat(view(folder.resolve("sweep.csv"), "--scale", "0.5").getWidth())
                .isEqualTo(one / 2);
    }

    @Test
    void drawsACameraImageAlone() throws IOException {
        BufferedImage image = view(folder.resolve("image.png"));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(120, 40);
    }

    @Test
    void saysWhatWasExpected() throws IOException {
        Files.write(folder.resolve("empty.bin"), new byte[0]);
        refuses("empty.bin", "expected a sweep with points");
        Files.write(folder.resolve("short.bin"), new byte[17]);
        refuses("short.bin", "16 bytes a point", "17 bytes");
        refuses("drive", "DIR/NAME", "got a folder");
        refuses("drive/000001", "DIR/NAME", "got nothing of that name");
        Files.writeString(folder.resolve("notes.txt"), "x");
        refuses("notes.txt", ".pcd", "'notes.txt'");
    }

    private void refuses(String frame, String... expected) {
        Path out = folder.resolve("out.png");
        Shell refused = Shell.run("view", folder.resolve(frame), "--out", out);
        assertThat(refused.status()).isEqualTo(Fogbell.FAILED);
        assertThat(refused.err()).contains(expected).hasLineCount(1);
        assertThat(out).doesNotExist();
    }

    private BufferedImage view(Object... frames) throws IOException {
        Path out = folder.resolve("pictures/out.png");
        Object[] words = new Object[frames.length + 3];
        words[0] = "view";
        System.arraycopy(frames, 0, words, 1, frames.length);
        words[words.length - 2] = "--out";
        words[words.length - 1] = out;
        Shell done = Shell.run(words);
        assertThat(done.status()).as(done.err()).isZero();
        return ImageIO.read(out.toFile());
    }

    private static int count(BufferedImage picture, int colour) {
        int count = 0;
        for (int pixel : pixels(picture)) {
            count += (pixel & 0xffffff) == colour ? 1 : 0;
        }
        return count;
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }
}

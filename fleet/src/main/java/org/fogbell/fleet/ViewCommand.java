package org.fogbell.fleet;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.FramePicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code fogbell view}: frames as a picture. */
@Command(
        name = "view",
        description = "Draws frames: camera image with boxes, range image, intensities, and from above with boxes.",
        mixinStandardHelpOptions = true)
final class ViewCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FRAME",
            arity = "1..*",
            description = "A .bin, .pcd, .csv, .png or .jpg file, or DIR/NAME of a folder in KITTI's object layout, as"
                    + " drive/000042: then with labels, calibration and camera image. Several are drawn side by side.")
    List<Path> frames = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The PNG to write.")
    Path out = Path.of("");

    @Option(
            names = "--with",
            paramLabel = "KIND:SEVERITY",
            converter = SimulateCommand.CorruptionOption.class,
            description =
                    "Draw it corrupted, too, beside the clean one, as fog:3. May be repeated: one upon the other.")
    List<Corruption> corruptions = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the corruption (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--show",
            split = ",",
            converter = PartOption.class,
            description = "Of camera, range, intensity and above, what to draw (default: all).")
    List<FramePicture.Part> parts = List.of(FramePicture.Part.values());

    @Option(names = "--scale", defaultValue = "1", description = "Size of the picture, 0.1 to 1 (default: 1).")
    double scale = 1;

    @Override
    public Integer call() throws IOException {
        if (!(scale >= 0.1 && scale <= 1)) {
            throw new IllegalArgumentException("--scale: expected 0.1 to 1, got " + scale);
        }
        BufferedImage picture = null;
        for (Path frame : frames) {
            BufferedImage next = picture(ViewedFrame.read(frame));
            picture = picture == null ? next : FramePicture.beside(picture, next);
        }
        write(scaled(Objects.requireNonNull(picture)));
        return 0;
    }

    private BufferedImage picture(ViewedFrame clean) throws IOException {
        Set<FramePicture.Part> drawn = EnumSet.copyOf(parts);
        ViewedFrame corrupted = clean;
        for (Corruption corruption : corruptions) {
            corrupted = corrupted.corrupted(corruption, seed);
        }
        BufferedImage picture = clean.picture(drawn);
        return corruptions.isEmpty() ? picture : FramePicture.beside(picture, corrupted.picture(drawn));
    }

    private BufferedImage scaled(BufferedImage picture) {
        if (scale == 1) {
            return picture;
        }
        int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
        BufferedImage smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        graphics.drawImage(picture.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return smaller;
    }

    private void write(BufferedImage picture) throws IOException {
        Path target = out.toAbsolutePath();
        Files.createDirectories(target.resolveSibling("."));
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        try {
            ImageIO.write(picture, "png", partial.toFile());
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Reads {@code --show}. */
    static final class PartOption implements ITypeConverter<FramePicture.Part> {
        @Override
        public FramePicture.Part convert(String text) {
            for (FramePicture.Part part : FramePicture.Part.values()) {
                if (part.name().equalsIgnoreCase(text)) {
                    return part;
                }
            }
            throw new TypeConversionException("expected camera, range, intensity or above, got '" + text + "'");
        }
    }
}

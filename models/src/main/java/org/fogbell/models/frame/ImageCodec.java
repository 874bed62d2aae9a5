package org.fogbell.models.frame;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Camera images as they travel and lie on disk: PNG or JPEG, told apart by their content. Stateless. */
public final class ImageCodec {
    /** An image may have this many pixels, whatever its header claims. */
    static final long MAX_PIXELS = 16_000_000;

    private static final List<String> FORMATS = List.of("png", "jpeg");

    private ImageCodec() {}

    /**
     * Decodes one PNG or JPEG image, of whatever depth and number of channels, to 8-bit RGB.
     *
     * @param source what errors call the image, such as its file
     * @throws IOException where the bytes are no image, or claim more pixels than any camera has
     */
    public static CameraImage decode(byte[] encoded, String source) throws IOException {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            if (reader == null || !FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                throw new IOException(
                        source + ": expected a PNG or JPEG image, got " + encoded.length + " bytes that are neither");
            }
            try {
                reader.setInput(input, true, true);
                return decode(reader, source);
            } finally {
                reader.dispose();
            }
        }
    }

    private static CameraImage decode(ImageReader reader, String source) throws IOException {
        BufferedImage image = null;
        List<String> warnings = new ArrayList<>();
        try {
            // A truncated JPEG is only a warning to the decoder, which paints the missing part grey.
            reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
            if ((long) reader.getWidth(0) * reader.getHeight(0) <= MAX_PIXELS) {
                image = reader.read(0);
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(source + ": expected a whole image, got a damaged one (" + e.getMessage() + ")", e);
        }
        if (!warnings.isEmpty()) {
            throw new IOException(source + ": expected a whole image, got a damaged one (" + warnings.get(0) + ")");
        }
        if (image == null) {
            throw new IOException(source + ": expected at most " + MAX_PIXELS + " pixels, got an image that claims "
                    + reader.getWidth(0) + " x " + reader.getHeight(0));
        }
        return toRgb(image);
    }

    /** Encodes as PNG, which loses nothing. */
    public static byte[] encodePng(CameraImage image) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(toBuffered(image), "png", encoded);
        return encoded.toByteArray();
    }

    /** The same pixels, to draw with. */
    public static BufferedImage toBuffered(CameraImage image) {
        BufferedImage canvas = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = image.rgb();
        int[] row = new int[image.width()];
        for (int y = 0, i = 0; y < image.height(); y++) {
            for (int x = 0; x < row.length; x++, i += 3) {
                row[x] = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | (rgb[i + 2] & 0xff);
            }
            canvas.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return canvas;
    }

    private static CameraImage toRgb(BufferedImage image) {
        int width = image.getWidth();
        ColorModel colours = image.getColorModel();
        boolean gray = colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        int grayMax = (1 << colours.getComponentSize(0)) - 1;
        byte[] rgb = new byte[width * image.getHeight() * 3];
        int[] row = new int[width];
        for (int y = 0, i = 0; y < image.getHeight(); y++) {
            if (gray) {
                // Not by getRGB, which takes grey to be linear light and brightens it.
                image.getRaster().getSamples(0, y, width, 1, 0, row);
            } else {
                image.getRGB(0, y, width, 1, row, 0, width);
            }
            for (int pixel : row) {
                int colour = gray ? pixel * 255 / grayMax * 0x010101 : pixel;
                rgb[i++] = (byte) (colour >> 16);
                rgb[i++] = (byte) (colour >> 8);
                rgb[i++] = (byte) colour;
            }
        }
        return new CameraImage(width, image.getHeight(), rgb);
    }
}

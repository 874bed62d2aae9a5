package org.fogbell.models.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;

/** Rows of small images, each row with its label, so that a person sees many at once. */
public final class ContactSheet {
    private static final int LABEL_SCALE = 2;
    private static final int GAP = 4;
    private static final int PAPER = 0xfff4f4f4;
    private static final int INK = 0xff303030;

    private ContactSheet() {}

    /** One row. */
    public record Row(String label, List<CameraImage> images) {
        public Row {
            images = List.copyOf(images);
        }
    }

    /**
     * Draws every image into a square, as large as it fits without being distorted.
     *
     * @param side of the squares, in pixels
     * @throws IllegalArgumentException where there is no row
     */
    public static BufferedImage draw(List<Row> rows, int side) {
        int left = 0;
        int columns = 1;
        for (Row row : rows) {
            left = Math.max(left, PixelFont.width(row.label(), LABEL_SCALE));
            columns = Math.max(columns, row.images().size());
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("expected at least one row of images, got none");
        }
        left += 2 * GAP;
        int step = side + GAP;
        BufferedImage sheet =
                new BufferedImage(left + columns * step, GAP + rows.size() * step, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setColor(new Color(PAPER));
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < rows.size(); i++) {
            int top = GAP + i * step;
            for (int j = 0; j < rows.get(i).images().size(); j++) {
                draw(graphics, rows.get(i).images().get(j), left + j * step, top, side);
            }
            PixelFont.write(sheet, rows.get(i).label(), GAP, top + side / 2 - 5, LABEL_SCALE, INK);
        }
        graphics.dispose();
        return sheet;
    }

    private static void draw(Graphics2D graphics, CameraImage image, int x, int y, int side) {
        double scale = (double) side / Math.max(image.width(), image.height());
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        graphics.drawImage(ImageCodec.toBuffered(image), x, y, width, height, null);
    }
}

package org.fogbell.models.simulation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.picture.PixelFont;

/**
 * A sweep from above: straight ahead is to the right, height is colour. The sensor stands in the middle, or at the left
 * where the sweep only shows what lies ahead.
 */
final class BirdsEyeView {
    private static final int BACKGROUND = 0x0b0f16;
    private static final double RING_METRES = 10;
    private static final double LOWEST_METRES = -2.2;
    private static final double HEIGHT_METRES = 4;

    private static final double BEHIND_SHARE = 0.01;
    private static final double AHEAD_ONLY_LEFT = 0.1;

    private final BufferedImage image;
    private final double pixelsPerMetre;
    private double sensorColumn;

    BirdsEyeView(int width, int height, double pixelsPerMetre) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pixelsPerMetre = pixelsPerMetre;
        sensorColumn = width / 2.0;
    }

    BufferedImage draw(PointCloud sweep, List<FramePicture.Outline> outlines) {
        sensorColumn = image.getWidth() * (looksOnlyAhead(sweep) ? AHEAD_ONLY_LEFT : 0.5);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(BACKGROUND));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        rings(graphics);
        points(sweep);
        vehicle(graphics);
        for (FramePicture.Outline outline : outlines) {
            box(graphics, outline.box(), new Color(ColourMap.ofType(outline.type())));
        }
        graphics.dispose();
        numbers();
        return image;
    }

    private double column(double x) {
        return sensorColumn + x * pixelsPerMetre;
    }

    /** Sweeps that are cropped to the camera's view leave half of the picture empty. */
    static boolean looksOnlyAhead(PointCloud sweep) {
        int behind = 0;
        for (int point = 0; point < sweep.size(); point++) {
            behind += sweep.x(point) < 0 ? 1 : 0;
        }
        return sweep.size() > 0 && behind < BEHIND_SHARE * sweep.size();
    }

    private double row(double y) {
        return image.getHeight() / 2.0 - y * pixelsPerMetre;
    }

    private void rings(Graphics2D graphics) {
        graphics.setColor(new Color(0x1d2634));
        double farthest = (image.getWidth() + image.getHeight()) / pixelsPerMetre;
        for (double metres = RING_METRES; metres < farthest; metres += RING_METRES) {
            double radius = metres * pixelsPerMetre;
            graphics.draw(new Ellipse2D.Double(column(0) - radius, row(0) - radius, 2 * radius, 2 * radius));
        }
    }

    private void numbers() {
        for (double metres = RING_METRES; column(metres) < image.getWidth(); metres += RING_METRES) {
            String text = Math.round(metres) + "M";
            PixelFont.write(image, text, (int) column(metres) + 3, (int) row(0) - 5, 2, 0x5f7088);
        }
        int length = (int) Math.round(RING_METRES * pixelsPerMetre);
        int bottom = image.getHeight() - 14;
        for (int u = 0; u <= length; u++) {
            boolean end = u == 0 || u == length;
            for (int v = end ? -4 : 0; v <= (end ? 4 : 1); v++) {
                image.setRGB(14 + u, bottom + v, 0xb0bccb);
            }
        }
        PixelFont.write(image, "10 m", 22 + length, bottom - 5, 2, 0xb0bccb);
    }

    private void points(PointCloud sweep) {
        for (int point = 0; point < sweep.size(); point++) {
            int u = (int) Math.round(column(sweep.x(point)));
            int v = (int) Math.round(row(sweep.y(point)));
            if (u < 0 || v < 0 || u >= image.getWidth() - 1 || v >= image.getHeight() - 1) {
                continue;
            }
            double height = (sweep.z(point) - LOWEST_METRES) / HEIGHT_METRES;
            int colour = ColourMap.colour(height);
            brighten(u, v, colour, 0.85);
            brighten(u + 1, v, colour, 0.45);
            brighten(u, v + 1, colour, 0.45);
        }
    }

    /** What stands out covers what lies on the ground. */
    private void brighten(int u, int v, int colour, double strength) {
        int old = image.getRGB(u, v) & 0xffffff;
        int mixed = ColourMap.blend(old, colour, strength);
        if ((mixed >> 8 & 0xff) >= (old >> 8 & 0xff)) {
            image.setRGB(u, v, mixed);
        }
    }

    private void vehicle(Graphics2D graphics) {
        Path2D arrow = new Path2D.Double();
        arrow.moveTo(column(2.2), row(0));
        arrow.lineTo(column(-2), row(1));
        arrow.lineTo(column(-1.2), row(0));
        arrow.lineTo(column(-2), row(-1));
        arrow.closePath();
        graphics.setColor(Color.WHITE);
        graphics.fill(arrow);
    }

    private void box(Graphics2D graphics, Box3d box, Color colour) {
        double cos = StrictMath.cos(box.yaw());
        double sin = StrictMath.sin(box.yaw());
        double[][] corners = {{0.5, 0.5}, {0.5, -0.5}, {-0.5, -0.5}, {-0.5, 0.5}};
        Path2D path = new Path2D.Double();
        for (int i = 0; i <= 4; i++) {
            double along = corners[i % 4][0] * box.length();
            double across = corners[i % 4][1] * box.width();
            double u = column(box.x() + along * cos - across * sin);
            double v = row(box.y() + along * sin + across * cos);
            if (i == 0) {
                path.moveTo(u, v);
            } else {
                path.lineTo(u, v);
            }
        }
        double nose = box.length() / 2;
        path.moveTo(column(box.x() + nose * cos), row(box.y() + nose * sin));
        path.lineTo(column(box.x() + (nose + 1) * cos), row(box.y() + (nose + 1) * sin));
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(1.6f));
        graphics.draw(path);
    }
}

package org.fogbell.models.simulation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.KittiCalibration;

/** A camera image with the boxes of what it shows drawn into it. */
final class CameraOverlay {
    private static final double NEAREST_DEPTH_METRES = 0.5;
    private static final int[][] EDGES = {
        {0, 1}, {1, 3}, {3, 2}, {2, 0}, {4, 5}, {5, 7}, {7, 6}, {6, 4}, {0, 4}, {1, 5}, {2, 6}, {3, 7}
    };

    private CameraOverlay() {}

    static BufferedImage draw(
            CameraImage image, KittiCalibration calibration, List<FramePicture.Outline> outlines, int width) {
        int height = Math.max(1, (int) Math.round((double) image.height() * width / image.width()));
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.drawImage(ImageCodec.toBuffered(image), 0, 0, width, height, null);
        graphics.scale((double) width / image.width(), (double) height / image.height());
        graphics.setStroke(new BasicStroke(1.5f * image.width() / width));
        for (FramePicture.Outline outline : outlines) {
            if (outline.inCamera()) {
                graphics.setColor(new Color(ColourMap.ofType(outline.type())));
                box(graphics, outline.box(), calibration);
            }
        }
        graphics.dispose();
        return picture;
    }

    private static void box(Graphics2D graphics, Box3d box, KittiCalibration calibration) {
        double cos = StrictMath.cos(box.yaw());
        double sin = StrictMath.sin(box.yaw());
        double[][] pixels = new double[8][];
        for (int corner = 0; corner < 8; corner++) {
            double along = ((corner & 1) - 0.5) * box.length();
            double across = ((corner >> 1 & 1) - 0.5) * box.width();
            double up = ((corner >> 2) - 0.5) * box.height();
            pixels[corner] = calibration.project(
                    box.x() + along * cos - across * sin, box.y() + along * sin + across * cos, box.z() + up);
        }
        for (int[] edge : EDGES) {
            double[] a = pixels[edge[0]];
            double[] b = pixels[edge[1]];
            if (a[2] > NEAREST_DEPTH_METRES && b[2] > NEAREST_DEPTH_METRES) {
                graphics.draw(new Line2D.Double(a[0], a[1], b[0], b[1]));
            }
        }
    }
}

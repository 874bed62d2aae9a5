package org.fogbell.models.perception;

import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;

/** Resizes and normalises camera images for an {@link ImageGeometry}. */
final class ImageEncoder implements FrameEncoder {
    private final ImageGeometry geometry;

    ImageEncoder(ImageGeometry geometry) {
        this.geometry = geometry;
    }

    @Override
    public boolean encode(Frame frame, float[] target, int offset) {
        if (!(frame instanceof CameraImage image)) {
            throw new UnsuitableFrameException("camera images", frame);
        }
        int pixels = geometry.rows() * geometry.columns();
        ImageGeometry.Layout layout = geometry.laidOut();
        for (int row = 0; row < geometry.rows(); row++) {
            int top = edge(row, geometry.rows(), image.height());
            int bottom = Math.max(top + 1, edge(row + 1, geometry.rows(), image.height()));
            for (int column = 0; column < geometry.columns(); column++) {
                int left = edge(column, geometry.columns(), image.width());
                int right = Math.max(left + 1, edge(column + 1, geometry.columns(), image.width()));
                int pixel = row * geometry.columns() + column;
                for (int colour = 0; colour < 3; colour++) {
                    double value = mean(image, left, top, right, bottom, colour) / 255;
                    target[offset + layout.index(pixel, colour, pixels)] =
                            (float) ((value - geometry.mean().get(colour))
                                    / geometry.deviation().get(colour));
                }
            }
        }
        return showsAnything(image);
    }

    /** Where the area under an output pixel begins: areas tile the image when it shrinks and repeat when it grows. */
    private static int edge(int index, int pixels, int sourcePixels) {
        return (int) ((long) index * sourcePixels / pixels);
    }

    private static double mean(CameraImage image, int left, int top, int right, int bottom, int colour) {
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += image.at(x, y, colour);
            }
        }
        return (double) sum / ((long) (right - left) * (bottom - top));
    }

    private static boolean showsAnything(CameraImage image) {
        byte[] rgb = image.rgb();
        for (int i = 3; i < rgb.length; i++) {
            if (rgb[i] != rgb[i - 3]) {
                return true;
            }
        }
        return false;
    }
}

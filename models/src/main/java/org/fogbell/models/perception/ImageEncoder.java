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
        ImageGeometry.Placement at = geometry.place(image.width(), image.height());
        if (at.width() < geometry.columns() || at.height() < geometry.rows()) {
            for (int pixel = 0; pixel < geometry.rows() * geometry.columns(); pixel++) {
                for (int colour = 0; colour < 3; colour++) {
                    put(geometry.greyOfBars(), pixel, colour, target, offset);
                }
            }
        }
        for (int row = 0; row < at.height(); row++) {
            int top = at.sourceTop() + edge(row, at.height(), at.sourceHeight());
            int bottom = Math.max(top + 1, at.sourceTop() + edge(row + 1, at.height(), at.sourceHeight()));
            for (int column = 0; column < at.width(); column++) {
                int left = at.sourceLeft() + edge(column, at.width(), at.sourceWidth());
                int right = Math.max(left + 1, at.sourceLeft() + edge(column + 1, at.width(), at.sourceWidth()));
                int pixel = (at.top() + row) * geometry.columns() + at.left() + column;
                for (int colour = 0; colour < 3; colour++) {
                    put(mean(image, left, top, right, bottom, colour), pixel, colour, target, offset);
                }
            }
        }
        return showsAnything(image, at);
    }

    /** @param value 0..255 */
    private void put(double value, int pixel, int colour, float[] target, int offset) {
        int pixels = geometry.rows() * geometry.columns();
        double normalised = (value / 255 - geometry.mean().get(colour))
                / geometry.deviation().get(colour);
        target[offset + geometry.laidOut().index(pixel, colour, pixels)] = (float) normalised;
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

    /** Whether the part of the image that the network is shown is of more than one colour. */
    private static boolean showsAnything(CameraImage image, ImageGeometry.Placement at) {
        byte[] rgb = image.rgb();
        int first = 3 * (at.sourceTop() * image.width() + at.sourceLeft());
        for (int y = 0; y < at.sourceHeight(); y++) {
            int row = first + 3 * y * image.width();
            for (int i = row; i < row + 3 * at.sourceWidth(); i++) {
                if (rgb[i] != rgb[first + (i - row) % 3]) {
                    return true;
                }
            }
        }
        return false;
    }
}

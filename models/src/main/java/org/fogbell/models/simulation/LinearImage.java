package org.fogbell.models.simulation;

import org.fogbell.models.frame.CameraImage;

/** A camera image in linear light, where light adds up as it does in the world: red, green, blue in turn, row by row. */
record LinearImage(int width, int height, float[] light) {

    static LinearImage of(CameraImage image) {
        float[] light = new float[image.rgb().length];
        for (int i = 0; i < light.length; i++) {
            light[i] = Srgb.light(image.rgb()[i]);
        }
        return new LinearImage(image.width(), image.height(), light);
    }

    CameraImage toImage() {
        byte[] rgb = new byte[light.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = Srgb.stored(light[i]);
        }
        return new CameraImage(width, height, rgb);
    }

    /** Adds white light to a pixel. */
    void add(int x, int y, double grey) {
        for (int i = (y * width + x) * 3; i < (y * width + x) * 3 + 3; i++) {
            light[i] += (float) grey;
        }
    }

    /** Covers that share of a pixel with something of those colours; outside the image nothing happens. */
    void cover(int x, int y, double share, double red, double green, double blue) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            int i = (y * width + x) * 3;
            light[i] += (float) (share * (red - light[i]));
            light[i + 1] += (float) (share * (green - light[i + 1]));
            light[i + 2] += (float) (share * (blue - light[i + 2]));
        }
    }

    /** Covers a disc whose rim fades over {@code softness} of its radius (at least over a pixel). */
    void coverDisc(double x, double y, double radius, double softness, double share, double grey) {
        double fade = Math.max(1, softness * radius);
        int reach = (int) Math.ceil(radius + fade / 2);
        for (int v = (int) y - reach; v <= y + reach; v++) {
            for (int u = (int) x - reach; u <= x + reach; u++) {
                double distance = Math.sqrt((u + 0.5 - x) * (u + 0.5 - x) + (v + 0.5 - y) * (v + 0.5 - y));
                double inside = Math.max(0, Math.min(1, (radius + fade / 2 - distance) / fade));
                cover(u, v, share * inside, grey, grey, grey);
            }
        }
    }

    /**
     * The mean over a neighbourhood that reaches, in the row at each vertical offset from -n to n, so many pixels to either
     * side; the edge's pixels stand for what lies beyond it.
     */
    LinearImage blurred(int[] halfWidths) {
        int rows = halfWidths.length / 2;
        int pixels = 0;
        for (int halfWidth : halfWidths) {
            pixels += 2 * halfWidth + 1;
        }
        double[][] sums = new double[height][];
        float[] blurred = new float[light.length];
        for (int y = 0; y < height; y++) {
            sums[y] = rowSums(y);
        }
        for (int y = 0; y < height; y++) {
            for (int dy = -rows; dy <= rows; dy++) {
                double[] row = sums[Math.max(0, Math.min(height - 1, y + dy))];
                addBoxes(row, halfWidths[dy + rows], blurred, y * width * 3, pixels);
            }
        }
        return new LinearImage(width, height, blurred);
    }

    /** Sums of each colour over the pixels left of each column. */
    private double[] rowSums(int y) {
        double[] sums = new double[(width + 1) * 3];
        for (int i = 0; i < width * 3; i++) {
            sums[i + 3] = sums[i] + light[y * width * 3 + i];
        }
        return sums;
    }

    private void addBoxes(double[] sums, int halfWidth, float[] into, int at, int pixels) {
        for (int x = 0; x < width; x++) {
            int left = Math.max(0, x - halfWidth);
            int right = Math.min(width, x + halfWidth + 1);
            int beyondLeft = left - (x - halfWidth);
            int beyondRight = x + halfWidth + 1 - right;
            for (int channel = 0; channel < 3; channel++) {
                double sum = sums[right * 3 + channel] - sums[left * 3 + channel];
                sum += beyondLeft * sums[3 + channel];
                sum += beyondRight * (sums[width * 3 + channel] - sums[(width - 1) * 3 + channel]);
                into[at + x * 3 + channel] += (float) (sum / pixels);
            }
        }
    }
}

package org.fogbell.models.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Lines over one horizontal axis, each with its own name and colour. Both axes begin and end with the data; a value that
 * is not finite breaks its line.
 *
 * @param logarithmic whether the vertical axis is; values of 0 and below then break their line
 */
public record LineChart(String title, String horizontal, boolean logarithmic, List<Line> lines) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int RIGHT = 16;
    private static final int TOP = 46;
    private static final int BOTTOM = 40;
    private static final int TICKS = 5;
    private static final int INK = 0xff303030;
    private static final int GRID = 0xffe4e4e4;

    /** Told apart by people who see few colours, too (Okabe and Ito). */
    private static final int[] COLOURS = {0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xff56b4e9, 0xffe69f00};

    /** Points in the order in which they are joined. */
    public record Line(String name, double[] x, double[] y) {
        public Line {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "line '" + name + "': expected as many x as y, got " + x.length + " and " + y.length);
            }
        }
    }

    public LineChart {
        lines = List.copyOf(lines);
    }

    /** The charts, one below the other. */
    public static BufferedImage stacked(List<LineChart> charts) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT * charts.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            graphics.drawImage(charts.get(i).draw(), 0, i * HEIGHT, null);
        }
        graphics.dispose();
        return image;
    }

    public BufferedImage draw() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        double[] across = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] up = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (Line line : lines) {
            for (int i = 0; i < line.x().length; i++) {
                if (Double.isFinite(height(line.y()[i]))) {
                    widen(across, line.x()[i]);
                    widen(up, height(line.y()[i]));
                }
            }
        }
        open(across);
        open(up);
        grid(image, graphics, across, up);
        for (int i = 0; i < lines.size(); i++) {
            graphics.setColor(new Color(COLOURS[i % COLOURS.length]));
            graphics.setStroke(new BasicStroke(2));
            graphics.draw(path(lines.get(i), across, up));
        }
        graphics.dispose();
        legend(image);
        return image;
    }

    private double height(double value) {
        return logarithmic ? (value > 0 ? Math.log10(value) : Double.NaN) : value;
    }

    private static void widen(double[] range, double value) {
        range[0] = Math.min(range[0], value);
        range[1] = Math.max(range[1], value);
    }

    /** A range without extent, or without any value, gets one. */
    private static void open(double[] range) {
        if (!(range[1] > range[0])) {
            double middle = Double.isFinite(range[0]) ? range[0] : 0;
            range[0] = middle - 0.5;
            range[1] = middle + 0.5;
        }
    }

    private void grid(BufferedImage image, Graphics2D graphics, double[] across, double[] up) {
        PixelFont.write(image, title, LEFT, 10, 2, INK);
        PixelFont.write(image, horizontal, WIDTH - RIGHT - PixelFont.width(horizontal, 2), HEIGHT - 14, 2, INK);
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = tick / (double) TICKS;
            int x = (int) (LEFT + share * (WIDTH - LEFT - RIGHT));
            int y = (int) (HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
            graphics.setColor(new Color(GRID));
            graphics.drawLine(LEFT, y, WIDTH - RIGHT, y);
            graphics.drawLine(x, TOP, x, HEIGHT - BOTTOM);
            double value = up[0] + share * (up[1] - up[0]);
            String label = label(logarithmic ? Math.pow(10, value) : value);
            PixelFont.write(image, label, LEFT - 6 - PixelFont.width(label, 2), y - 5, 2, INK);
            PixelFont.write(
                    image, label(across[0] + share * (across[1] - across[0])), x - 8, HEIGHT - BOTTOM + 8, 2, INK);
        }
    }

    private static String label(double value) {
        double size = Math.abs(value);
        String form = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.1e";
        return String.format(Locale.ROOT, form, value);
    }

    private Path2D path(Line line, double[] across, double[] up) {
        Path2D path = new Path2D.Double();
        boolean down = false;
        for (int i = 0; i < line.x().length; i++) {
            double value = height(line.y()[i]);
            if (!Double.isFinite(value)) {
                down = false;
                continue;
            }
            double x = LEFT + (line.x()[i] - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - RIGHT);
            double y = HEIGHT - BOTTOM - (value - up[0]) / (up[1] - up[0]) * (HEIGHT - TOP - BOTTOM);
            if (down) {
                path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
                path.lineTo(x, y);
            }
            down = true;
        }
        return path;
    }

    private void legend(BufferedImage image) {
        int x = LEFT;
        for (int i = 0; i < lines.size(); i++) {
            PixelFont.write(image, lines.get(i).name(), x, 28, 2, COLOURS[i % COLOURS.length]);
            x += PixelFont.width(lines.get(i).name(), 2) + 24;
        }
    }
}

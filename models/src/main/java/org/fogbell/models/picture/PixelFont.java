package org.fogbell.models.picture;

import java.awt.image.BufferedImage;
import java.util.Locale;

/** Letters of 3 x 5 pixels: pictures need no fonts of the machine they are drawn on. */
public final class PixelFont {
    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-+:/%";

    /** Five octal digits a character, a row each, the left pixel in the highest bit. */
    private static final int[] GLYPHS = {
        075557, 026227, 071747, 071717, 055711, 074717, 074757, 071244, 075757, 075717,
        025755, 065656, 034443, 065556, 074647, 074644, 034553, 055755, 072227, 011152,
        055655, 044447, 057755, 065555, 025552, 065644, 025563, 065655, 034216, 072222,
        055557, 055552, 055775, 055255, 055222, 071247, 000002, 000700, 002720, 002020,
        011244, 051245
    };

    private PixelFont() {}

    /** Pixels that a text is wide. */
    public static int width(String text, int scale) {
        return text.length() * 4 * scale;
    }

    /** Writes text with its upper left corner at x, y, each pixel of a letter {@code scale} pixels wide. */
    public static void write(BufferedImage image, String text, int x, int y, int scale, int colour) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            int index = CHARACTERS.indexOf(upper.charAt(i));
            for (int bit = 0; index >= 0 && bit < 15; bit++) {
                if ((GLYPHS[index] >> (14 - bit) & 1) != 0) {
                    fill(image, x + (i * 4 + bit % 3) * scale, y + bit / 3 * scale, scale, colour);
                }
            }
        }
    }

    private static void fill(BufferedImage image, int x, int y, int size, int colour) {
        for (int v = Math.max(0, y); v < Math.min(image.getHeight(), y + size); v++) {
            for (int u = Math.max(0, x); u < Math.min(image.getWidth(), x + size); u++) {
                image.setRGB(u, v, colour);
            }
        }
    }
}

package org.fogbell.models.simulation;

import java.util.function.DoubleUnaryOperator;

/** The transfer function of sRGB (IEC 61966-2-1): stored bytes to linear light of 0..1 and back, from tables. */
final class Srgb {
    private static final int STEPS = 8192;
    private static final float[] LIGHT = new float[256];
    private static final byte[] STORED = new byte[STEPS + 1];

    static {
        for (int value = 0; value < LIGHT.length; value++) {
            double stored = value / 255.0;
            LIGHT[value] = (float) (stored <= 0.04045 ? stored / 12.92 : StrictMath.pow((stored + 0.055) / 1.055, 2.4));
        }
        for (int step = 0; step <= STEPS; step++) {
            double light = step / (double) STEPS;
            double stored = light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
            STORED[step] = (byte) Math.round(255 * stored);
        }
    }

    private Srgb() {}

    static float light(byte stored) {
        return LIGHT[stored & 0xff];
    }

    /** The nearest stored byte; light outside 0..1 is clipped. */
    static byte stored(double light) {
        return STORED[(int) (Math.max(0, Math.min(1, light)) * STEPS + 0.5)];
    }

    /** What each of the 256 stored values becomes when its light goes through a function. */
    static byte[] curve(DoubleUnaryOperator ofLight) {
        byte[] curve = new byte[256];
        for (int value = 0; value < curve.length; value++) {
            curve[value] = stored(ofLight.applyAsDouble(LIGHT[value]));
        }
        return curve;
    }
}

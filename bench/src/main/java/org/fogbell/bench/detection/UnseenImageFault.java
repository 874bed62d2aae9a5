package org.fogbell.bench.detection;

import java.util.List;
import java.util.Locale;
import org.fogbell.models.frame.CameraImage;

/** Faults of cameras that the simulator does not have, see {@link UnseenFault}. */
enum UnseenImageFault implements FaultKind {
    /** A converter that has lost its lowest bits: so many levels are left. */
    POSTERIZED(64.0, 32.0, 16.0, 8.0, 4.0) {
        @Override
        int value(CameraImage clean, int x, int y, int channel, double strength) {
            double step = FULL / (strength - 1);
            return (int) Math.rint(Math.rint(clean.at(x, y, channel) / step) * step);
        }
    },
    /** A broken table of brightness: values to the power of so much. */
    TONE_CURVE(0.9, 0.75, 0.6, 0.45, 0.3) {
        @Override
        int value(CameraImage clean, int x, int y, int channel, double strength) {
            return (int) Math.rint(FULL * Math.pow(clean.at(x, y, channel) / FULL, strength));
        }
    },
    /** A reflection in the window: the image mirrored on top of itself, so strong. */
    REFLECTION(0.05, 0.1, 0.2, 0.3, 0.45) {
        @Override
        int value(CameraImage clean, int x, int y, int channel, double strength) {
            int mirrored = clean.at(clean.width() - 1 - x, y, channel);
            return (int) Math.rint((1 - strength) * clean.at(x, y, channel) + strength * mirrored);
        }
    },
    /** A buffer that is read while it is written: the lower half is shifted by that share of the width. */
    TORN_IMAGE(0.02, 0.05, 0.1, 0.2, 0.4) {
        @Override
        int value(CameraImage clean, int x, int y, int channel, double strength) {
            int shift = y < clean.height() / 2 ? 0 : (int) Math.ceil(strength * clean.width());
            return clean.at((x + shift) % clean.width(), y, channel);
        }
    };

    private static final double FULL = 255;
    private static final int CHANNELS = 3;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that cannot be changed
    private final List<Double> strengths;

    UnseenImageFault(Double... strengths) {
        this.strengths = List.of(strengths);
    }

    /** Of the pixel in column x and row y, 0 to 255. */
    abstract int value(CameraImage clean, int x, int y, int channel, double strength);

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean isUnseen() {
        return true;
    }

    @Override
    public Effect begin(int severity, long seed) {
        double strength = strengths.get(severity - 1);
        return (clean, depthMetres) -> changed((CameraImage) clean, strength);
    }

    private CameraImage changed(CameraImage clean, double strength) {
        byte[] rgb = new byte[clean.rgb().length];
        int next = 0;
        for (int y = 0; y < clean.height(); y++) {
            for (int x = 0; x < clean.width(); x++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    rgb[next++] = (byte) value(clean, x, y, channel, strength);
                }
            }
        }
        return new CameraImage(clean.width(), clean.height(), rgb);
    }
}

package org.fogbell.models.simulation;

/** Colours for numbers: dark blue over teal and green to bright yellow, brighter with every step, so it also reads in grey. */
final class ColourMap {
    private static final int[] STOPS = {0x30256e, 0x31688e, 0x21918c, 0x3bb873, 0xa8db34, 0xfdf06a};

    private ColourMap() {}

    /** 0xRRGGBB of a share; below 0 and above 1 the ends go on, NaN is black. */
    static int colour(double share) {
        if (Double.isNaN(share)) {
            return 0;
        }
        double at = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
        int stop = Math.min((int) at, STOPS.length - 2);
        return blend(STOPS[stop], STOPS[stop + 1], at - stop);
    }

    static int blend(int from, int to, double share) {
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            colour |= (int) Math.round(Noise.lerp(from >> shift & 0xff, to >> shift & 0xff, share)) << shift;
        }
        return colour;
    }

    /** The colour in which objects of one of KITTI's classes are outlined. */
    static int ofType(String type) {
        return switch (type) {
            case "Car" -> 0x4cff7a;
            case "Van" -> 0x3ce0ff;
            case "Truck", "Tram" -> 0xff9a3c;
            case "Pedestrian", "Person_sitting" -> 0xff5ab4;
            case "Cyclist" -> 0xffe14c;
            default -> 0xb0b0b0;
        };
    }
}

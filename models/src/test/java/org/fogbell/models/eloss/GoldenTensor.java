package org.fogbell.models.eloss;

/** The golden values' tensors, bit for bit: {@code tensor()} of {@code eloss_oracle.py}. */
final class GoldenTensor {
    private static final long MULTIPLIER = 6364136223846793005L;
    private static final long INCREMENT = 1442695040888963407L;

    private GoldenTensor() {}

    static float[] of(int seed, int channels, int positions, String kind) {
        long state = seed * 2862933555777941757L + 3037000493L;
        float[] values = new float[channels * positions];
        for (int i = 0; i < values.length; i++) {
            state = state * MULTIPLIER + INCREMENT;
            values[i] = (float) ((state >>> 40) / (double) (1 << 23) - 1.0);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case "relu" -> Math.max(values[i], 0);
                case "dead" -> i < channels / 4 * positions ? 0 : values[i];
                case "offset" -> values[i] + 1000;
                case "huge" -> values[i] * 1e4f;
                case "plain" -> values[i];
                default -> throw new IllegalArgumentException("unknown kind of tensor: " + kind);
            };
        }
        return values;
    }

    static float[] scaled(float[] values, float factor) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }
}

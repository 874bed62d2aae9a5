package org.fogbell.models.perception;

import java.util.List;

/**
 * A camera image as a network takes it: resized to {@code columns} x {@code rows} by averaging what falls under each
 * pixel, colours as three planes (red, green, blue) of (value / 255 - mean) / deviation.
 *
 * @param mean per colour, of values 0..1
 * @param deviation per colour, above 0
 */
public record ImageGeometry(int columns, int rows, List<Double> mean, List<Double> deviation) implements InputGeometry {
    private static final int MAX_SIDE = 8192;

    public ImageGeometry {
        if (columns < 1 || rows < 1 || columns > MAX_SIDE || rows > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "an image geometry has 1 to " + MAX_SIDE + " pixels a side, got " + columns + " x " + rows);
        }
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("mean and deviation have one value a colour, deviations above 0, got "
                    + mean + " and " + deviation);
        }
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public FrameEncoder newEncoder() {
        return new ImageEncoder(this);
    }
}

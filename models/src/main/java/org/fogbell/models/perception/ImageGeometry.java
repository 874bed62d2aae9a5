package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera image as a network takes it: resized to {@code columns} x {@code rows} by averaging what falls under each
 * pixel, colours as (value / 255 - mean) / deviation.
 *
 * @param mean red, green, blue, of values 0..1
 * @param deviation red, green, blue, above 0; 1/255 with a mean of 0 leaves the bytes 0..255 as they are
 * @param layout how the values lie; null, and then absent from the file, means three planes, red first
 */
public record ImageGeometry(
        int columns,
        int rows,
        List<Double> mean,
        List<Double> deviation,

        @JacksonInject(value = BundleManifest.ABSENT, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Layout layout)
        implements InputGeometry {
    /** Where the value of a pixel's colour lies, and which colour comes first. */
    public enum Layout {
        /** Three planes: red, green, blue. */
        RGB_PLANES(false, false),
        /** Three planes: blue, green, red. */
        BGR_PLANES(false, true),
        /** Three values a pixel: red, green, blue. */
        RGB_PIXELS(true, false),
        /** Three values a pixel: blue, green, red. */
        BGR_PIXELS(true, true);

        private final boolean pixels;
        private final boolean blueFirst;

        Layout(boolean pixels, boolean blueFirst) {
            this.pixels = pixels;
            this.blueFirst = blueFirst;
        }

        /** The index of a colour (0 red, 1 green, 2 blue) of the pixel with the given number, row by row. */
        int index(int pixel, int colour, int pixelCount) {
            int at = blueFirst ? 2 - colour : colour;
            return pixels ? pixel * 3 + at : at * pixelCount + pixel;
        }
    }

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

    /** Three planes, red first. */
    public ImageGeometry(int columns, int rows, List<Double> mean, List<Double> deviation) {
        this(columns, rows, mean, deviation, null);
    }

    Layout laidOut() {
        return layout == null ? Layout.RGB_PLANES : layout;
    }

    @Override
    public List<Integer> shape() {
        return laidOut().pixels ? List.of(rows, columns, 3) : List.of(3, rows, columns);
    }

    @Override
    public FrameEncoder newEncoder() {
        return new ImageEncoder(this);
    }
}

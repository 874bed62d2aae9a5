package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera image as a network takes it: brought to {@code columns} x {@code rows} as {@code fit} says, by averaging what falls under
 * each pixel, colours as (value / 255 - mean) / deviation.
 *
 * @param mean red, green, blue, of values 0..1
 * @param deviation red, green, blue, above 0; 1/255 with a mean of 0 leaves the bytes 0..255 as they are
 * @param layout how the values lie; null, and then absent from the file, means three planes, red first
 * @param fit where the image's proportions are not the network's; null, and then absent, means stretched
 * @param bars the grey of what the image does not cover, 0..255; null, and then absent, where it covers all, or means
 *     {@value #USUAL_BARS}
 */
public record ImageGeometry(
        int columns,
        int rows,
        List<Double> mean,
        List<Double> deviation,

        @JacksonInject(value = BundleManifest.ABSENT, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Layout layout,

        @JacksonInject(value = ImageGeometry.NO_FIT, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Fit fit,

        @JacksonInject(value = ImageGeometry.NO_BARS, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer bars)
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

    /** How an image of other proportions than the network's is brought to its size. */
    public enum Fit {
        /** All of it, whatever becomes of its proportions. */
        STRETCH,
        /** All of it, between bars of one grey at two sides. */
        LETTERBOX,
        /** All of it in the corner of the first pixel, with the bar to the right or below. */
        LETTERBOX_CORNER,
        /** The largest part around its middle. */
        CROP;

        boolean hasBars() {
            return this == LETTERBOX || this == LETTERBOX_CORNER;
        }

        /** Which part of an image goes where. */
        Placement place(int width, int height, int columns, int rows) {
            boolean wider = (long) width * rows > (long) height * columns;
            if (this == STRETCH) {
                return new Placement(0, 0, width, height, 0, 0, columns, rows);
            } else if (this == CROP) {
                int w = wider ? scaled(columns, height, rows) : width;
                int h = wider ? height : scaled(rows, width, columns);
                return new Placement((width - w) / 2, (height - h) / 2, w, h, 0, 0, columns, rows);
            }
            int w = wider ? columns : scaled(width, rows, height);
            int h = wider ? scaled(height, columns, width) : rows;
            boolean centred = this == LETTERBOX;
            return new Placement(
                    0, 0, width, height, centred ? (columns - w) / 2 : 0, centred ? (rows - h) / 2 : 0, w, h);
        }

        private static int scaled(int side, int by, int of) {
            return (int) Math.max(1, (long) side * by / of);
        }
    }

    /** A part of an image, in its pixels, and where it lies in the input, in the input's. */
    record Placement(
            int sourceLeft,
            int sourceTop,
            int sourceWidth,
            int sourceHeight,
            int left,
            int top,
            int width,
            int height) {}

    /** Marks keys that files may lack, as {@link BundleManifest#ABSENT} does. */
    static final String NO_FIT = "no fit";

    static final String NO_BARS = "no bars";

    static final int USUAL_BARS = 114;

    private static final int MAX_SIDE = 8192;

    public ImageGeometry {
        if (columns < 1 || rows < 1 || columns > MAX_SIDE || rows > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "an image geometry has 1 to " + MAX_SIDE + " pixels a side, got " + columns + " x " + rows);
        }
        if (bars != null && (fit == null || !fit.hasBars() || bars < 0 || bars > 255)) {
            throw new IllegalArgumentException("bars are grey, 0 to 255, of an image that is fitted as LETTERBOX or"
                    + " LETTERBOX_CORNER, got " + bars + " and " + (fit == null ? Fit.STRETCH : fit));
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

    /** Stretched. */
    public ImageGeometry(int columns, int rows, List<Double> mean, List<Double> deviation, @Nullable Layout layout) {
        this(columns, rows, mean, deviation, layout, null, null);
    }

    Layout laidOut() {
        return layout == null ? Layout.RGB_PLANES : layout;
    }

    Placement place(int width, int height) {
        return (fit == null ? Fit.STRETCH : fit).place(width, height, columns, rows);
    }

    int greyOfBars() {
        return bars == null ? USUAL_BARS : bars;
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

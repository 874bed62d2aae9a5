package org.fogbell.verdict;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.fogbell.schemas.Position;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the map, by Uber's H3. Its native library is loaded from its own jar at the first call, once in each class
 * loader; all calls are free of state and may come from any thread.
 */
public final class Hexagons {
    /** No cell: H3 numbers none so. */
    public static final long NOWHERE = 0;

    /** A region's cells are so many resolutions coarser: some 130 km across where a place is 1 km. */
    private static final int REGION_STEPS = 5;

    private Hexagons() {}

    private static final class Library {
        private static final H3Core H3 = load();

        private static H3Core load() {
            try {
                return H3Core.newInstance();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot load H3's native library", e);
            }
        }
    }

    /** The cell of a position; {@link #NOWHERE} where there is none, or none on the globe. */
    public static long cell(@Nullable Position position, int resolution) {
        return position == null || fault(position) != null
                ? NOWHERE
                : Library.H3.latLngToCell(position.getLatitudeDegrees(), position.getLongitudeDegrees(), resolution);
    }

    /** What is wrong with a position, with the field's name, what was expected and what came; null where nothing is. */
    public static @Nullable String fault(Position position) {
        double latitude = position.getLatitudeDegrees();
        double longitude = position.getLongitudeDegrees();
        if (!(Math.abs(latitude) <= 90)) {
            return "expected a position.latitude_degrees of -90 to 90, got " + latitude;
        }
        return Math.abs(longitude) <= 180
                ? null
                : "expected a position.longitude_degrees of -180 to 180, got " + longitude;
    }

    /** A cell and all that are at most so many steps away. */
    public static List<Long> around(long cell, int steps) {
        return Library.H3.gridDisk(cell, steps);
    }

    /** The large cell in which this one lies. */
    static long region(long cell) {
        return Library.H3.cellToParent(cell, Math.max(0, Library.H3.getResolution(cell) - REGION_STEPS));
    }

    /** H3's name of a cell. */
    static String name(long cell) {
        return Long.toHexString(cell);
    }
}

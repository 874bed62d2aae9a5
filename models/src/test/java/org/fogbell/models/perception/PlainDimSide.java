package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@link DimSide} with no thought of speed. */
final class PlainDimSide {
    private static final int SECTORS = 36;
    private static final int INTENSITIES = 128;

    private final List<Echo> echoes = new ArrayList<>();

    private record Echo(int sector, double intensity) {
        boolean isWithin(int first, int sectors) {
            return (sector + SECTORS - first) % SECTORS < sectors;
        }
    }

    void add(double turn, double slope, double range, double intensity) {
        if (slope > -0.2 && slope < 0.07 && range > 5) {
            echoes.add(new Echo((int) Math.min(turn * SECTORS, SECTORS - 1), intensity));
        }
    }

    void put(Map<String, Double> statistics) {
        double fewest = Math.max(50, 0.4 * echoes.size() * 4 / SECTORS);
        IntStream.range(0, SECTORS)
                .mapToObj(first ->
                        echoes.stream().filter(echo -> echo.isWithin(first, 4)).toList())
                .filter(side -> side.size() >= fewest)
                .mapToDouble(PlainDimSide::bright)
                .min()
                .ifPresent(dimmest -> statistics.put("dim_side_ratio", dimmest / bright(echoes)));
    }

    private static double bright(List<Echo> side) {
        int[] histogram = new int[INTENSITIES];
        side.forEach(echo -> histogram[(int) Math.min(Math.max(echo.intensity() * INTENSITIES, 0), INTENSITIES - 1)]++);
        return 0.02 + PlainStatistics.quantile(histogram, side.size(), 1 - 0.1) / INTENSITIES;
    }
}

package org.fogbell.models.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Computes {@code extinction.csv} anew (half a minute): rates from 0.1 to 100 mm/h, ten to the decade. */
final class ExtinctionTableWriter {
    static final int INTERVALS = 2_000;

    private ExtinctionTableWriter() {}

    public static void main(String[] args) throws IOException {
        StringBuilder table = new StringBuilder("rate_mm_per_h,rain_per_m,snow_per_m\n");
        for (int step = -10; step <= 20; step++) {
            double rate = Double.parseDouble(String.format(Locale.ROOT, "%.4g", Math.pow(10, step / 10.0)));
            table.append(String.format(
                    Locale.ROOT,
                    "%s,%.6e,%.6e\n",
                    rate,
                    Precipitation.rainDrops(rate).extinctionByMie(INTERVALS),
                    Precipitation.snowFlakes(rate).extinctionByMie(INTERVALS)));
        }
        Files.writeString(Path.of(args[0]), table, StandardCharsets.US_ASCII);
    }
}

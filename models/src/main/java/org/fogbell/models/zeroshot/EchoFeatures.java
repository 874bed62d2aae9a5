package org.fogbell.models.zeroshot;

import java.util.Map;

/**
 * Where echoes come from and how bright they are, band by band of range: fog, rain and snow take light away with the
 * distance and send back echoes of their own from nearby.
 */
final class EchoFeatures {
    private static final double[] BANDS_METRES = {3.5, 7, 10, 15, 22, 32, 45, 65};
    private static final double DARK = 0.02;

    private EchoFeatures() {}

    static void add(PolarSweep sweep, Map<String, Double> into) {
        int bands = BANDS_METRES.length + 1;
        int[] counts = new int[bands];
        int[] dark = new int[bands];
        Histogram[] intensities = new Histogram[bands];
        for (int band = 0; band < bands; band++) {
            intensities[band] = new Histogram(0, 1, 256);
        }
        for (int p = 0; p < sweep.size; p++) {
            int band = 0;
            while (band < BANDS_METRES.length && sweep.range[p] > BANDS_METRES[band]) {
                band++;
            }
            counts[band]++;
            dark[band] += sweep.intensity[p] < DARK ? 1 : 0;
            intensities[band].add(sweep.intensity[p]);
        }
        for (int band = 0; band < bands; band++) {
            String name = "band" + band;
            into.put(name + ".ln_share", SweepFeatures.lnShare(counts[band], sweep.size));
            into.put(name + ".dark_share", (dark[band] + 1.0) / (counts[band] + 2.0));
            into.put(name + ".intensity_p50", intensities[band].quantile(0.5, 0));
            into.put(name + ".intensity_p95", intensities[band].quantile(0.95, 0));
        }
    }
}

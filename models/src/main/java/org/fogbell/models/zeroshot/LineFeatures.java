package org.fogbell.models.zeroshot;

import java.util.Map;

/**
 * How a laser's points follow one another: noise makes ranges and elevations jitter, drops and flakes stand alone in front
 * of what is behind them, crosstalk also behind it and off the beam, lost beams and points leave gaps.
 */
final class LineFeatures {
    private static final double JUMP_METRES = 1;
    private static final double OFF_BEAM_RADIANS = Math.toRadians(1);
    private static final double TURN_RADIANS = Math.toRadians(20);

    private LineFeatures() {}

    static void add(PolarSweep sweep, Map<String, Double> into) {
        Histogram roughness = new Histogram(-12, 4, 640);
        Histogram wobble = new Histogram(-16, 0, 640);
        Histogram steps = new Histogram(-12, 1, 640);
        Histogram nearIntensity = new Histogram(0, 1, 256);
        Histogram nearRange = new Histogram(0, 100, 400);
        int between = 0;
        int near = 0;
        int far = 0;
        int offBeam = 0;
        int turns = 0;
        for (int p = 1; p < sweep.size - 1; p++) {
            double turn = sweep.azimuth[p] - sweep.azimuth[p - 1];
            turns += Math.abs(turn) > TURN_RADIANS && Math.abs(sweep.azimuth[p + 1] - sweep.azimuth[p]) < TURN_RADIANS
                    ? 1
                    : 0;
            if (!sweep.isBetween(p)) {
                continue;
            }
            between++;
            double before = sweep.range[p] - sweep.range[p - 1];
            double after = sweep.range[p] - sweep.range[p + 1];
            double rise = sweep.elevation[p] - sweep.elevation[p - 1];
            double fall = sweep.elevation[p] - sweep.elevation[p + 1];
            offBeam += Math.abs(rise) > OFF_BEAM_RADIANS && Math.abs(fall) > OFF_BEAM_RADIANS ? 1 : 0;
            if (before < -JUMP_METRES && after < -JUMP_METRES) {
                near++;
                nearIntensity.add(sweep.intensity[p]);
                nearRange.add(sweep.range[p]);
            }
            far += before > JUMP_METRES && after > JUMP_METRES ? 1 : 0;
            if (sweep.isInLine(p)) {
                roughness.add(Math.log(1e-5 + Math.abs(before + after)));
                wobble.add(Math.log(1e-7 + Math.abs(rise + fall)));
                steps.add(Math.log(1e-5 + Math.abs(sweep.azimuth[p] - sweep.azimuth[p - 1])));
            }
        }
        into.put("line.roughness_p25", roughness.quantile(0.25, 0));
        into.put("line.roughness_p50", roughness.quantile(0.5, 0));
        into.put("line.roughness_p75", roughness.quantile(0.75, 0));
        into.put("line.wobble_p25", wobble.quantile(0.25, 0));
        into.put("line.wobble_p50", wobble.quantile(0.5, 0));
        into.put("line.wobble_p75", wobble.quantile(0.75, 0));
        into.put("line.step_p50", steps.quantile(0.5, 0));
        into.put("line.step_p90", steps.quantile(0.9, 0));
        into.put("line.near_ln_share", SweepFeatures.lnShare(near, between));
        into.put("line.near_intensity_p50", nearIntensity.quantile(0.5, 0));
        into.put("line.near_range_p50", Math.log(nearRange.quantile(0.5, 10)));
        into.put("line.near_range_p10", Math.log(nearRange.quantile(0.1, 10)));
        into.put("line.far_ln_share", SweepFeatures.lnShare(far, between));
        into.put("line.off_beam_ln_share", SweepFeatures.lnShare(offBeam, between));
        into.put("line.in_line_ln_share", SweepFeatures.lnShare(roughness.total(), sweep.size));
        into.put("line.turns", Math.log(1.0 + turns));
        addRings(sweep, into);
    }

    /** The comb of elevations that the lasers leave, in bins of about a laser. */
    private static void addRings(PolarSweep sweep, Map<String, Double> into) {
        Histogram comb = new Histogram(Math.toRadians(-26), Math.toRadians(6), 64);
        Histogram fine = new Histogram(Math.toRadians(-26), Math.toRadians(6), 1_600);
        for (int p = 0; p < sweep.size; p++) {
            comb.add(sweep.elevation[p]);
            fine.add(sweep.elevation[p]);
        }
        double uneven = 0;
        int empty = 0;
        double least = 0.02 * sweep.size / comb.bins();
        for (int bin = 1; bin < comb.bins() - 1; bin++) {
            uneven += Math.abs(2 * Math.log(1.0 + comb.count(bin))
                            - Math.log(1.0 + comb.count(bin - 1))
                            - Math.log(1.0 + comb.count(bin + 1)))
                    / comb.bins();
            empty += comb.count(bin) <= least ? 1 : 0;
        }
        double peaks = 0;
        for (int bin = 0; bin < fine.bins(); bin++) {
            double share = (double) fine.count(bin) / Math.max(1, sweep.size);
            peaks += share * share;
        }
        into.put("rings.uneven", uneven);
        into.put("rings.empty_share", (double) empty / comb.bins());
        into.put("rings.peaks", Math.log(peaks + 1e-6));
        into.put("rings.lowest", fine.quantile(0.002, 0));
        into.put("rings.low", fine.quantile(0.02, 0));
        into.put("rings.highest", fine.quantile(0.999, 0));
    }
}

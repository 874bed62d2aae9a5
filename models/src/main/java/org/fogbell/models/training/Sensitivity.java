package org.fogbell.models.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.Medians;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.Corruption;

/**
 * How strongly a model's scores react to one corruption: scores of corrupted sweeps beside those of the same sweeps as
 * they were.
 *
 * @param sweeps how many were scored, clean and corrupted
 * @param elossFactor median Eloss of the corrupted sweeps as a multiple of the clean ones' median; below 1 where Eloss falls
 * @param profileFactor the same of the entropy profile's distance from a baseline of other clean sweeps
 * @param elossAuroc how well |ln Eloss - clean median| tells corrupted from clean sweeps, 0.5 is chance
 * @param profileAuroc the same of the profile's distance
 */
public record Sensitivity(
        Corruption corruption,
        int sweeps,
        double elossFactor,
        double profileFactor,
        double elossAuroc,
        double profileAuroc) {
    private static final int PRIME = 1_000_003;

    /**
     * Every second sweep makes the baseline, the others are scored, so that both are of the same drives.
     *
     * @param sweeps at least twice {@link ProfileBaseline#MIN_FRAMES}
     * @param seed of the corruptions
     * @param progress told how many sweeps were scored
     */
    public static List<Sensitivity> of(
            ModelBundle bundle, List<PointCloud> sweeps, List<Corruption> corruptions, long seed, IntConsumer progress)
            throws IOException {
        if (sweeps.size() < 2 * ProfileBaseline.MIN_FRAMES) {
            throw new IllegalArgumentException(
                    "expected at least " + 2 * ProfileBaseline.MIN_FRAMES + " clean sweeps, got " + sweeps.size());
        }
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            List<Perception> known = new ArrayList<>();
            List<PointCloud> scored = new ArrayList<>();
            for (int i = 0; i < sweeps.size(); i++) {
                if (i % 2 == 0) {
                    known.addAll(model.perceive(List.of(sweeps.get(i))));
                } else {
                    scored.add(sweeps.get(i));
                }
            }
            Scores.Yardstick yardstick = Scores.Yardstick.of(known);
            Scores clean = yardstick.score(perceive(model, scored));
            List<Sensitivity> all = new ArrayList<>();
            for (Corruption corruption : corruptions) {
                List<PointCloud> corrupted = new ArrayList<>();
                for (int i = 0; i < scored.size(); i++) {
                    corrupted.add(corruption.apply(scored.get(i), seed * PRIME + i));
                }
                all.add(of(corruption, clean, yardstick.score(perceive(model, corrupted))));
                progress.accept(all.size() * scored.size());
            }
            return all;
        }
    }

    private static List<Perception> perceive(PerceptionModel model, List<PointCloud> sweeps) {
        List<Perception> perceived = new ArrayList<>();
        for (PointCloud sweep : sweeps) {
            perceived.addAll(model.perceive(List.of(sweep)));
        }
        return perceived;
    }

    private static Sensitivity of(Corruption corruption, Scores clean, Scores corrupted) {
        return new Sensitivity(
                corruption,
                clean.lnEloss().length,
                Math.exp(Medians.of(corrupted.lnEloss()) - Medians.of(clean.lnEloss())),
                Medians.of(corrupted.distances()) / Medians.of(clean.distances()),
                auroc(clean.deviations(), corrupted.deviations()),
                auroc(clean.distances(), corrupted.distances()));
    }

    /** The share of pairs in which the corrupted sweep scores higher; ties count half. */
    static double auroc(double[] clean, double[] corrupted) {
        double wins = 0;
        for (double normal : clean) {
            for (double bad : corrupted) {
                wins += bad > normal ? 1 : bad == normal ? 0.5 : 0;
            }
        }
        return wins / clean.length / corrupted.length;
    }

    /** @param deviations of ln Eloss from the known sweeps' median, without sign */
    private record Scores(double[] lnEloss, double[] deviations, double[] distances) {
        private record Yardstick(double lnEloss, ProfileBaseline ranks) {
            static Yardstick of(List<Perception> known) {
                return new Yardstick(
                        Medians.of(known.stream()
                                .mapToDouble(each -> Eloss.ln(each.eloss()))
                                .toArray()),
                        ProfileBaseline.of(
                                known.stream().map(Perception::rankProfile).toList()));
            }

            Scores score(List<Perception> perceived) {
                double[] ln = perceived.stream()
                        .mapToDouble(each -> Eloss.ln(each.eloss()))
                        .toArray();
                return new Scores(
                        ln,
                        Arrays.stream(ln).map(each -> Math.abs(each - lnEloss)).toArray(),
                        perceived.stream()
                                .mapToDouble(each -> ranks.distance(each.rankProfile()))
                                .toArray());
            }
        }
    }
}

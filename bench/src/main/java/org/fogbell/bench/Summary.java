package org.fogbell.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the counted rounds of one workload and one number of workers say together.
 *
 * @param bare frames/s
 * @param job frames/s
 * @param ratio job to bare, round by round
 * @param perceptionShare of the job's processor time without compilation, round by round
 * @param bareMillis processor time per frame of the bare loop, by what it was used for, medians
 * @param jobMillis the same of the job
 * @param limit what holds the job back, in words
 */
record Summary(
        int workers,
        Spread bare,
        Spread job,
        Spread ratio,
        Spread perceptionShare,
        Map<ProcessorTime.Part, Double> bareMillis,
        Map<ProcessorTime.Part, Double> jobMillis,
        String limit) {
    /** What the job is to reach of the bare loop. */
    static final double TARGET = 0.95;

    private static final double FULL = 0.9;

    static Summary of(List<Round> rounds, int cores) {
        int workers = rounds.get(0).workers();
        return new Summary(
                workers,
                spread(rounds, round -> round.bare().framesPerSecond()),
                spread(rounds, round -> round.job().framesPerSecond()),
                spread(rounds, Round::ratio),
                spread(rounds, Round::perceptionShare),
                millis(rounds, Round::bare),
                millis(rounds, Round::job),
                limit(
                        workers,
                        cores,
                        median(rounds, round -> round.job().busyCores()),
                        median(rounds, round -> round.job().perceptionCores())));
    }

    boolean meetsTarget() {
        return ratio.median() >= TARGET;
    }

    private static String limit(int workers, int cores, double busyCores, double perceptionCores) {
        if (busyCores >= FULL * cores) {
            return words(
                    "the processor: %.2f of %d cores are busy, %.2f of them with perception",
                    busyCores, cores, perceptionCores);
        }
        if (perceptionCores >= FULL * workers) {
            return words(
                    "the predictors: %d are busy %.0f %% of the time, and %.2f of %d cores are",
                    workers, 100 * perceptionCores / workers, busyCores, cores);
        }
        return words(
                "neither: %d predictors got %.2f cores, this process %.2f of %d; the rest was waiting, or other"
                        + " programs'",
                workers, perceptionCores, busyCores, cores);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static Map<ProcessorTime.Part, Double> millis(List<Round> rounds, Function<Round, Measurement> side) {
        Map<ProcessorTime.Part, Double> millis = new TreeMap<>();
        for (ProcessorTime.Part part : ProcessorTime.Part.values()) {
            millis.put(
                    part,
                    median(rounds, round -> side.apply(round).millisPerFrame().getOrDefault(part, 0.0)));
        }
        return millis;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return spread(rounds, value).median();
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Spread.of(rounds.stream().mapToDouble(value).toArray());
    }
}

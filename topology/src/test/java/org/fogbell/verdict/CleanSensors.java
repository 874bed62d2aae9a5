package org.fogbell.verdict;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Deviation;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;

/** Simulated sensors with nothing wrong, of which each alert is a false one: one frame a second, windows of five. */
final class CleanSensors {
    /** How a clean sensor's z behaves from second to second; its spread over time is 1, or as said. */
    enum Scores {
        /** Independent normal frames. */
        GAUSSIAN(0, 1, false),
        /** A first-order autoregression that forgets in 10 s. */
        SIMILAR_10_S(Math.exp(-1 / 10.0), 1, false),
        /** The same in a minute. */
        SIMILAR_60_S(Math.exp(-1 / 60.0), 1, false),
        /** The same in five minutes. */
        SIMILAR_300_S(Math.exp(-1 / 300.0), 1, false),
        /** Similar for 10 s, and a spread twice as great as the baseline knows: the stated threshold is passed all the time. */
        WIDE(Math.exp(-1 / 10.0), 2, false),
        /** Similar for 10 s, with jumps of Student's t with three degrees of freedom. */
        HEAVY(Math.exp(-1 / 10.0), 1, true);

        final double correlation;
        final double spread;
        final boolean heavy;

        Scores(double correlation, double spread, boolean heavy) {
            this.correlation = correlation;
            this.spread = spread;
            this.heavy = heavy;
        }
    }

    /**
     * False alarms of all sensors.
     *
     * @param periods budget periods that were simulated
     * @param early those in the periods before which the budget may be unsupported or rest on extrapolation: the first one
     * @param later those afterwards
     */
    record Outcome(int sensors, double periods, int early, int later, double threshold) {
        double ofOne() {
            return later / (sensors * (periods - 1));
        }
    }

    private CleanSensors() {}

    static Outcome run(Scores scores, long seed, int sensors, int periods, Map<String, String> parameters) {
        JobParameters job = JobParameters.of(parameters);
        long period = job.alert().budgetPeriod().toSeconds();
        int early = 0;
        int later = 0;
        double threshold = 0;
        for (int sensor = 0; sensor < sensors; sensor++) {
            AlertLifecycle lifecycle = new AlertLifecycle(job.alertRules());
            Random random = new Random(seed + sensor);
            Deviation window = SampleWindows.normal(0);
            @Nullable AlertEpisode episode = null;
            @Nullable ScoreTail tail = null;
            double[] z = new double[5];
            double state = 0;
            for (int second = 0; second < periods * period; second++) {
                state = scores.correlation * state
                        + Math.sqrt(1 - scores.correlation * scores.correlation) * innovation(random, scores);
                z[second % 5] = scores.spread * state;
                double[] sorted = z.clone();
                Arrays.sort(sorted);
                Instant end = SampleScores.START.plusSeconds(second + 5);
                boolean beyond = sorted[2] > job.alert().threshold();
                window.setWindowStart(end.minusSeconds(5));
                window.setWindowEnd(end);
                window.setJudgedBy("combined");
                window.setRobustZ(sorted[2]);
                window.setQuantileZ(sorted[2]);
                window.setShareBeyond(beyond ? 0.6 : 0);
                window.setFirstBeyondAt(beyond ? end.minusSeconds(3) : null);
                window.setLastBeyondAt(beyond ? end.minusSeconds(1) : null);
                AlertLifecycle.Step step = lifecycle.step(episode, tail, window);
                episode = step.episode();
                tail = step.tail();
                for (Alert alert : step.alerts()) {
                    if (alert.getState() == AlertState.FIRING && !alert.getReminder()) {
                        early += second < period ? 1 : 0;
                        later += second < period ? 0 : 1;
                    }
                }
            }
            threshold += tail == null || Double.isNaN(tail.threshold())
                    ? job.alert().threshold() / sensors
                    : tail.threshold() / sensors;
        }
        return new Outcome(sensors, periods, early, later, threshold);
    }

    private static double innovation(Random random, Scores scores) {
        double normal = random.nextGaussian();
        if (!scores.heavy) {
            return normal;
        }
        double a = random.nextGaussian();
        double b = random.nextGaussian();
        double c = random.nextGaussian();
        // A t of three degrees of freedom has a variance of 3.
        return normal / Math.sqrt((a * a + b * b + c * c) / 3) / Math.sqrt(3);
    }

    /** Prints the table of docs/alerts.md: sensors, periods, and the period as the job reads it. */
    public static void main(String[] arguments) {
        int sensors = Integer.parseInt(arguments[0]);
        int periods = Integer.parseInt(arguments[1]);
        for (Scores scores : Scores.values()) {
            for (String budget : new String[] {"0", "1"}) {
                Outcome outcome = run(scores, 1_000, sensors, periods, parameters(budget, arguments[2]));
                System.out.printf(
                        Locale.ROOT,
                        "%-14s budget %s: first period %.2f, later %.3f a period, threshold %.2f%n",
                        scores,
                        budget,
                        outcome.early() / (double) sensors,
                        outcome.ofOne(),
                        outcome.threshold());
            }
        }
    }

    /** Release far below, so that it is no floor that matters; flapping off, so that each alert counts. */
    static Map<String, String> parameters(String budget, String period) {
        return Map.of(
                "alert.budget", budget,
                "alert.budget-period", period,
                "alert.release", "0.1",
                "alert.critical", "30",
                "flapping.openings", "0");
    }
}

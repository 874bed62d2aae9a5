package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many false alarms clean sensors give by a budget of one in two hours. {@link CleanSensors} prints longer runs. */
class AlertBudgetCoverageTest {
    private static final int SENSORS = 3;
    private static final int PERIODS = 9;
    private static final long SEED = 7;

    /** 24 are allowed in the 24 periods after the first of each sensor; a Poisson count of that mean passes 34 in 2 % of runs. */
    @ParameterizedTest
    @EnumSource
    void staysWithinTheBudgetWhateverTheScoresAreLike(CleanSensors.Scores scores) {
        CleanSensors.Outcome outcome =
                CleanSensors.run(scores, SEED, SENSORS, PERIODS, CleanSensors.parameters("1", "2h"));
        System.out.printf(
                "%s: %d false alarms in the first %d periods, %d in the %d after them, seed %d%n",
                scores, outcome.early(), SENSORS, outcome.later(), SENSORS * (PERIODS - 1), SEED);
        assertThat(outcome.later()).as("%s, seed %d", scores, SEED).isLessThanOrEqualTo(34);
        assertThat(outcome.later())
                .as("the threshold is no higher than it must be")
                .isGreaterThan(3);
    }

    /** What the budget is worth: the stated threshold is passed all the time, or never. */
    @Test
    void isNotWhatTheStatedThresholdGives() {
        Map<String, String> stated = new HashMap<>(CleanSensors.parameters("0", "2h"));
        stated.put("alert.threshold", "3.5");
        CleanSensors.Outcome wide = CleanSensors.run(CleanSensors.Scores.WIDE, SEED, 1, PERIODS, stated);
        CleanSensors.Outcome gaussian = CleanSensors.run(CleanSensors.Scores.GAUSSIAN, SEED, 1, PERIODS, stated);
        assertThat(wide.later()).as("where a budget allows eight").isGreaterThan(150);
        assertThat(gaussian.later()).isZero();
    }
}

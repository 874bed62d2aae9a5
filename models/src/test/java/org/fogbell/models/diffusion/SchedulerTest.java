package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedulers against what must come out where the network knows the answer. */
class SchedulerTest {
    private static final NoiseSchedule SCHEDULE = new NoiseSchedule(BetaSchedule.SCALED_LINEAR, 1000, 0.00085, 0.012);
    private static final float[] CLEAN = {0.9f, -0.4f, 0.1f, -1};

    private static DdimScheduler ddim(PredictionType prediction, int steps, boolean toOne, double clip) {
        return new DdimScheduler(SCHEDULE, prediction, TimestepSpacing.TRAILING.timesteps(steps, 1000, 0), toOne, clip);
    }

    private static EulerScheduler euler(PredictionType prediction, int steps, boolean ancestral) {
        TimestepSpacing spacing = TimestepSpacing.TRAILING;
        return new EulerScheduler(SCHEDULE, prediction, spacing.timesteps(steps, 1000, 0), spacing, 0, ancestral);
    }

    /** What a perfect network says of {@code sqrt(left) clean + sqrt(1 - left) noise}. */
    private static float[] said(PredictionType prediction, double left, float[] shown) {
        float[] said = new float[shown.length];
        for (int i = 0; i < said.length; i++) {
            double noise = (shown[i] - Math.sqrt(left) * CLEAN[i]) / Math.sqrt(1 - left);
            said[i] = (float)
                    switch (prediction) {
                        case EPSILON -> noise;
                        case SAMPLE -> CLEAN[i];
                        case V_PREDICTION -> Math.sqrt(left) * noise - Math.sqrt(1 - left) * CLEAN[i];
                    };
        }
        return said;
    }

    private static float[] run(Scheduler scheduler, PredictionType prediction, long seed) {
        NormalNoise noise = new NormalNoise(seed);
        float[] sample = noise.fill(CLEAN.length, scheduler.initialSigma());
        double[] timesteps = scheduler.timesteps();
        for (int i = 0; i < timesteps.length; i++) {
            double left = SCHEDULE.left((int) timesteps[i]);
            sample = scheduler.step(said(prediction, left, scheduler.scaleInput(sample, i)), i, sample, noise);
        }
        return sample;
    }

    @ParameterizedTest
    @EnumSource
    void ddimEndsAtTheSampleThatTheNetworkKnows(PredictionType prediction) {
        for (int steps : new int[] {1, 2, 10, 50}) {
            Scheduler scheduler = ddim(prediction, steps, true, Double.POSITIVE_INFINITY);
            assertThat(run(scheduler, prediction, 1)).containsExactly(CLEAN, within(1e-4f));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eulerEndsAtTheSampleThatTheNetworkKnows(PredictionType prediction) {
        for (int steps : new int[] {1, 2, 10, 50}) {
            assertThat(run(euler(prediction, steps, false), prediction, 1)).containsExactly(CLEAN, within(1e-4f));
            assertThat(run(euler(prediction, steps, true), prediction, 1)).containsExactly(CLEAN, within(1e-4f));
        }
    }

    @Test
    void oneEulerStepFromTheGreatestSpreadIsThePredictedSample() {
        EulerScheduler turbo = euler(PredictionType.EPSILON, 1, true);
        double sigma = Math.sqrt((1 - SCHEDULE.left(999)) / SCHEDULE.left(999));
        assertThat(turbo.initialSigma()).isCloseTo(sigma, within(1e-9));
        float[] sample = {20, -3, 0.5f};
        float[] word = {1.2f, -0.1f, 0.3f};
        float[] stepped = turbo.step(word, 0, sample, new NormalNoise(1));
        for (int i = 0; i < sample.length; i++) {
            assertThat((double) stepped[i]).isCloseTo(sample[i] - sigma * word[i], within(1e-5));
        }
        assertThat((double) turbo.scaleInput(sample, 0)[0]).isCloseTo(20 / Math.hypot(sigma, 1), within(1e-6));
    }

    @Test
    void ddimAndEulerAreOneWayInTwoCoordinates() {
        // A network that is wrong in the same manner for both: it takes a fixed mixture of what it sees for noise.
        Scheduler ddim = ddim(PredictionType.EPSILON, 20, true, Double.POSITIVE_INFINITY);
        Scheduler euler = euler(PredictionType.EPSILON, 20, false);
        float[] left = {0.7f, -1.3f, 0.2f};
        float[] right = left.clone();
        double grown = Math.hypot(euler.initialSigma(), 1);
        for (int i = 0; i < right.length; i++) {
            right[i] *= (float) grown;
        }
        NormalNoise none = new NormalNoise(1);
        for (int i = 0; i < 20; i++) {
            left = ddim.step(wrong(ddim.scaleInput(left, i)), i, left, none);
            right = euler.step(wrong(euler.scaleInput(right, i)), i, right, none);
        }
        assertThat(right).containsExactly(left, within(1e-4f));
    }

    private static float[] wrong(float[] shown) {
        float[] said = new float[shown.length];
        for (int i = 0; i < said.length; i++) {
            said[i] = 0.6f * shown[i] - 0.1f * shown[(i + 1) % shown.length];
        }
        return said;
    }

    @Test
    void ancestralStepsKeepTheSpreadOfTheirTime() {
        // The sample is 0 and the network knows it: what is there after a step is noise alone, of the next spread.
        EulerScheduler scheduler = euler(PredictionType.SAMPLE, 4, true);
        NormalNoise noise = new NormalNoise(8);
        float[] sample = noise.fill(200_000, scheduler.initialSigma());
        double[] timesteps = scheduler.timesteps();
        for (int i = 0; i < 3; i++) {
            sample = scheduler.step(new float[sample.length], i, sample, noise);
            double square = 0;
            for (float value : sample) {
                square += (double) value * value;
            }
            double expected = SCHEDULE.sigma(timesteps[i + 1]);
            assertThat(Math.sqrt(square / sample.length))
                    .as("seed 8, step %d", i)
                    .isCloseTo(expected, within(0.01 * expected));
        }
    }

    @Test
    void clipsAndStopsShortWhereToldTo() {
        float[] clipped = ddim(PredictionType.SAMPLE, 1, true, 1)
                .step(new float[] {3, -2, 0.5f}, 0, new float[] {1, 1, 1}, new NormalNoise(1));
        assertThat(clipped).containsExactly(1, -1, 0.5f);
        DdimScheduler shortOfTheEnd = ddim(PredictionType.SAMPLE, 1, false, Double.POSITIVE_INFINITY);
        double start = SCHEDULE.left(999);
        double end = SCHEDULE.left(0);
        double dirt = (2 - Math.sqrt(start) * 0.5) / Math.sqrt(1 - start);
        assertThat((double) shortOfTheEnd.step(new float[] {0.5f}, 0, new float[] {2}, new NormalNoise(1))[0])
                .isCloseTo(Math.sqrt(end) * 0.5 + Math.sqrt(1 - end) * dirt, within(1e-6));
    }

    @Test
    void seedsAreNormalNumbersThatComeAgain() {
        List<Double> numbers = new ArrayList<>();
        NormalNoise noise = new NormalNoise(5);
        NormalNoise again = new NormalNoise(5);
        NormalNoise other = new NormalNoise(6);
        boolean differs = false;
        double[] moments = new double[5];
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            double next = noise.next();
            assertThat(again.next()).isEqualTo(next);
            differs |= other.next() != next;
            for (int power = 1; power < moments.length; power++) {
                moments[power] += Math.pow(next, power) / count;
            }
            if (i < 3) {
                numbers.add(next);
            }
        }
        assertThat(differs).isTrue();
        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(moments[1]).as("seed 5").isCloseTo(0, within(0.01));
        assertThat(moments[2]).as("seed 5").isCloseTo(1, within(0.02));
        assertThat(moments[3]).as("seed 5").isCloseTo(0, within(0.04));
        assertThat(moments[4]).as("seed 5").isCloseTo(3, within(0.15));
    }
}

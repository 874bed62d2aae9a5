package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fogbell.models.eloss.EntropyProfile;
import org.junit.jupiter.api.Test;

class FeatureBaselineTest {
    private final Random random = new Random(17);

    @Test
    void isMedianAndRobustSpreadWhateverAFewBadFramesSay() {
        List<SortedMap<String, Double>> frames = frames(400);
        frames.subList(0, 20).forEach(frame -> frame.put("layer.a", 50.0));
        FeatureBaseline baseline = FeatureBaseline.of(frames);
        assertThat(baseline.levels().get("layer.a").location()).isCloseTo(2, within(0.05));
        assertThat(baseline.levels().get("layer.a").spread())
                .as("at most three times as wide as without them")
                .isBetween(0.25, 1.05);
        assertThat(baseline.levels().get("layer.b").spread())
                .as("of one that has none")
                .isCloseTo(
                        FeatureBaseline.of(frames(4_000))
                                .levels()
                                .get("layer.b")
                                .spread(),
                        within(0.05));
    }

    @Test
    void whatRestsAndMovesFarForAMomentDoesNotLookSteady() {
        List<SortedMap<String, Double>> frames = frames(400);
        double steady = FeatureBaseline.of(frames).levels().get("layer.a").spread();
        for (int n = 100; n < 104; n++) {
            frames.get(n).put("layer.a", 2 + 8 * steady);
        }
        assertThat(FeatureBaseline.of(frames).levels().get("layer.a").spread())
                .as("one frame in a hundred eight spreads out")
                .isBetween(2.7 * steady, 3 * steady);
    }

    @Test
    void aDeviationIsTheRootMeanSquareOfTheThreeFurthest() {
        assertThat(FeatureBaseline.deviation(new double[] {0.1, -6, 2, 0, 3, 0.2}))
                .isCloseTo(Math.sqrt((36 + 4 + 9) / 3.0), within(1e-12));
        assertThat(FeatureBaseline.deviation(new double[] {-4})).isEqualTo(4);
        assertThat(FeatureBaseline.deviation(new double[0])).isZero();
    }

    @Test
    void aStepOfOneFeatureIsNotHiddenByTwoThatAreAsEver() {
        assertThat(FeatureBaseline.stepDeviation(new double[] {0.1, -6, 4, 0, 5, 0.2}, -1))
                .isCloseTo(Math.sqrt((36 + 16 + 25) / 3.0), within(1e-12));
        assertThat(FeatureBaseline.stepDeviation(new double[] {0.1, -6, 2, 0, 3, 0.2}, -1))
                .isEqualTo(4.5);
        assertThat(FeatureBaseline.stepDeviation(new double[0], -1)).isZero();
    }

    @Test
    void whatTheNetworkPoolsNeedsNoOtherTwoBesideIt() {
        assertThat(FeatureBaseline.deviation(new double[] {0.1, -6, 2, 0, 3, 0.2}, 1))
                .isEqualTo(6);
        assertThat(FeatureBaseline.deviation(new double[] {0.1, -6, 2, 0, 3, 0.2}, 2))
                .as("and takes nothing from the others")
                .isEqualTo(FeatureBaseline.deviation(new double[] {0.1, -6, 2, 0, 3, 0.2}, -1));
        List<SortedMap<String, Double>> frames = frames(60);
        double without = FeatureBaseline.of(frames).typicalDeviation();
        frames.forEach(frame -> frame.put(FrameFeatures.POOLED, 2 * random.nextGaussian()));
        frames.forEach(frame -> frame.put("layer.d", 2 * random.nextGaussian()));
        FeatureBaseline wide = FeatureBaseline.of(frames);
        frames.forEach(frame -> frame.put("layer.e", frame.remove(FrameFeatures.POOLED)));
        assertThat(wide.typicalDeviation())
                .as("more than as any feature")
                .isGreaterThan(FeatureBaseline.of(frames).typicalDeviation())
                .isGreaterThan(without);
    }

    @Test
    void theFurthestAreThoseThatASortFinds() {
        for (long seed = 0; seed < 200; seed++) {
            Random few = new Random(seed);
            // Few different values, so that many lie alike.
            double[] zs = few.ints(few.nextInt(12), -4, 5).mapToDouble(z -> z).toArray();
            int[] sorted = IntStream.range(0, zs.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -Math.abs(zs[i])))
                    .limit(FeatureBaseline.FURTHEST)
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(FeatureBaseline.furthest(zs)).as("seed %d", seed).isEqualTo(sorted);
        }
    }

    @Test
    void whatIsTypicalIsMeasuredOnFramesThatTheLevelsDoNotKnow() {
        FeatureBaseline few = FeatureBaseline.of(frames(12));
        FeatureBaseline many = FeatureBaseline.of(frames(600));
        assertThat(few.typicalDeviation()).isGreaterThan(1.05 * many.typicalDeviation());
        assertThat(many.typicalDeviation()).isBetween(1.0, 1.3);
    }

    @Test
    void aFeatureThatMostlyRestsIsAsWideAsItsTail() {
        List<SortedMap<String, Double>> frames = frames(200);
        for (int i = 0; i < frames.size(); i++) {
            frames.get(i).put("layer.a", i % 3 == 0 ? 2 + random.nextGaussian() : 2 + 0.02 * random.nextGaussian());
        }
        assertThat(FeatureBaseline.of(frames).levels().get("layer.a").spread())
                .as("a median alone sees the two thirds that rest, 0.03")
                .isGreaterThan(0.2);
    }

    @Test
    void believesInNoSpreadThatIsTooSmall() {
        List<SortedMap<String, Double>> same = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            same.add(new TreeMap<>(Map.of("points", Math.log(1_000), "layer.a", 1.0)));
        }
        FeatureBaseline baseline = FeatureBaseline.of(same);
        assertThat(baseline.levels().get("points").spread()).isEqualTo(FrameFeatures.leastSpread("points"));
        assertThat(baseline.lnDeviationSpread()).isPositive();
        assertThat(baseline.typicalDeviation()).isPositive();
    }

    @Test
    void knowsFromTwoHundredFramesOnWhichFeaturesGoTogether() {
        assertThat(FeatureBaseline.of(together(199)).correlations()).isNull();
        List<SortedMap<String, Double>> frames = together(200);
        FeatureBaseline baseline = FeatureBaseline.of(frames);
        double[] both = {3, 3, 0, 0};
        double[] one = {3, -3, 0, 0};
        FeatureCorrelations correlations = Objects.requireNonNull(baseline.correlations());
        assertThat(correlations.beyond(both, correlations.expected(both))[0]).isBetween(1.0, 2.5);
        assertThat(correlations.beyond(one, correlations.expected(one))[0]).isGreaterThan(4);
        assertThat(baseline.typicalDeviation())
                .as("less is left than features by themselves do")
                .isLessThan(FeatureBaseline.learnt(frames, null).typicalDeviation());
    }

    @Test
    void whatIsTypicalIsMeasuredOnFramesThatTheCorrelationsDoNotKnow() {
        // Each fifth is one drive, in which other features move together.
        List<SortedMap<String, Double>> frames = new ArrayList<>();
        for (int drive = 0; drive < 5; drive++) {
            for (int i = 0; i < 60; i++) {
                double common = 3 * random.nextGaussian();
                SortedMap<String, Double> frame = new TreeMap<>();
                for (int feature = 0; feature < 15; feature++) {
                    frame.put("layer." + feature, random.nextGaussian() + (feature / 3 == drive ? common : 0));
                }
                frames.add(frame);
            }
        }
        FeatureBaseline heldOut = FeatureBaseline.of(frames);
        FeatureBaseline known = FeatureBaseline.learnt(frames, heldOut);
        assertThat(known.correlations()).isEqualTo(heldOut.correlations());
        assertThat(heldOut.typicalDeviation()).isGreaterThan(1.05 * known.typicalDeviation());
    }

    @Test
    void aSensorsOwnFramesBorrowTheCorrelationsOfItsTypeWhereTheyAreOfTheSameFeatures() {
        FeatureBaseline type = FeatureBaseline.of(together(200));
        List<SortedMap<String, Double>> own = together(20);
        assertThat(FeatureBaseline.learnt(own, type).correlations()).isEqualTo(type.correlations());
        assertThat(FeatureBaseline.learnt(own, type).typicalDeviation())
                .isNotEqualTo(FeatureBaseline.learnt(own, null).typicalDeviation());
        assertThat(FeatureBaseline.learnt(own, null).correlations()).isNull();
        own.forEach(frame -> frame.put("rings", 1.0));
        FeatureBaseline more = FeatureBaseline.learnt(own, type);
        assertThat(more.levels().keySet())
                .as("what the type does not know is not judged")
                .isEqualTo(type.levels().keySet());
        own.get(7).remove("points");
        own.forEach(frame -> frame.remove("layer.a"));
        FeatureBaseline less = FeatureBaseline.learnt(own, type);
        assertThat(less.correlations()).isEqualTo(type.correlations());
        assertThat(less.levels().get("layer.a"))
                .as("of what no frame has the type's")
                .isEqualTo(type.levels().get("layer.a"));
        assertThat(less.levels().get("points"))
                .isNotEqualTo(type.levels().get("points"))
                .as("of the nineteen that have it")
                .isNotEqualTo(more.levels().get("points"));
    }

    @Test
    void aFewFramesThatHaveAFeatureDoNotOutvoteTheType() {
        FeatureBaseline type = FeatureBaseline.of(together(200));
        List<SortedMap<String, Double>> own = together(20);
        own.subList(9, 20).forEach(frame -> frame.remove("points"));
        assertThat(FeatureBaseline.learnt(own, type).levels().get("points"))
                .as("nine of twenty")
                .isEqualTo(type.levels().get("points"));
        own.get(9).put("points", 11.0);
        assertThat(FeatureBaseline.learnt(own, type).levels().get("points"))
                .as("ten of twenty")
                .isNotEqualTo(type.levels().get("points"));
    }

    @Test
    void refusesCorrelationsOfOtherFeatures() {
        FeatureBaseline type = FeatureBaseline.of(together(200));
        FeatureBaseline few = FeatureBaseline.of(List.of(
                new TreeMap<>(Map.of("a", 1.0)), new TreeMap<>(Map.of("a", 2.0)), new TreeMap<>(Map.of("a", 3.0))));
        assertThatThrownBy(() -> new FeatureBaseline(3, few.levels(), 1, 1, type.correlations(), null))
                .hasMessageContaining("expected correlations of the 1 features, got some of 4");
    }

    /** The layers a and b are all but the same. */
    @Test
    void stepsAreThoseWithinADriveOfFramesThatAreNear() {
        List<SortedMap<String, Double>> frames = frames(600);
        assertThat(FeatureBaseline.of(frames, times(600, 100_000)).steps())
                .as("ten frames a second")
                .isNotNull()
                .satisfies(steps -> {
                    assertThat(steps.frames()).isEqualTo(600 - 40);
                    assertThat(steps.correlations()).isNotNull();
                    assertThat(steps.levels().get("layer.a").location()).isCloseTo(0, within(0.05));
                });
        assertThat(FeatureBaseline.of(frames, times(600, 1_100_000)).steps())
                .as("too far apart")
                .isNull();
        assertThat(FeatureBaseline.of(frames, new long[0]).steps()).isNull();
        assertThat(FeatureBaseline.of(frames.subList(0, 230), times(230, 100_000))
                        .steps())
                .as("too few once they are settled")
                .isNull();
        assertThatThrownBy(() -> FeatureBaseline.of(frames, times(599, 100_000)))
                .hasMessageContaining("600 frames, or none, got 599");
    }

    private static long[] times(int frames, long apartMicros) {
        return IntStream.range(0, frames).mapToLong(n -> n * apartMicros).toArray();
    }

    private List<SortedMap<String, Double>> together(int count) {
        List<SortedMap<String, Double>> frames = frames(count);
        frames.forEach(frame -> frame.put("layer.b", frame.get("layer.a") + 0.01 * random.nextGaussian()));
        return frames;
    }

    @Test
    void leavesOutWhatNotEveryFrameHas() {
        List<SortedMap<String, Double>> frames = frames(20);
        frames.get(7).remove("points");
        assertThat(FeatureBaseline.of(frames).levels()).containsOnlyKeys("layer.a", "layer.b", "layer.c");
    }

    @Test
    void refusesTooFewFramesAndFramesWithNothingInCommon() {
        assertThatThrownBy(() -> FeatureBaseline.of(frames(2))).hasMessageContaining("at least 3 frames, got 2");
        List<SortedMap<String, Double>> strangers = List.of(
                new TreeMap<>(Map.of("a", 1.0)), new TreeMap<>(Map.of("b", 1.0)), new TreeMap<>(Map.of("c", 1.0)));
        assertThatThrownBy(() -> FeatureBaseline.of(strangers)).hasMessageContaining("at least one feature");
    }

    @Test
    void featuresAreTheLayersAndTheStatisticsOnEvenScales() {
        EntropyProfile ranks = new EntropyProfile(
                List.of(new EntropyProfile.Block("block1", List.of("a", "b", "c"), List.of(0.5, 0.25, 0.125))));
        Perception perception = new Perception(
                ranks,
                0.01,
                ranks,
                List.of(),
                Map.of("points", 1_000.0, "spike_share", 0.04, "dropped_points", 3.0, "ground_slope_ahead", -0.01),
                false);
        SortedMap<String, Double> features = FrameFeatures.of(perception);
        assertThat(features)
                .containsOnlyKeys("layer.a", "layer.b", "layer.c", "points", "spike_share", "ground_slope_ahead")
                .containsEntry("layer.b", 0.25)
                .containsEntry("spike_share", 0.2)
                .containsEntry("points", Math.log(1_000));
        features.forEach((name, value) -> {
            double statistic = name.startsWith(FrameFeatures.LAYER)
                    ? value
                    : perception.statistics().get(name);
            assertThat(FrameFeatures.raw(name, value)).as(name).isCloseTo(statistic, within(1e-9));
        });
        assertThat(FrameFeatures.raw("spike_share", -0.1))
                .as("no share is below 0")
                .isZero();
    }

    private List<SortedMap<String, Double>> frames(int count) {
        List<SortedMap<String, Double>> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SortedMap<String, Double> frame = new TreeMap<>();
            for (String layer : List.of("layer.a", "layer.b", "layer.c")) {
                frame.put(layer, 2 + 0.3 * random.nextGaussian());
            }
            frame.put("points", Math.log(60_000) + 0.1 * random.nextGaussian());
            frames.add(frame);
        }
        return frames;
    }
}

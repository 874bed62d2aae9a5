package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.topology.JobParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SensorWindowsTest {
    private static final double THRESHOLD = 3;

    private static final long START = SampleScores.START.toEpochMilli();

    @Test
    void agreesWithTheFormulasOnRandomFrames() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int frames = 1 + random.nextInt(40);
            double[] z = random.doubles(frames, -5, 5).map(SampleScores::kept).toArray();
            double[] eloss =
                    random.doubles(frames, 0.01, 9).map(SampleScores::kept).toArray();
            BaselineLevel level = new BaselineLevel(BaselineSource.SENSOR, -0.5, 0.25, 30L);
            List<FrameScore> scores = IntStream.range(0, frames)
                    .mapToObj(n -> SampleScores.judged(n, z[n])
                            .setEloss(eloss[n])
                            .setBaseline(level)
                            .build())
                    .toList();

            Deviation window = of(scores);
            int[] beyond = IntStream.range(0, frames)
                    .filter(n -> z[n] > THRESHOLD || z[n] < -THRESHOLD)
                    .toArray();
            assertThat(window.getCount()).isEqualTo(frames);
            assertThat(window.getMedianEloss()).as("seed %d", seed).isEqualTo(median(eloss));
            assertThat(window.getMeanEloss())
                    .as("seed %d", seed)
                    .isCloseTo(Arrays.stream(eloss).sum() / frames, within(1e-12));
            assertThat(window.getRobustZ()).as("seed %d", seed).isEqualTo(median(z));
            assertThat(window.getShareBeyond()).isEqualTo(beyond.length / (double) frames);
            assertThat(window.getDeviationFactor())
                    .as("seed %d", seed)
                    .isCloseTo(Math.exp(0.25 * median(z)), within(1e-12));
            assertThat(window.getFirstBeyondAt()).isEqualTo(beyond.length == 0 ? null : SampleScores.at(beyond[0]));
            assertThat(window.getLastBeyondAt())
                    .isEqualTo(beyond.length == 0 ? null : SampleScores.at(beyond[beyond.length - 1]));
        }
    }

    @Test
    void tellsAStrayFrameFromTheBeginning() {
        assertThat(began(n -> n == 3 || n >= 25)).isEqualTo(SampleScores.at(25));
        assertThat(began(n -> n >= 25)).isEqualTo(SampleScores.at(25));
        assertThat(began(n -> true)).isEqualTo(SampleScores.at(0));
        assertThat(began(n -> n % 2 == 1)).as("on and off, all the time").isEqualTo(SampleScores.at(1));
        assertThat(began(n -> n >= 11 && n < 30)).as("over again").isEqualTo(SampleScores.at(11));
        assertThat(began(n -> n == 17)).as("nothing but a stray frame").isEqualTo(SampleScores.at(17));
        assertThat(began(n -> false)).isNull();
    }

    @Test
    void findsTheBeginningAlsoWhereFewFramesMakeAWindowBeyond() {
        List<FrameScore> scores = IntStream.range(0, 40)
                .mapToObj(n ->
                        SampleScores.judged(n, n >= 10 && n % 5 < 2 ? 9 : 0).build())
                .toList();
        SensorWindows windows = new SensorWindows();
        List<Deviation> closed = new ArrayList<>();
        LiveRules rules = JobParameters.of(Map.of("alert.share", "0.3", "window.size", "4s", "window.slide", "1s"))
                .liveRules();
        scores.forEach(score -> windows.add(score, rules, closed::add));
        windows.closeUpTo(SampleScores.at(40).toEpochMilli(), rules, closed::add);
        assertThat(closed.get(closed.size() - 1).getBeganAt()).isEqualTo(SampleScores.at(10));
    }

    /** Of four seconds at ten frames a second. */
    private static @Nullable Instant began(IntPredicate beyond) {
        return of(IntStream.range(0, 40)
                        .mapToObj(n ->
                                SampleScores.judged(n, beyond.test(n) ? 9 : 0).build())
                        .toList())
                .getBeganAt();
    }

    @Test
    void namesTheFeaturesThatWereOutOfLineInMostFramesBeyond() {
        OutlyingFeature snow = new OutlyingFeature("isolated_share", 0.2, 0.01, 20.0);
        OutlyingFeature less = new OutlyingFeature("isolated_share", 0.1, 0.01, 10.0);
        OutlyingFeature once = new OutlyingFeature("points", 30_000.0, 60_000.0, -24.0);
        OutlyingFeature normal = new OutlyingFeature("far_share", 0.1, 0.2, -50.0);
        Deviation window = of(List.of(
                SampleScores.judged(0, 9)
                        .setOutlyingFeatures(List.of(snow, once))
                        .build(),
                SampleScores.judged(1, 9).setOutlyingFeatures(List.of(less)).build(),
                SampleScores.judged(2, 1).setOutlyingFeatures(List.of(normal)).build()));
        assertThat(window.getOutlyingFeatures()).hasSize(2);
        assertThat(window.getOutlyingFeatures().get(0).getFeature()).isEqualTo("isolated_share");
        assertThat(window.getOutlyingFeatures().get(0).getActual()).isCloseTo(0.15, within(1e-12));
        assertThat(window.getOutlyingFeatures().get(0).getRobustZ()).isEqualTo(15);
        assertThat(window.getOutlyingFeatures().get(1)).isEqualTo(once);
    }

    @Test
    void countsFramesThatAreOffTheBeatButNotAsBeyond() {
        Deviation window = of(List.of(
                SampleScores.judged(0, 0).setCaptureJitter(0.5).build(),
                SampleScores.judged(1, 0).setCaptureJitter(Math.nextUp(0.5)).build(),
                SampleScores.judged(2, 0).setCaptureJitter(1.0).build(),
                SampleScores.judged(3, 0).setCaptureJitter(null).build()));
        assertThat(window.getJitterShare()).isEqualTo(0.5);
        assertThat(window.getShareBeyond()).isZero();
    }

    @Test
    void saysWhichFirmwareTheLastFrameCameFrom() {
        Deviation window = of(List.of(
                SampleScores.judged(0, 0).setFirmware("4.06").build(),
                SampleScores.judged(1, 0).setFirmware("4.07").build()));
        assertThat(window.getFirmware()).isEqualTo("4.07");
    }

    @Test
    void saysWhereItsFramesAre() {
        List<FrameScore> scores = IntStream.range(3, 9)
                .mapToObj(n -> SampleScores.judged(n, 0).build())
                .toList();
        Deviation window = of(scores);
        assertThat(window.getWindowStart()).isEqualTo(SampleScores.START);
        assertThat(window.getWindowEnd()).isEqualTo(SampleScores.START.plusSeconds(5));
        assertThat(window.getFirstFrameId()).isEqualTo("car-1#3");
        assertThat(window.getLastFrameId()).isEqualTo("car-1#8");
        assertThat(window.getFirstOrigin()).isEqualTo(scores.get(0).getOrigin());
        assertThat(window.getLastOrigin()).isEqualTo(scores.get(5).getOrigin());
        assertThat(window.getPosition()).isEqualTo(scores.get(5).getPosition());
        assertThat(window.getModelDigest()).isEqualTo(SampleScores.MODEL);
        assertThat(window.getModelUntrained()).isTrue();
    }

    @Test
    void countsAFrameAtTheThresholdAsNormal() {
        assertThat(of(List.of(SampleScores.judged(0, THRESHOLD).build())).getShareBeyond())
                .isZero();
        assertThat(of(List.of(SampleScores.judged(0, -(THRESHOLD + SampleScores.step(THRESHOLD)))
                                .build()))
                        .getShareBeyond())
                .isOne();
    }

    @Test
    void takesAProfileNearerThanUsualForNormal() {
        FrameScore.Builder near = SampleScores.judged(0, -9)
                .setScores(Map.of("profile", 0.2))
                .setJudgedBy("profile")
                .setBaseline(new BaselineLevel(BaselineSource.BUNDLE, 0.0, 0.25, 160L));
        Deviation window = of(List.of(near.build()));
        assertThat(window.getShareBeyond()).isZero();
        assertThat(window.getDeviationFactor()).as("of the judged score").isCloseTo(Math.exp(-9 * 0.25), within(1e-12));
        assertThat(of(List.of(near.setRobustZ(9.0).build())).getShareBeyond()).isOne();
    }

    /** After a sensor learnt anew, its old frames are no further off than they were. */
    @Test
    void holdsEachFrameAgainstWhatWasNormalThen() {
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            scores.add(SampleScores.judged(n, 16)
                    .setBaseline(new BaselineLevel(BaselineSource.SENSOR, -1.0, 0.125, 900L))
                    .build());
        }
        for (int n = 40; n < 50; n++) {
            scores.add(SampleScores.judged(n, 0)
                    .setBaseline(new BaselineLevel(BaselineSource.SENSOR, 1.0, 0.5, 20L))
                    .build());
        }
        assertThat(of(scores).getDeviationFactor()).isCloseTo(Math.exp(2), within(1e-12));
    }

    /** By whatever threshold its frames would have been counted, the window is beyond where they reach further. */
    @Test
    void saysHowFarSoManyFramesReach() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double share = seed % 3 == 0 ? 0.1 * (1 + random.nextInt(10)) : 0.05 + 0.95 * random.nextDouble();
            List<FrameScore> scores = new ArrayList<>();
            for (int n = 0; n < 1 + random.nextInt(40); n++) {
                scores.add(SampleScores.judged(n, 10 * random.nextDouble() - 5)
                        .setJudgedBy(seed % 2 == 0 ? "eloss" : "combined")
                        .setScores(Map.of("combined", 1.0))
                        .build());
            }
            for (double threshold = 0.5; threshold < 5; threshold += 0.5) {
                SensorWindows open = new SensorWindows();
                List<Deviation> windows = new ArrayList<>();
                LiveRules rules = JobParameters.of(Map.of(
                                "alert.threshold", Double.toString(threshold),
                                "alert.release", "0.1",
                                "alert.share", Double.toString(share)))
                        .liveRules();
                scores.forEach(score -> open.add(score, rules, windows::add));
                open.closeUpTo(START + 5_000, rules, windows::add);
                Deviation deviation = windows.get(windows.size() - 1);
                assertThat(deviation.getQuantileZ() > threshold)
                        .as("seed %d, share %s, threshold %s", seed, share, threshold)
                        .isEqualTo(deviation.getShareBeyond() >= share);
            }
        }
    }

    @Test
    void tellsTheTrendOfRobustZPerMinute() {
        List<FrameScore> rising = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            rising.add(SampleScores.judged(n, 1 + n / 64.0).build());
        }
        assertThat(of(rising).getTrend())
                .as("a 64th a frame, 600 frames a minute")
                .isCloseTo(600 / 64.0, withinPercentage(1e-4));
        assertThat(of(rising.subList(0, 2)).getTrend()).isZero();
        assertThat(of(List.of(rising.get(0), rising.get(0), rising.get(0))).getTrend())
                .as("one moment")
                .isZero();
    }

    @Test
    void givesEveryWindowWhatItsFramesGive() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            // The last slide does not divide the size, so windows begin and end in different places.
            Duration slide = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(1_700))
                    .get(random.nextInt(3));
            LiveRules rules = rules(Duration.ofSeconds(5), slide);
            List<FrameScore> scores = new ArrayList<>();
            for (long n = 0; n < 300; n++) {
                if (random.nextInt(4) > 0 && (n < 100 || n > 180)) {
                    scores.add(SampleScores.judged(n, SampleScores.kept(3 * random.nextGaussian()))
                            .build());
                }
            }
            SensorWindows open = new SensorWindows();
            List<Deviation> windows = new ArrayList<>();
            for (FrameScore score : scores) {
                open.add(score, rules, windows::add);
                assertThat(open.panes.size()).isLessThanOrEqualTo(6);
            }
            open.closeUpTo(Long.MAX_VALUE, rules, windows::add);
            assertThat(open.isEmpty()).isTrue();

            long first = Math.floorDiv(START, slide.toMillis()) * slide.toMillis() - 10 * slide.toMillis();
            int expected = 0;
            for (long from = first; from < START + 40_000; from += slide.toMillis()) {
                expected += scores.stream().anyMatch(covering(from)) ? 1 : 0;
            }
            assertThat(windows).as("seed %d, %s", seed, slide).hasSize(expected);
            for (Deviation window : windows) {
                long from = window.getWindowStart().toEpochMilli();
                assertThat(Math.floorMod(from, slide.toMillis()))
                        .as("seed %d", seed)
                        .isZero();
                List<FrameScore> covered =
                        scores.stream().filter(covering(from)).toList();
                double[] zs =
                        covered.stream().mapToDouble(FrameScore::getRobustZ).toArray();
                assertThat(window.getCount()).as("seed %d", seed).isEqualTo(covered.size());
                assertThat(window.getRobustZ()).as("seed %d, %s", seed, slide).isCloseTo(median(zs), within(1e-12));
                assertThat(window.getFirstFrameId()).isEqualTo(covered.get(0).getFrameId());
            }
            assertThat(windows).extracting(Deviation::getWindowEnd).isSorted().doesNotHaveDuplicates();
        }
    }

    private static Predicate<FrameScore> covering(long fromMillis) {
        return score -> SampleScores.millis(score) >= fromMillis && SampleScores.millis(score) < fromMillis + 5_000;
    }

    @Test
    void putsAFrameThatComesAfterALaterOneWhereItBelongsAsLongAsThatIsOpen() {
        LiveRules rules = rules(Duration.ofSeconds(5), Duration.ofSeconds(1));
        SensorWindows open = new SensorWindows();
        List<Deviation> windows = new ArrayList<>();
        for (long n : new long[] {60, 55, 65, 5}) {
            open.add(SampleScores.judged(n, 1).build(), rules, windows::add);
        }
        open.closeUpTo(Long.MAX_VALUE, rules, windows::add);
        assertThat(windows)
                .extracting(Deviation::getCount)
                .as("the window that ended with the first frame is closed")
                .containsExactly(3, 3, 3, 3, 2);
    }

    @Test
    void staysSmallHoweverManyFramesASensorSends() {
        LiveRules rules = rules(Duration.ofSeconds(5), Duration.ofSeconds(1));
        SensorWindows open = new SensorWindows();
        List<Deviation> windows = new ArrayList<>();
        Random random = new Random(3);
        List<Double> zs = new ArrayList<>();
        for (int n = 0; n < 5_000; n++) {
            double z = random.nextGaussian();
            zs.add(z);
            open.add(
                    SampleScores.judged(0, z)
                            .setEventTime(SampleScores.START.plusMillis(n))
                            .build(),
                    rules,
                    windows::add);
        }
        for (WindowPane pane : open.panes) {
            assertThat(pane.robustZs)
                    .hasSizeLessThanOrEqualTo(
                            SensorWindows.capacity(rules.of(null).alerts().window()));
            assertThat(pane.elosses)
                    .hasSizeLessThanOrEqualTo(
                            SensorWindows.capacity(rules.of(null).alerts().window()));
        }
        open.closeUpTo(START + 5_000, rules, windows::add);
        Deviation full = windows.get(windows.size() - 1);
        assertThat(full.getCount()).isEqualTo(5_000);
        assertThat(zs.stream().filter(z -> z < full.getRobustZ()).count() / 5_000.0)
                .as("rank of the median")
                .isBetween(0.42, 0.58);
    }

    /** The window of the first five seconds. */
    static Deviation of(List<FrameScore> scores) {
        return windows(scores).stream()
                .filter(window -> window.getWindowEnd().equals(SampleScores.START.plusSeconds(5)))
                .findFirst()
                .orElseThrow();
    }

    static List<Deviation> windows(List<FrameScore> scores) {
        LiveRules rules = rules(Duration.ofSeconds(5), Duration.ofSeconds(1));
        SensorWindows open = new SensorWindows();
        List<Deviation> windows = new ArrayList<>();
        scores.forEach(score -> open.add(score, rules, windows::add));
        open.closeUpTo(Long.MAX_VALUE, rules, windows::add);
        return windows;
    }

    private static LiveRules rules(Duration size, Duration slide) {
        return JobParameters.of(Map.of(
                        "alert.threshold", Double.toString(THRESHOLD),
                        "window.size", size.toMillis() + "ms",
                        "window.slide", slide.toMillis() + "ms"))
                .liveRules();
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.fogbell.models.diffusion.NoiseSchedule;
import org.fogbell.models.diffusion.PredictionType;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiffusionClassifierTest {
    private static final List<String> SENTENCES = List.of("fog", "rain", "a clear day", "snow", "night");
    private static final Map<String, Double> OFFSETS =
            Map.of("fog", 0.3, "rain", -0.2, "a clear day", 0.0, "snow", 0.1, "night", 0.4);
    private static final CameraImage IMAGE = image(7);

    private static CameraImage image(long seed) {
        byte[] rgb = new byte[3 * KnowingDenoiser.SIDE * KnowingDenoiser.SIDE];
        new Random(seed).nextBytes(rgb);
        return new CameraImage(KnowingDenoiser.SIDE, KnowingDenoiser.SIDE, rgb);
    }

    private static DiffusionClassifier classifier(KnowingDenoiser network, String stages, DenoisingError error)
            throws IOException {
        return new DiffusionClassifier(network, SENTENCES, Pruning.parse(stages), error, 11);
    }

    /** Of the noise: what the network is off by, times what an error in its word is in the noise. */
    private static double expected(PredictionType prediction, double offset, List<NoisePair> pairs) {
        NoiseSchedule schedule = NoiseSchedule.squaredCosine();
        double sum = 0;
        for (NoisePair pair : pairs) {
            double left = schedule.left(pair.timestep());
            double factor =
                    switch (prediction) {
                        case EPSILON -> 1;
                        case V_PREDICTION -> left;
                        case SAMPLE -> left / (1 - left);
                    };
            sum += factor * offset * offset;
        }
        return sum / pairs.size();
    }

    @ParameterizedTest
    @EnumSource
    void theErrorIsInTheNoiseWhateverTheNetworkPredicts(PredictionType prediction) throws IOException {
        KnowingDenoiser network = new KnowingDenoiser(IMAGE, prediction, OFFSETS);
        DenoisingErrors errors =
                classifier(network, "8:1", DenoisingError.NOISE).name(IMAGE);
        List<NoisePair> pairs = NoisePair.draw(Pruning.parse("8:1"), 1000, 48, 11);
        assertThat(errors.best()).isEqualTo(2);
        for (int c = 0; c < SENTENCES.size(); c++) {
            double value = expected(prediction, OFFSETS.get(SENTENCES.get(c)), pairs);
            // What the network makes of single-precision samples is off by as much itself.
            assertThat(errors.meanSquares()[c])
                    .as("%s, seed 11", SENTENCES.get(c))
                    .isCloseTo(value, within(1e-3 * value + 1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theErrorInTheNetworksWordCountsAllTimesAlike(PredictionType prediction) throws IOException {
        KnowingDenoiser network = new KnowingDenoiser(IMAGE, prediction, OFFSETS);
        DenoisingErrors errors =
                classifier(network, "8:1", DenoisingError.NETWORK).name(IMAGE);
        for (int c = 0; c < SENTENCES.size(); c++) {
            double offset = OFFSETS.get(SENTENCES.get(c));
            assertThat(errors.meanSquares()[c]).isCloseTo(offset * offset, within(1e-3 * offset * offset + 1e-6));
        }
    }

    @Test
    void pruningKeepsTheBestAndCountsTheEvaluations() throws IOException {
        KnowingDenoiser network = new KnowingDenoiser(IMAGE, PredictionType.V_PREDICTION, OFFSETS);
        DiffusionClassifier classifier = classifier(network, "3:3,10:2,20:1", DenoisingError.NOISE);
        DenoisingErrors errors = classifier.name(IMAGE);
        assertThat(errors.best()).isEqualTo(2);
        assertThat(errors.pairs()).containsExactly(3, 10, 20, 20, 3);
        long evaluations = 5 * 3 + 3 * 7 + 2 * 10;
        assertThat(errors.evaluations())
                .isEqualTo(evaluations)
                .isEqualTo(Pruning.parse("3:3,10:2,20:1").evaluations(5));
        assertThat(network.questions).hasSize((int) evaluations);
        assertThat(network.runs).isLessThan((int) evaluations / 4);
        classifier.name(IMAGE);
        assertThat(network.encoded).isEqualTo(SENTENCES.size());
    }

    @Test
    void allSentencesAreAskedAboutTheSamePairs() throws IOException {
        KnowingDenoiser network = new KnowingDenoiser(IMAGE, PredictionType.EPSILON, OFFSETS);
        classifier(network, "13:1", DenoisingError.NOISE).name(IMAGE);
        Map<String, List<String>> asked = network.questions.stream()
                .collect(Collectors.groupingBy(
                        KnowingDenoiser.Question::sentence,
                        HashMap::new,
                        Collectors.mapping(
                                question -> question.timestep() + " " + question.first(), Collectors.toList())));
        assertThat(asked).hasSize(SENTENCES.size());
        assertThat(new HashSet<>(asked.values())).hasSize(1);
        assertThat(new HashSet<>(asked.get("fog"))).hasSize(13);
    }

    @Test
    void sentencesThatSayTheSameTieAndTheFirstIsNamed() throws IOException {
        Map<String, Double> equal = new HashMap<>(OFFSETS);
        equal.put("night", 0.0);
        KnowingDenoiser network = new KnowingDenoiser(IMAGE, PredictionType.V_PREDICTION, equal);
        DenoisingErrors errors =
                classifier(network, "3:3,10:2,20:1", DenoisingError.NOISE).name(IMAGE);
        assertThat(errors.best()).isEqualTo(2);
        assertThat(errors.pairs()).containsExactly(3, 3, 20, 10, 20);
        assertThat(errors.meanSquares()[4]).isEqualTo(errors.meanSquares()[2]);
    }

    /** The mean answer of a class whose pixels are normal around a level: its network is the best that there can be. */
    @Test
    void withPerfectNetworksOfLevelsTheNearestLevelIsNamed() throws IOException {
        long seed = 5;
        Random random = new Random(seed);
        List<Double> levels = List.of(-0.6, -0.2, 0.2, 0.6);
        LevelDenoiser network = new LevelDenoiser(0.15);
        DiffusionClassifier classifier = new DiffusionClassifier(
                network,
                levels.stream().map(String::valueOf).toList(),
                Pruning.parse("16:2,48:1"),
                DenoisingError.NOISE,
                1);
        List<Integer> shown = new ArrayList<>();
        List<Integer> named = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int level = random.nextInt(levels.size());
            byte[] rgb = new byte[3 * LevelDenoiser.SIDE * LevelDenoiser.SIDE];
            for (int k = 0; k < rgb.length; k++) {
                double value = levels.get(level) + 0.15 * random.nextGaussian();
                rgb[k] = (byte) Math.round(127.5 * (1 + Math.max(-1, Math.min(1, value))));
            }
            shown.add(level);
            named.add(classifier
                    .name(new CameraImage(LevelDenoiser.SIDE, LevelDenoiser.SIDE, rgb))
                    .best());
        }
        assertThat(named).as("seed %d", seed).isEqualTo(shown);
    }

    @Test
    void namesSentenceAndTimeOfWhatIsNoNumber() throws IOException {
        Map<String, Double> broken = new HashMap<>(OFFSETS);
        broken.put("snow", Double.NaN);
        KnowingDenoiser network = new KnowingDenoiser(IMAGE, PredictionType.V_PREDICTION, broken);
        DiffusionClassifier classifier = classifier(network, "4:1", DenoisingError.NOISE);
        int time = NoisePair.draw(Pruning.parse("4:1"), 1000, 48, 11).get(0).timestep();
        assertThatThrownBy(() -> classifier.name(IMAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("NaN", "under 'snow'", "at time " + time);
    }

    @Test
    void fitsImagesOfOtherSides() throws IOException {
        // Grey all over: whatever is cropped, what is left is the same.
        byte[] grey = new byte[3 * 40 * 12];
        Arrays.fill(grey, (byte) 90);
        CameraImage wide = new CameraImage(40, 12, grey);
        KnowingDenoiser network = new KnowingDenoiser(wide, PredictionType.EPSILON, OFFSETS);
        assertThat(classifier(network, "4:1", DenoisingError.NOISE).name(wide).best())
                .isEqualTo(2);
    }

    @Test
    void oneSentenceIsNotToBeToldApart() {
        KnowingDenoiser network = new KnowingDenoiser(IMAGE, PredictionType.EPSILON, OFFSETS);
        assertThatThrownBy(
                        () -> new DiffusionClassifier(network, List.of("fog"), Pruning.USUAL, DenoisingError.NOISE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two sentences");
    }
}

package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.fogbell.models.diffusion.Denoiser;
import org.fogbell.models.diffusion.EncodedPrompt;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.vision.FittedImage;

/**
 * Names what an image shows by the sentence under which a diffusion model best takes noise away from it: Diffusion Classifier
 * ("Your Diffusion Model is Secretly a Zero-Shot Classifier", arXiv 2303.16203), which Gaussians over features are measured
 * against. It gives an order of the sentences, and no probability. For one thread.
 */
/*
 * The error of a sentence c is the mean over pairs (t, e) of |e - e_c(sqrt(a) x + sqrt(1 - a) e, t)|^2, a bound on -ln p(x | c)
 * but for weights of the times and what is the same for all c (equation 5 there). All sentences are asked about the same
 * pairs, and so are all images: the errors of one pair differ far less between sentences than those of two pairs between
 * each other. After each stage the sentences with the least error so far stay, and are asked about more pairs.
 */
public final class DiffusionClassifier {
    /** What is said of the image with a pair's noise on it, under a sentence. */
    private record Question(NoisePair pair, int sentence) {}

    /** Samples in one run of the network: more gain nothing on a CPU, and take memory. */
    private static final int SAMPLES_A_RUN = 8;

    private final Denoiser network;
    private final List<EncodedPrompt> prompts = new ArrayList<>();
    private final Pruning pruning;
    private final DenoisingError error;
    private final List<NoisePair> pairs;

    /**
     * Encodes the sentences, once.
     *
     * @param network not to be used by others meanwhile, and closed by whoever opened it
     * @param sentences at least two
     * @param seed of noise and times
     * @throws IllegalArgumentException also where a sentence has a word that the network's text encoder does not know
     */
    public DiffusionClassifier(
            Denoiser network, List<String> sentences, Pruning pruning, DenoisingError error, long seed)
            throws IOException {
        if (sentences.size() < 2) {
            throw new IllegalArgumentException("expected at least two sentences to tell apart, got " + sentences);
        }
        this.network = network;
        this.pruning = pruning;
        this.error = error;
        for (String sentence : sentences) {
            prompts.add(network.encode(sentence));
        }
        pairs = NoisePair.draw(pruning, network.schedule().steps(), size(), seed);
    }

    private int size() {
        return 3 * network.height() * network.width();
    }

    /**
     * Which sentence an image, resized and cropped to the network's sides, is denoised best under; the same for the same image.
     *
     * @throws IOException where the network cannot be run, or says what is no number: naming sentence and time
     */
    public DenoisingErrors name(CameraImage image) throws IOException {
        float[] clean = FittedImage.planes(image, network.width(), network.height());
        double[] sums = new double[prompts.size()];
        int[] asked = new int[prompts.size()];
        int[] racing = IntStream.range(0, prompts.size()).toArray();
        long evaluations = 0;
        int from = 0;
        for (Pruning.Stage stage : pruning.stages()) {
            List<Question> questions = new ArrayList<>();
            for (NoisePair pair : pairs.subList(from, stage.pairs())) {
                for (int each : racing) {
                    questions.add(new Question(pair, each));
                }
            }
            for (int first = 0; first < questions.size(); first += SAMPLES_A_RUN) {
                ask(clean, questions.subList(first, Math.min(questions.size(), first + SAMPLES_A_RUN)), sums);
            }
            evaluations += questions.size();
            from = stage.pairs();
            for (int each : racing) {
                asked[each] = from;
            }
            racing = best(racing, sums, stage.keep());
        }
        double[] means = IntStream.range(0, sums.length)
                .mapToDouble(each -> sums[each] / asked[each])
                .toArray();
        return new DenoisingErrors(racing[0], means, asked, evaluations);
    }

    /** The sentences with the least errors, by their places. */
    private static int[] best(int[] racing, double[] sums, int keep) {
        return Arrays.stream(racing)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer each) -> sums[each]).thenComparing(each -> each))
                .limit(keep)
                .mapToInt(each -> each)
                .sorted()
                .toArray();
    }

    /** In one run of the network. */
    private void ask(float[] clean, List<Question> questions, double[] sums) throws IOException {
        List<EncodedPrompt> under = new ArrayList<>();
        float[] samples = new float[questions.size() * clean.length];
        double[] timesteps = new double[questions.size()];
        for (int i = 0; i < timesteps.length; i++) {
            NoisePair pair = questions.get(i).pair();
            under.add(prompts.get(questions.get(i).sentence()));
            timesteps[i] = pair.timestep();
            double signal = Math.sqrt(network.schedule().left(pair.timestep()));
            double spread = Math.sqrt(1 - network.schedule().left(pair.timestep()));
            for (int k = 0; k < clean.length; k++) {
                samples[i * clean.length + k] = (float) (signal * clean[k] + spread * pair.noise()[k]);
            }
        }
        float[] said = network.said(under, samples, timesteps);
        for (int i = 0; i < timesteps.length; i++) {
            double square = meanSquare(clean, questions.get(i).pair(), said, i * clean.length);
            if (!Double.isFinite(square)) {
                throw new IOException("expected numbers of the denoising network, got an error of " + square
                        + " under '" + under.get(i).sentence() + "' at time "
                        + questions.get(i).pair().timestep());
            }
            sums[questions.get(i).sentence()] += square;
        }
    }

    private double meanSquare(float[] clean, NoisePair pair, float[] said, int from) {
        double signal = Math.sqrt(network.schedule().left(pair.timestep()));
        double spread = Math.sqrt(1 - network.schedule().left(pair.timestep()));
        double sum = 0;
        for (int k = 0; k < clean.length; k++) {
            double off = network.prediction().target(clean[k], pair.noise()[k], signal, spread) - said[from + k];
            sum += off * off;
        }
        double scale = error.scale(network.prediction(), signal, spread);
        return scale * scale * sum / clean.length;
    }
}

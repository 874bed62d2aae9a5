package org.fogbell.models.diffusion;

/** How the variance that each step of training adds grows from step to step. */
enum BetaSchedule {
    /** The variance grows evenly (DDPM, arXiv 2006.11239). */
    LINEAR("linear"),
    /** Its root does (latent diffusion, arXiv 2112.10752). */
    SCALED_LINEAR("scaled_linear"),
    /** What is left of the sample falls as a squared cosine (arXiv 2102.09672). */
    SQUARED_COSINE("squaredcos_cap_v2");

    private static final double COSINE_OFFSET = 0.008;
    private static final double GREATEST = 0.999;

    private final String word;

    BetaSchedule(String word) {
        this.word = word;
    }

    /** The variance that step {@code t} of {@code steps} adds, from 0 on. */
    double beta(int t, int steps, double start, double end) {
        double share = steps == 1 ? 0 : (double) t / (steps - 1);
        return switch (this) {
            case LINEAR -> start + share * (end - start);
            case SCALED_LINEAR -> {
                double root = Math.sqrt(start) + share * (Math.sqrt(end) - Math.sqrt(start));
                yield root * root;
            }
            case SQUARED_COSINE ->
                Math.min(1 - cosine((t + 1) / (double) steps) / cosine(t / (double) steps), GREATEST);
        };
    }

    private static double cosine(double share) {
        double root = Math.cos((share + COSINE_OFFSET) / (1 + COSINE_OFFSET) * Math.PI / 2);
        return root * root;
    }

    @Override
    public String toString() {
        return word;
    }
}

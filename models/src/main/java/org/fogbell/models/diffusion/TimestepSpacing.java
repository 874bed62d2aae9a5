package org.fogbell.models.diffusion;

/** Which of the steps of training are taken, where fewer are than there were (arXiv 2305.08891, table 2). */
enum TimestepSpacing {
    /** From the first to the last, evenly: between two of them, too. */
    LINSPACE("linspace"),
    /** Multiples from the first on: the noisiest are left out. */
    LEADING("leading"),
    /** Counted back from the last. */
    TRAILING("trailing");

    private final String word;

    TimestepSpacing(String word) {
        this.word = word;
    }

    /**
     * The noisiest first. One step begins where a sample is all noise, whatever the spacing: there is nothing else that it
     * could begin with.
     *
     * @param offset added to each of {@link #LEADING}
     */
    double[] timesteps(int steps, int trained, int offset) {
        if (steps < 1 || steps > trained) {
            throw new IllegalArgumentException("expected 1 to " + trained + " steps, got " + steps);
        }
        double[] timesteps = new double[steps];
        for (int i = 0; i < steps; i++) {
            timesteps[i] = steps == 1
                    ? trained - 1
                    : switch (this) {
                        case LINSPACE -> (trained - 1) * (steps - 1.0 - i) / (steps - 1);
                        case LEADING -> Math.min(trained - 1, (trained / steps) * (steps - 1 - i) + offset);
                        case TRAILING -> Math.rint(trained - i * ((double) trained / steps)) - 1;
                    };
        }
        return timesteps;
    }

    @Override
    public String toString() {
        return word;
    }
}

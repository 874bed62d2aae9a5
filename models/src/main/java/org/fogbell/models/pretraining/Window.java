package org.fogbell.models.pretraining;

import java.util.Random;

/** The part of an image that a network is shown: {@code size} x {@code size} of its patches. */
record Window(int row, int column, int size) {
    static Window whole(TransformerSize network) {
        return new Window(0, 0, network.patches());
    }

    /** Anywhere, half an image wide. */
    static Window half(TransformerSize network, Random random) {
        int size = Math.max(1, network.patches() / 2);
        int places = network.patches() - size + 1;
        return new Window(random.nextInt(places), random.nextInt(places), size);
    }
}

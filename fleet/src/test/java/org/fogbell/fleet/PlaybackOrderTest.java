package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlaybackOrderTest {
    @Test
    void playsOnceThrough() {
        PlaybackOrder order = new PlaybackOrder(3, false);
        assertThat(order.steps()).isEqualTo(3);
        assertThat(frames(order, 3)).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> order.frameAt(3)).hasMessageContaining("0..2, got 3");
    }

    @Test
    void playsForthAndBackWithoutRepeatingAnEnd() {
        assertThat(frames(new PlaybackOrder(4, true), 11)).containsExactly(0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2);
        assertThat(frames(new PlaybackOrder(2, true), 5)).containsExactly(0, 1, 0, 1, 0);
        assertThat(frames(new PlaybackOrder(1, true), 3)).containsExactly(0, 0, 0);
    }

    @Test
    void makesNoJumpHoweverLongItPlays() {
        for (int count = 2; count < 20; count++) {
            PlaybackOrder order = new PlaybackOrder(count, true);
            for (long step = 4_000_000_000L; step < 4_000_000_100L; step++) {
                assertThat(Math.abs(order.frameAt(step + 1) - order.frameAt(step)))
                        .as("%d frames, step %d", count, step)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void refusesAnEmptyRecording() {
        assertThatThrownBy(() -> new PlaybackOrder(0, true)).hasMessageContainingAll("at least 1 frame", "got 0");
    }

    private static int[] frames(PlaybackOrder order, int steps) {
        return LongStream.range(0, steps).mapToInt(order::frameAt).toArray();
    }
}

package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A sensor that captures ten frames a second, in microseconds. */
class CaptureBeatTest {
    private static final long USUAL = 100_000;
    private CaptureBeat beat = CaptureBeat.NONE;
    private long now;

    @Test
    void tellsNothingBeforeTheBeatIsKnown() {
        for (int n = 0; n <= 10; n++) {
            assertThat(beat.jitter(now)).as("frame %d", n).isNull();
            beat = beat.after(now);
            now += USUAL;
        }
        assertThat(beat.jitter(now)).isCloseTo(0, within(1e-9));
    }

    @Test
    void tellsHowFarAFrameIsOffTheBeat() {
        regular(50);
        assertThat(beat.jitter(now + USUAL)).as("one is missing").isCloseTo(1, within(1e-9));
        assertThat(beat.jitter(now - USUAL / 2)).as("too early").isCloseTo(0.5, within(1e-9));
        assertThat(beat.jitter(now - USUAL)).as("at the same moment").isCloseTo(1, within(1e-9));
        assertThat(beat.jitter(now - 2 * USUAL)).as("before the last").isCloseTo(2, within(1e-9));
    }

    @Test
    void takesALongGapForAPauseAndKeepsTheBeat() {
        regular(50);
        CaptureBeat before = beat;
        now += 20 * USUAL;
        assertThat(beat.jitter(now)).isNull();
        beat = beat.after(now);
        assertThat(beat.usualMicros()).isEqualTo(before.usualMicros());
        assertThat(beat.jitter(now + USUAL)).isCloseTo(0, within(1e-9));
    }

    @Test
    void keepsTheBeatWhereFramesAreMissingNowAndThen() {
        for (long seed = 0; seed < 20; seed++) {
            beat = CaptureBeat.NONE;
            Random random = new Random(seed);
            for (int n = 0; n < 2_000; n++) {
                beat = beat.after(now);
                now += USUAL * (random.nextInt(10) == 0 ? 2 : 1) + random.nextInt(2_000) - 1_000;
            }
            assertThat(beat.usualMicros()).as("seed %d", seed).isCloseTo(USUAL, within(0.06 * USUAL));
        }
    }

    @Test
    void hasANewBeatAfterSomeHundredFramesAtAnotherRate() {
        regular(200);
        int frames = 0;
        while (beat.jitter(now + USUAL) > 0.1) {
            now += USUAL;
            beat = beat.after(now);
            now += USUAL;
            frames++;
        }
        assertThat(frames).isBetween(100, 300);
    }

    @Test
    void findsItsBeatThoughTheFirstTwoFramesCameAtOnce() {
        beat = beat.after(now).after(now + 1_000);
        now += 1_000 + USUAL;
        regular(60);
        assertThat(beat.usualMicros()).isCloseTo(USUAL, within(1.0));
        assertThat(beat.jitter(now + USUAL)).isCloseTo(1, within(1e-4));
    }

    @Test
    void callsPausesInARowOffTheBeatUntilTheyAreTheBeat() {
        regular(50);
        int offBeat = 0;
        for (int n = 1; n <= 40; n++) {
            now += 12 * USUAL;
            Double jitter = beat.jitter(now);
            if (n < 3) {
                assertThat(jitter).as("pause %d", n).isNull();
            }
            offBeat += jitter != null && jitter > 0.5 ? 1 : 0;
            beat = beat.after(now);
        }
        assertThat(offBeat).isEqualTo(18);
        assertThat(beat.usualMicros()).isCloseTo(12 * USUAL, within(1.0));
        assertThat(beat.jitter(now + 12 * USUAL)).isCloseTo(0, within(1e-9));
    }

    /** As of a vehicle that stands for a while, and keeps its sensor awake by a frame now and then. */
    @Test
    void hasItsOldBeatBackSoonAfterAMuchSlowerOne() {
        regular(200);
        for (int n = 0; n < 40; n++) {
            now += 299 * USUAL;
            beat = beat.after(now);
            now += USUAL;
        }
        assertThat(beat.usualMicros()).isCloseTo(300 * USUAL, within(USUAL + 1.0));
        int offBeat = 0;
        now = beat.lastMicros() + USUAL;
        for (int n = 0; n < 1_500; n++) {
            Double jitter = beat.jitter(now);
            offBeat += jitter != null && jitter > 0.5 ? 1 : 0;
            beat = beat.after(now);
            now += USUAL;
        }
        assertThat(offBeat).isEqualTo(2);
        assertThat(beat.usualMicros()).isCloseTo(USUAL, within(1.0));
    }

    @Test
    void callsFramesThatComeAtOnceOffTheBeatAndKeepsIt() {
        regular(50);
        now += USUAL / 20 - USUAL;
        assertThat(beat.jitter(now)).isCloseTo(0.95, within(1e-9));
        beat = beat.after(now);
        assertThat(beat.jitter(now + USUAL / 20)).isCloseTo(0.95, within(1e-9));
        beat = beat.after(now + USUAL / 20);
        assertThat(beat.usualMicros()).isCloseTo(USUAL, within(1e-6));
        assertThat(beat.after(now + USUAL).apart()).isZero();
    }

    private void regular(int frames) {
        for (int n = 0; n < frames; n++) {
            beat = beat.after(now);
            now += USUAL;
        }
    }
}

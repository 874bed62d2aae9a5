package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.fogbell.schemas.FrameScore;
import org.junit.jupiter.api.Test;

class RecentFramesTest {
    @Test
    void remembersTheLastOnesOnly() {
        RecentFrames recent = RecentFrames.NONE;
        for (long n = 0; n < 1_000; n++) {
            assertThat(recent.contains(frame(n))).isFalse();
            recent = recent.with(frame(n));
        }
        for (long n = 0; n < 1_000; n++) {
            assertThat(recent.contains(frame(n))).as("%d of 1000", n).isEqualTo(n >= 1_000 - RecentFrames.REMEMBERED);
        }
        assertThat(recent.identities()).hasSize(RecentFrames.REMEMBERED);
    }

    @Test
    void leavesTheValueItComesFromAsItIs() {
        RecentFrames before = RecentFrames.NONE.with(frame(1));
        before.with(frame(2));
        assertThat(before.identities()).containsExactly(RecentFrames.identity(frame(1)));
        assertThat(before.greatestSequence()).isEqualTo(1);
    }

    /** Whatever 32 bits say: no frame of a sensor that counts upward is lost to chance. */
    @Test
    void takesAFrameBeyondTheGreatestSequenceForANewOne() {
        FrameScore next = frame(6);
        RecentFrames unlucky = new RecentFrames(5, 0, 0, new int[] {RecentFrames.identity(next)});
        assertThat(unlucky.contains(next)).isFalse();
        assertThat(unlucky.with(next).contains(next)).isTrue();
    }

    /** A counter that starts again is behind the greatest, and its frames are told by what they are. */
    @Test
    void knowsTheFramesOfACounterThatStartedAgain() {
        RecentFrames recent = RecentFrames.NONE.with(frame(1_000));
        FrameScore again = FrameScore.newBuilder(frame(0))
                .setCapturedAt(frame(1_001).getCapturedAt())
                .build();
        assertThat(recent.contains(again)).isFalse();
        recent = recent.with(again);
        assertThat(recent.greatestSequence()).isEqualTo(1_000);
        assertThat(recent.contains(again)).isTrue();
        assertThat(recent.contains(frame(1_000))).isTrue();
    }

    /** After as many frames as are remembered, nothing behind the new counter can be a duplicate by its identity alone. */
    @Test
    void countsFromTheNewBeginningOnceTheOldFramesAreForgotten() {
        RecentFrames recent = RecentFrames.NONE.with(frame(Long.MAX_VALUE / 2_000_000));
        for (long n = 0; n < RecentFrames.REMEMBERED; n++) {
            assertThat(recent.greatestSequence()).isEqualTo(Long.MAX_VALUE / 2_000_000);
            recent = recent.with(frame(n));
        }
        assertThat(recent.greatestSequence()).isEqualTo(RecentFrames.REMEMBERED - 1);
        assertThat(recent.behind()).isZero();
        for (long n = 0; n < RecentFrames.REMEMBERED; n++) {
            assertThat(recent.contains(frame(n))).isTrue();
        }
        RecentFrames unlucky = new RecentFrames(
                recent.greatestSequence(), 0, 0, new int[] {RecentFrames.identity(frame(RecentFrames.REMEMBERED))});
        assertThat(unlucky.contains(frame(RecentFrames.REMEMBERED))).isFalse();
    }

    private static FrameScore frame(long number) {
        return SampleScores.frame(number).build();
    }

    @Test
    void identifiesAFrameBySequenceContentAndCaptureTime() {
        FrameScore frame = SampleScores.frame(5).build();
        int identity = RecentFrames.identity(frame);
        assertThat(RecentFrames.identity(
                        FrameScore.newBuilder(frame).setFrameId("renamed").build()))
                .isEqualTo(identity);
        assertThat(RecentFrames.identity(
                        FrameScore.newBuilder(frame).setSequence(6).build()))
                .isNotEqualTo(identity);
        assertThat(RecentFrames.identity(FrameScore.newBuilder(frame)
                        .setPayloadHash(SampleScores.hash(6))
                        .build()))
                .isNotEqualTo(identity);
    }

    /** A recording that is played again, or a blind sensor whose counter starts again: another frame, seen later. */
    @Test
    void takesTheSameSequenceAndContentOfAnotherTimeForAnotherFrame() {
        FrameScore frame = SampleScores.frame(5).build();
        Set<Integer> identities = new HashSet<>();
        for (long later = 0; later < 10_000; later++) {
            identities.add(RecentFrames.identity(FrameScore.newBuilder(frame)
                    .setCapturedAt(frame.getCapturedAt().plusMillis(later))
                    .build()));
        }
        assertThat(identities).hasSize(10_000);
        assertThat(identities).contains(RecentFrames.identity(frame));
    }

    /** As a frozen sensor sends them, and as a counter that starts again does. */
    @Test
    void tellsFramesApartThatShareSequenceOrContent() {
        Set<Integer> identities = new HashSet<>();
        for (long sequence = 0; sequence < 200; sequence++) {
            for (long content = 0; content < 50; content++) {
                identities.add(RecentFrames.identity(SampleScores.frame(sequence)
                        .setPayloadHash(SampleScores.hash(content))
                        .build()));
            }
        }
        assertThat(identities).hasSize(200 * 50);
    }
}

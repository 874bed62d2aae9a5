package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

class RecentFramesTest {
    @Test
    void remembersTheLastOnesOnly() {
        RecentFrames recent = RecentFrames.NONE;
        for (long n = 0; n < 1_000; n++) {
            assertThat(recent.contains(n)).isFalse();
            recent = recent.with(n);
        }
        for (long n = 0; n < 1_000; n++) {
            assertThat(recent.contains(n)).as("%d of 1000", n).isEqualTo(n >= 1_000 - RecentFrames.REMEMBERED);
        }
        assertThat(recent.identities()).hasSize(RecentFrames.REMEMBERED);
    }

    @Test
    void leavesTheValueItComesFromAsItIs() {
        RecentFrames before = RecentFrames.NONE.with(1);
        before.with(2);
        assertThat(before.identities()).containsExactly(1);
    }

    @Test
    void identifiesAFrameBySequenceContentAndCaptureTime() {
        FrameScore frame = SampleScores.frame(5).build();
        long identity = RecentFrames.identity(frame);
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
        Set<Long> identities = new HashSet<>();
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
        Set<Long> identities = new HashSet<>();
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

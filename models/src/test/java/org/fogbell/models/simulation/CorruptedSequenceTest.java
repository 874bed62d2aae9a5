package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class CorruptedSequenceTest {
    private static final long SEED = 7;

    @Test
    void frozenSensorRepeatsTheFirstFrameOfTheSpanForEver() {
        List<PointCloud> captured = frames(250);
        CorruptedSequence sequence = Corruption.of("frozen", 5).begin(SEED);
        for (PointCloud frame : captured) {
            assertThat(sequence.next(frame)).containsSame(captured.get(0));
        }
    }

    @Test
    void mildlyFrozenSensorHoldsEachPictureForThreeFrames() {
        List<PointCloud> captured = frames(9);
        CorruptedSequence sequence = Corruption.of("frozen", 1).begin(SEED);
        for (int i = 0; i < captured.size(); i++) {
            assertThat(sequence.next(captured.get(i))).containsSame(captured.get(i / 3 * 3));
        }
    }

    @Test
    void frozenCameraRepeatsItsImage() {
        CameraImage first = SampleImages.plain(8, 4, 10);
        CorruptedSequence sequence = Corruption.of("frozen", 2).begin(SEED);
        assertThat(sequence.next(first, null)).containsSame(first);
        assertThat(sequence.next(SampleImages.plain(8, 4, 20), null)).containsSame(first);
    }

    @Test
    void silentSensorDeliversNothing() {
        CorruptedSequence sequence = Corruption.of("silence", 1).begin(SEED);
        for (PointCloud frame : frames(5)) {
            assertThat(sequence.next(frame)).isEmpty();
        }
        assertThat(Corruption.of("silence", 1).apply(SampleSweeps.wall(3, 10, 1), SEED))
                .isSameAs(PointCloud.EMPTY);
    }

    @Test
    void framesAreLostAtTheStatedRateAndTheOthersArriveInOrder() {
        List<PointCloud> captured = frames(4_000);
        CorruptedSequence sequence = Corruption.of("frame-loss", 3).begin(SEED);
        List<PointCloud> arrived =
                captured.stream().map(sequence::next).flatMap(Optional::stream).toList();
        assertThat(1 - arrived.size() / 4_000.0).isCloseTo(0.4, within(0.03));
        assertThat(arrived).isSubsetOf(captured).isSortedAccordingTo((a, b) -> Float.compare(a.x(0), b.x(0)));
    }

    @Test
    void aFaultLastsWhereNoiseFlickers() {
        PointCloud sweep = SampleSweeps.room(64, 100);
        CorruptedSequence dark = Corruption.of("beam-missing", 3).begin(SEED);
        assertThat(dark.next(sweep).orElseThrow().xyzi())
                .isEqualTo(dark.next(sweep).orElseThrow().xyzi());
        CorruptedSequence noisy = Corruption.of("gaussian", 3).begin(SEED);
        assertThat(noisy.next(sweep).orElseThrow().xyzi())
                .isNotEqualTo(noisy.next(sweep).orElseThrow().xyzi());
    }

    @Test
    void anotherSeedIsAnotherFault() {
        PointCloud sweep = SampleSweeps.room(64, 100);
        Corruption corruption = Corruption.of("beam-missing", 3);
        assertThat(corruption.apply(sweep, 1).xyzi())
                .isNotEqualTo(corruption.apply(sweep, 2).xyzi());
    }

    private static List<PointCloud> frames(int count) {
        List<PointCloud> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(SampleSweeps.wall(1, 1 + i, 0.5));
        }
        return frames;
    }
}

package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fogbell.topology.WrittenState.bytes;
import static org.fogbell.topology.WrittenState.read;
import static org.fogbell.topology.WrittenState.restored;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.Position;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SensorWindows;
import org.junit.jupiter.api.Test;

/** What is written of a sensor's windows, read back, goes on as if it had never been written. */
class SensorWindowsSerializerTest {
    private static final SensorWindowsSerializer WINDOWS = new SensorWindowsSerializer();

    /** The windows that close, whatever frames there were, are the same byte by byte; so is what is left. */
    @Test
    void windowsCloseAsIfTheyHadNeverBeenWritten() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            Random frames = new Random(seed);
            LiveRules rules = JobParameters.of(Map.of("window.slide", seed % 3 == 0 ? "1700ms" : "1s"))
                    .liveRules();
            SensorWindows kept = new SensorWindows();
            SensorWindows written = new SensorWindows();
            List<Deviation> expected = new ArrayList<>();
            List<Deviation> actual = new ArrayList<>();
            for (long n = 0; n < 400; n++) {
                if (frames.nextInt(3) > 0) {
                    FrameScore score = anyFrame(frames, n);
                    kept.add(score, rules, expected::add);
                    written.add(score, rules, actual::add);
                    written = read(WINDOWS, written);
                }
            }
            assertThat(written).as("seed %d", seed).usingRecursiveComparison().isEqualTo(kept);
            kept.closeUpTo(Long.MAX_VALUE, rules, expected::add);
            written.closeUpTo(Long.MAX_VALUE, rules, actual::add);
            assertThat(actual).as("seed %d", seed).isNotEmpty().isEqualTo(expected);
        }
    }

    /** Flink copies what it must not change while a checkpoint is written. */
    @Test
    void aCopyOfWindowsStaysAsItIs() throws IOException {
        LiveRules rules = JobParameters.of(Map.of()).liveRules();
        SensorWindows windows = new SensorWindows();
        Random frames = new Random(3);
        // In the middle of a pane, so that the next frame goes into one that is there.
        for (long n = 0; n < 25; n++) {
            windows.add(anyFrame(frames, n), rules, any -> {});
        }
        byte[] before = bytes(WINDOWS, windows);
        SensorWindows copy = WINDOWS.copy(windows);
        for (long n = 25; n < 27; n++) {
            windows.add(anyFrame(frames, n), rules, any -> {});
        }
        assertThat(bytes(WINDOWS, copy)).isEqualTo(before);
        assertThat(bytes(WINDOWS, windows)).isNotEqualTo(before);
    }

    @Test
    void aCheckpointSaysHowItWasWritten() throws IOException {
        assertThat(restored(WINDOWS.snapshotConfiguration())).isEqualTo(WINDOWS);
        assertThat(WINDOWS.duplicate()).isEqualTo(WINDOWS);
    }

    /** Judged, learning, blind, far off, with a policy or without, in order of time. */
    private static FrameScore anyFrame(Random random, long number) {
        if (random.nextInt(8) == 0) {
            return SampleScores.frame(number).setBlind(random.nextBoolean()).build();
        }
        FrameScore.Builder score = SampleScores.judged(number, 5 * random.nextGaussian())
                .setBlind(random.nextInt(10) == 0)
                .setRepeated(random.nextInt(10) == 0)
                .setModelDigest(random.nextBoolean() ? "0123456789abcdef".repeat(4) : "m")
                .setFirmware(random.nextBoolean() ? "4.07" : null)
                .setPosition(random.nextBoolean() ? new Position(48.1, -9.2) : null)
                .setCaptureJitter(random.nextBoolean() ? 0.7 : null)
                .setOutlyingFeatures(List.of(new OutlyingFeature(
                        "feature-" + random.nextInt(3), random.nextDouble(), 0.5, random.nextGaussian())))
                .setGuardRailsAsked(random.nextInt(30))
                .setGuardRailsAgreeing(
                        random.nextBoolean() ? List.of("points", "rail-" + random.nextInt(2)) : List.of());
        if (random.nextBoolean()) {
            score.setEvidence(random.nextGaussian())
                    .setEvidenceBeganAt(SampleScores.at(number).minusSeconds(random.nextInt(100)));
        }
        if (random.nextInt(4) == 0) {
            score.setPolicy(AppliedPolicy.newBuilder()
                    .setVersion(3L)
                    .setPolicies(List.of("fleet@3"))
                    .setBaselineResetAt(Instant.EPOCH.plusSeconds(random.nextInt(2)))
                    .build());
        }
        return score.build();
    }
}

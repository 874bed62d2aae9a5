package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.topology.JobParameters;
import org.fogbell.verdict.NamedNumbers;
import org.fogbell.verdict.SensorReplay;
import org.junit.jupiter.api.Test;

class RecordedScoresTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    @Test
    void keepsAllThatAReplayAsksFor() {
        for (String judgedBy : List.of("combined", "profile", "eloss")) {
            SensorReplay whole = JobParameters.of(Map.of()).sensorReplay();
            SensorReplay less = whole.another();
            RecordedScores recorded = new RecordedScores();
            for (FrameScore score : stream(judgedBy)) {
                whole.see(score);
                less.see(recorded.take(FrameScore.newBuilder(score).build()));
            }
            whole.end();
            less.end();
            assertThat(less.windows()).as(judgedBy).isEqualTo(whole.windows());
            assertThat(less.alerts()).as(judgedBy).isNotEmpty().isEqualTo(whole.alerts());
        }
    }

    @Test
    void dropsWhatNoReplayAsksForAndKeepsNamesOnce() {
        RecordedScores recorded = new RecordedScores();
        List<FrameScore> kept =
                stream("combined").stream().limit(2).map(recorded::take).toList();
        assertThat(kept).allSatisfy(score -> {
            assertThat(score.getProfile()).isEmpty();
            assertThat(score.getStatistics()).isEmpty();
            assertThat(score.getBaseline()).isNull();
            assertThat(score.getFeatures()).isInstanceOf(NamedNumbers.class).hasSize(3);
        });
        assertThat(kept.get(0).getModelDigest()).isSameAs(kept.get(1).getModelDigest());
        assertThat(kept.get(0).getVehicleId()).isSameAs(kept.get(1).getVehicleId());
    }

    /** A minute, the second half of which is off in every score. */
    private static List<FrameScore> stream(String judgedBy) {
        Random random = new Random(7);
        List<FrameScore> scores = new ArrayList<>();
        for (int n = 0; n < 600; n++) {
            double level = n < 300 ? 0 : 2;
            double eloss = Math.exp(level + 0.2 * random.nextGaussian());
            scores.add(FrameScore.newBuilder(Records.score())
                    .setVehicleId(new String("car-1"))
                    .setModelDigest(new String("d1"))
                    .setFrameId("f" + n)
                    .setSequence(n)
                    .setEventTime(START.plusMillis(100L * n))
                    .setCapturedAt(START.plusMillis(100L * n))
                    .setClockClamped(false)
                    .setPayloadHash(new PayloadHash(
                            java.nio.ByteBuffer.allocate(16).putLong(n).array()))
                    .setStatistics(Map.of("points", 20.0 + n))
                    .setEloss(eloss)
                    .setScores(Map.of("eloss.radius", eloss, "profile", eloss))
                    .setFeatures(Map.of(
                            "layer.a", level + random.nextGaussian(),
                            "layer.b", level + random.nextGaussian(),
                            "points", 5 * level + random.nextGaussian()))
                    .setJudgedBy(judgedBy)
                    .setStanding(ScoreStanding.UNKNOWN)
                    .setRobustZ(null)
                    .build());
        }
        return scores;
    }
}

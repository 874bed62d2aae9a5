package org.fogbell.verdict;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.fogbell.schemas.BlockProfile;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.ScoreStanding;

/** Scores of imaginary sensors that send ten frames a second, as perception gives them. */
public final class SampleScores {
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    public static final String MODEL = "c0ffee";

    private SampleScores() {}

    /** The n-th frame of a vehicle's one sensor: Eloss 1, so its logarithm is 0. */
    public static FrameScore.Builder frame(String vehicle, long number) {
        return FrameScore.newBuilder()
                .setFrameId(vehicle + "#" + number)
                .setVehicleId(vehicle)
                .setSensorId("lidar-top")
                .setSensorType("hdl-64e")
                .setCapturedAt(at(number))
                .setEventTime(at(number))
                .setSequence(number)
                .setPosition(new Position(48.78, 9.18))
                .setPayloadHash(hash(number))
                .setOrigin(new KafkaOrigin("fogbell.frames", 0, number))
                .setModelDigest(MODEL)
                .setEloss(1)
                .setProfile(List.of(new BlockProfile("block1", List.of("a", "b", "c"), List.of(0.5, 0.25, 0.125))))
                .setStanding(ScoreStanding.UNKNOWN);
    }

    public static FrameScore.Builder frame(long number) {
        return frame("car-1", number);
    }

    /** As the baseline stage gives it: a frame that was judged, at this distance from the baseline. */
    public static FrameScore.Builder judged(long number, double robustZ) {
        return frame(number)
                .setEloss(Math.exp(robustZ / 10))
                .setRobustZ(robustZ)
                .setStanding(ScoreStanding.JUDGED)
                .setModelUntrained(true);
    }

    /** When the n-th frame is captured. */
    public static Instant at(long number) {
        return START.plusMillis(number * 100);
    }

    public static long millis(FrameScore score) {
        return score.getEventTime().toEpochMilli();
    }

    public static PayloadHash hash(long content) {
        return new PayloadHash(ByteBuffer.allocate(16)
                .putLong(content * 7_919)
                .putLong(~content)
                .array());
    }

    /** As windows keep a number: to 24 bits, eight of them the exponent and one the sign. */
    public static double kept(double value) {
        return Math.rint(value / step(value)) * step(value);
    }

    /** Between two such numbers. */
    public static double step(double value) {
        return Math.ulp((float) value) * 256.0;
    }
}

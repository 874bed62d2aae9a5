package org.fogbell.verdict;

import java.time.Instant;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.KafkaOrigin;

/** Windows of an imaginary sensor, five seconds long and one second apart, with fifty frames each. */
public final class SampleWindows {
    static final int FRAMES = 50;

    private SampleWindows() {}

    /** The n-th window, with this share of its frames beyond; the first and the last frame beyond are in its middle. */
    public static Deviation.Builder window(String vehicle, int number, double shareBeyond, double robustZ) {
        Instant start = start(number);
        return Deviation.newBuilder()
                .setVehicleId(vehicle)
                .setSensorId("lidar-top")
                .setSensorType("hdl-64e")
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(5))
                .setCount(FRAMES)
                .setMedianEloss(0.02)
                .setMeanEloss(0.025)
                .setBaseline(new BaselineLevel(BaselineSource.SENSOR, Math.log(0.01), 0.2, 120L))
                .setDeviationFactor(2)
                .setRobustZ(robustZ)
                .setShareBeyond(shareBeyond)
                .setFirstFrameId("first of " + number)
                .setLastFrameId("last of " + number)
                .setFirstOrigin(new KafkaOrigin("fogbell.frames", 0, 10L * number))
                .setLastOrigin(new KafkaOrigin("fogbell.frames", 0, 10L * number + 49))
                .setFirstBeyondAt(shareBeyond > 0 ? start.plusMillis(2_000) : null)
                .setLastBeyondAt(shareBeyond > 0 ? start.plusMillis(3_000) : null)
                .setModelDigest(SampleScores.MODEL);
    }

    public static Deviation.Builder window(int number, double shareBeyond, double robustZ) {
        return window("car-1", number, shareBeyond, robustZ);
    }

    public static Deviation normal(int number) {
        return window(number, 0, 0.5).build();
    }

    public static Deviation beyond(int number) {
        return window(number, 1, 8).build();
    }

    public static Instant start(int number) {
        return SampleScores.START.plusSeconds(number);
    }
}

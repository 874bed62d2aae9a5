package org.fogbell.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one run gave.
 *
 * @param framesPerSecond once warm
 * @param busyCores processor seconds of this process per second
 * @param millisPerFrame processor time per frame, by what it was used for
 */
record Measurement(double framesPerSecond, double busyCores, Map<ProcessorTime.Part, Double> millisPerFrame) {
    /**
     * @param momentsNanos when each frame was done
     * @param warmUp frames to leave out
     * @param from taken when the warm-up was over
     * @param to taken when the last frame was done
     */
    static Measurement of(long[] momentsNanos, int warmUp, ProcessorTime from, ProcessorTime to) {
        double seconds = (to.momentNanos() - from.momentNanos()) / 1e9;
        double framesPerSecond = Rate.perSecond(momentsNanos, warmUp);
        Map<ProcessorTime.Part, Double> millis = new TreeMap<>();
        to.byPart().forEach((part, nanos) -> {
            long used = nanos - from.byPart().getOrDefault(part, 0L);
            millis.put(part, used / 1e6 / (framesPerSecond * seconds));
        });
        return new Measurement(framesPerSecond, (to.processNanos() - from.processNanos()) / 1e9 / seconds, millis);
    }

    /** Processor seconds of perception's threads per second. */
    double perceptionCores() {
        return millisPerFrame.getOrDefault(ProcessorTime.Part.PERCEPTION, 0.0) * framesPerSecond / 1_000;
    }

    /** Processor time per frame of everything but compilation, which a long run does not have. */
    double steadyMillis() {
        return millisPerFrame.entrySet().stream()
                .filter(used -> used.getKey() != ProcessorTime.Part.COMPILER)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}

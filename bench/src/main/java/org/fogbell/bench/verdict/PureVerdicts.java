package org.fogbell.bench.verdict;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import org.fogbell.bench.Spread;
import org.fogbell.schemas.FrameScore;
import org.fogbell.topology.JobParameters;
import org.fogbell.verdict.SensorReplay;

/**
 * The classes that decide, without Flink, called as the job calls them: baseline, windows and alert of each sensor, on this one
 * thread. State lives in objects; making the scores is not counted.
 */
final class PureVerdicts {
    private static final int CHUNK = 4_096;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ScoreStream stream;
    private final SensorReplay[] replays;
    private final FrameScore[] chunk = new FrameScore[CHUNK];
    private long next;
    private long windows;

    PureVerdicts(ScoreStream stream, JobParameters parameters) {
        this.stream = stream;
        this.replays = new SensorReplay[stream.sensors()];
        SensorReplay first = parameters.sensorReplay();
        for (int i = 0; i < replays.length; i++) {
            replays[i] = first.another();
        }
    }

    Cost measure(Course course) {
        judge(course.warmUp());
        double[] nanos = new double[course.sections()];
        for (int section = 0; section < nanos.length; section++) {
            nanos[section] = (double) judge(course.section()) / course.section();
        }
        if (windows == 0) {
            throw new IllegalStateException("expected windows to close, none did in " + next + " scores");
        }
        return new Cost("classes", stream.sensors(), Spread.of(nanos), Map.of(), null);
    }

    private long judge(long scores) {
        long used = 0;
        for (long done = 0; done < scores; done += CHUNK) {
            int length = (int) Math.min(CHUNK, scores - done);
            for (int i = 0; i < length; i++) {
                chunk[i] = stream.score(next + i);
            }
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < length; i++) {
                SensorReplay replay = replays[stream.sensor(next + i)];
                replay.see(chunk[i]);
                windows += replay.windows().size();
                replay.windows().clear();
                replay.alerts().clear();
            }
            used += threads.getCurrentThreadCpuTime() - before;
            next += length;
        }
        return used;
    }
}

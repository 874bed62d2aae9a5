package org.fogbell.bench.verdict;

import java.util.Map;
import org.fogbell.schemas.FrameScore;
import org.fogbell.topology.JobParameters;
import org.fogbell.verdict.SensorReplay;

/**
 * The classes that decide, without Flink, called as the job calls them: baseline, windows and alert of each sensor, on this one
 * thread. State lives in objects; making the scores is not counted.
 */
final class PureVerdicts {
    private static final int CHUNK = 4_096;

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
        Use[] sections = new Use[course.sections()];
        for (int section = 0; section < sections.length; section++) {
            sections[section] = judge(course.section()).each(course.section());
        }
        if (windows == 0) {
            throw new IllegalStateException("expected windows to close, none did in " + next + " scores");
        }
        return Cost.of("classes", stream.sensors(), sections, Map.of(), null);
    }

    private Use judge(long scores) {
        Use used = Use.NONE;
        for (long done = 0; done < scores; done += CHUNK) {
            int length = (int) Math.min(CHUNK, scores - done);
            for (int i = 0; i < length; i++) {
                chunk[i] = stream.score(next + i);
            }
            Use before = Use.ofThisThread();
            for (int i = 0; i < length; i++) {
                SensorReplay replay = replays[stream.sensor(next + i)];
                replay.see(chunk[i]);
                windows += replay.windows().size();
                replay.windows().clear();
                replay.alerts().clear();
            }
            used = used.plus(Use.ofThisThread().since(before));
            next += length;
        }
        return used;
    }
}

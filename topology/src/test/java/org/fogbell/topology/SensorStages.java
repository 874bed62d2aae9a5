package org.fogbell.topology;

import java.util.List;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;

/** The three stages that judge a sensor, in their operators, each handed what the one before put out. */
final class SensorStages implements AutoCloseable {
    final StageRun<FrameScore, FrameScore> baseline;
    final StageRun<FrameScore, Deviation> deviation;
    final StageRun<Deviation, Alert> alert;
    private int scores;
    private int windows;

    /** Their state on the heap. */
    SensorStages(JobParameters parameters) throws Exception {
        this(parameters, new HashMapStateBackend());
    }

    SensorStages(JobParameters parameters, StateBackend backend) throws Exception {
        baseline = StageRun.of("baseline", parameters, backend);
        deviation = StageRun.of("deviation", parameters, backend);
        alert = StageRun.of("alert", parameters, backend);
    }

    void restart(int parallelism) throws Exception {
        for (StageRun<?, ?> stage : List.of(baseline, deviation, alert)) {
            stage.restart(parallelism);
        }
    }

    /** Through all three. */
    void watermark(long millis) throws Exception {
        baseline.watermark(millis);
        for (; scores < baseline.output().size(); scores++) {
            FrameScore score = baseline.output().get(scores);
            deviation.send(score, SampleScores.millis(score));
        }
        deviation.watermark(millis);
        for (; windows < deviation.output().size(); windows++) {
            Deviation window = deviation.output().get(windows);
            alert.send(window, window.getWindowEnd().toEpochMilli() - 1);
        }
        alert.watermark(millis);
    }

    @Override
    public void close() {
        baseline.close();
        deviation.close();
        alert.close();
    }
}

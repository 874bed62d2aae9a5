package org.fogbell.bench.verdict;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.fogbell.fleet.LocalJob;
import org.fogbell.schemas.FrameScore;
import org.fogbell.topology.JobParameters;
import org.fogbell.topology.VerdictStages;

/**
 * The job's stages "baseline", "deviation" and "alert" on a mini cluster, one subtask each: with Flink's state, timers and
 * serializers. Counted are the processor time and the allocated bytes of the whole process but for its compilers and the thread that makes the scores,
 * which also serializes them. No checkpoint falls into a run; at its end a savepoint tells the size of the state, at a moment
 * when no frame waits for its order.
 */
final class StageCluster {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofMillis(5);

    private static final String NATIVE = "the backend's own files, which also hold what was overwritten";

    private final ScoreStream stream;
    private final String backend;

    /** @param backend as Flink names it: hashmap, rocksdb or forst */
    StageCluster(ScoreStream stream, String backend) {
        this.stream = stream;
        this.backend = backend;
    }

    /** As {@link PureVerdicts#measure}. */
    Cost measure(Course course) throws Exception {
        Path folder = Files.createTempDirectory("fogbell-bench-");
        try {
            return measure(course, folder);
        } finally {
            org.apache.flink.util.FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private Cost measure(Course course, Path folder) throws Exception {
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, backend);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        JobParameters parameters = JobParameters.of(Map.of("checkpoint.interval", "24h"));
        DataStream<FrameScore> scores = ScorePump.into(env, stream, course.all());
        VerdictStages stages = VerdictStages.alone(scores, parameters);
        stages.alerts().sinkTo(new DiscardingSink<>()).name("alerts");
        try (LocalJob job = LocalJob.start(env)) {
            await(job, course.warmUp());
            Use[] sections = new Use[course.sections()];
            for (int section = 0; section < sections.length; section++) {
                long from = ScorePump.sent();
                Use before = Use.ofTheStages();
                await(job, course.end(section));
                Use used = Use.ofTheStages().since(before);
                sections[section] = used.each(ScorePump.sent() - from);
            }
            // ForSt only has a format of its own, whose files hold more than the state.
            boolean own = backend.equals("forst");
            SavepointFormatType format = own ? SavepointFormatType.NATIVE : SavepointFormatType.CANONICAL;
            Map<String, Double> bytes = bytes(job.savepoint(folder.resolve("savepoint"), format));
            return Cost.of("stages on " + backend, stream.sensors(), sections, bytes, own ? NATIVE : null);
        }
    }

    private static void await(LocalJob job, long scores) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ScorePump.sent() < scores) {
            job.requireRunning();
            Thread.sleep(POLL.toMillis());
            if (System.nanoTime() > deadline) {
                throw new IOException("expected " + scores + " scores within " + PATIENCE.toMinutes() + " minutes, got "
                        + ScorePump.sent());
            }
        }
    }

    /** By stage, a sensor. */
    private Map<String, Double> bytes(Path savepoint) throws IOException {
        Map<String, Double> bytes = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(savepoint.resolve("_metadata")))) {
            for (OperatorState state : Checkpoints.loadCheckpointMetadata(
                            in, StageCluster.class.getClassLoader(), savepoint.toString())
                    .getOperatorStates()) {
                String stage = state.getOperatorUid().orElse("");
                if (!stage.isEmpty() && !stage.equals(ScorePump.UID) && state.getStateSize() > 0) {
                    bytes.put(stage, (double) state.getStateSize() / stream.sensors());
                }
            }
        }
        return bytes;
    }
}

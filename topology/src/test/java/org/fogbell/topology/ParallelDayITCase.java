package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

/** All stages behind perception in a cluster, where Flink itself sends each key to a subtask, and threads race. */
class ParallelDayITCase {
    private static final long SEED = 20_260_301L;
    private static final long OUT_OF_ORDER_MILLIS =
            ScriptedDay.PARAMETERS.eventTime().outOfOrderness().toMillis();

    @Test
    void publishesTheSameScoresWindowsAlertsAndIncidentsAtAnyParallelism() throws Exception {
        Map<String, List<String>> alone = run(1, ScriptedDay.steps(SEED, 0, 0));
        assertThat(alone.keySet())
                .extracting(key -> key.substring(0, key.indexOf(' ')))
                .contains("baseline", "deviation", "alert", "liveness", "incident");
        for (int parallelism : new int[] {2, 4}) {
            assertThat(run(parallelism, ScriptedDay.steps(SEED, 5, 10)))
                    .as("parallelism %d, 5 %% twice, 10 %% out of order, seed %d", parallelism, SEED)
                    .isEqualTo(alone);
        }
    }

    @SuppressWarnings("try") // the results' close() throws any exception
    private static Map<String, List<String>> run(int parallelism, List<VerdictRun.Step> steps) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
        List<FrameScore> arrivals =
                steps.stream().flatMap(step -> step.scores().stream()).toList();
        DataStream<FrameScore> scores = env.fromData(arrivals, new ScoreType())
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.forGenerator(any -> new AfterEachFrame())
                        .withTimestampAssigner((score, none) -> SampleScores.millis(score)))
                .setParallelism(1);
        VerdictStages verdicts = VerdictStages.alone(scores, ScriptedDay.PARAMETERS);
        DataStream<Alert> liveness = FogbellJob.liveness(verdicts, ScriptedDay.PARAMETERS);
        var incidents = new IncidentStages(ScriptedDay.PARAMETERS)
                .connect(verdicts.deviations(), verdicts.alerts().union(liveness));
        DataStream<String> published = lines("baseline", verdicts.scores())
                .union(lines("deviation", verdicts.deviations()))
                .union(lines("alert", verdicts.alerts()))
                .union(lines("liveness", liveness))
                .union(lines("incident", incidents));
        List<String> came = new ArrayList<>();
        try (CloseableIterator<String> results = published.executeAndCollect()) {
            results.forEachRemaining(came::add);
        }
        return ScriptedDay.byKey(came.stream());
    }

    private static DataStream<String> lines(String stage, DataStream<? extends SpecificRecordBase> stream) {
        return stream.map(value -> ScriptedDay.line(stage, value), Types.STRING);
    }

    /** A watermark behind every frame: the more there are, the more may overtake each other. */
    private static final class AfterEachFrame implements WatermarkGenerator<FrameScore> {
        private long latest = Long.MIN_VALUE + OUT_OF_ORDER_MILLIS + 1;

        @Override
        public void onEvent(FrameScore score, long millis, WatermarkOutput output) {
            latest = Math.max(latest, millis);
            output.emitWatermark(new Watermark(latest - OUT_OF_ORDER_MILLIS - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}

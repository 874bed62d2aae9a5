package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.util.StateMigrationException;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores that waited for the watermark when a job stopped whose scores had another schema. */
class ScoreEvolutionITCase {
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of());

    @TempDir
    private Path folder;

    static List<Schema> released() throws IOException {
        List<Schema> released = new ArrayList<>();
        while (true) {
            String next = "released/FrameScore/v" + (released.size() + 1) + ".avsc";
            try (InputStream in = FrameScore.class.getResourceAsStream(next)) {
                if (in == null) {
                    return released;
                }
                released.add(new Schema.Parser().parse(in));
            }
        }
    }

    /** Of fields that every version has. */
    private static List<FrameScore> scores(int from, int to) {
        List<FrameScore> scores = new ArrayList<>();
        for (int n = from; n < to; n++) {
            scores.add(SampleScores.frame(n)
                    .setEloss(1 + 0.01 * (n % 7))
                    .setStatistics(Map.of("points", 100.0 + n))
                    .setClockClamped(n % 2 == 0)
                    .build());
        }
        return scores;
    }

    private List<StateBackend> backends() {
        EmbeddedRocksDBStateBackend onDisk = new EmbeddedRocksDBStateBackend();
        onDisk.setDbStoragePath(folder.toString());
        return List.of(new HashMapStateBackend(), onDisk);
    }

    @ParameterizedTest
    @MethodSource("released")
    void thatWaitedInABuildOfAReleasedSchemaAreJudged(Schema schema) throws Exception {
        List<FrameScore> expected = new ArrayList<>();
        try (StageRun<FrameScore, FrameScore> alone = StageRun.of("baseline", PARAMETERS)) {
            send(alone, scores(0, 50));
            alone.watermark(Long.MAX_VALUE);
            expected.addAll(alone.output());
        }
        assertThat(expected).hasSize(50);
        for (StateBackend backend : backends()) {
            try (StageRun<FrameScore, FrameScore> earlier = EarlierBaseline.open(schema, backend);
                    StageRun<FrameScore, FrameScore> now = StageRun.of("baseline", PARAMETERS, backend)) {
                send(earlier, scores(0, 30));
                now.goOnFrom(earlier);
                now.watermark(SampleScores.at(10).toEpochMilli());
                now.restart(2);
                send(now, scores(30, 50));
                now.watermark(Long.MAX_VALUE);
                assertThat(now.output()).as("%s", backend).isEqualTo(expected);
            }
        }
    }

    @Test
    void thatWaitedInABuildOfASchemaThatIsNotOursAreRefused() throws Exception {
        String ours = FrameScore.getClassSchema().toString();
        String sometimes = ours.replace(
                "\"name\":\"eloss\",\"type\":\"double\"", "\"name\":\"eloss\",\"type\":[\"null\",\"double\"]");
        assertThat(sometimes).isNotEqualTo(ours);
        for (StateBackend backend : backends()) {
            try (StageRun<FrameScore, FrameScore> other =
                            EarlierBaseline.open(new Schema.Parser().parse(sometimes), backend);
                    StageRun<FrameScore, FrameScore> now = StageRun.of("baseline", PARAMETERS, backend)) {
                send(other, scores(0, 30));
                assertThatThrownBy(() -> now.goOnFrom(other))
                        .as("%s", backend)
                        .hasRootCauseInstanceOf(StateMigrationException.class);
            }
        }
    }

    private static void send(StageRun<FrameScore, FrameScore> run, List<FrameScore> scores) throws Exception {
        for (FrameScore score : scores) {
            run.send(score, SampleScores.millis(score));
        }
    }
}

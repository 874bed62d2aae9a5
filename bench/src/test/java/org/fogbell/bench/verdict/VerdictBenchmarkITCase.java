package org.fogbell.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;

/** All that are measured, on few scores. */
class VerdictBenchmarkITCase {
    private static final int SENSORS = 3;
    private static final long WARM_UP = 300;
    private static final long COUNTED = 300;
    private static final Course COURSE = new Course(WARM_UP, 5, COUNTED / 5);

    @Test
    void measuresTheClassesThatDecide() throws Exception {
        Cost cost = new PureVerdicts(new ScoreStream(SENSORS), JobParameters.of(Map.of())).measure(COURSE);
        assertThat(cost.nanos().min()).isPositive();
        assertThat(cost.scoresPerSecond()).isPositive().isFinite();
        assertThat(cost.allocated().min()).as("46 features at least").isGreaterThan(46 * Double.BYTES);
    }

    @Test
    void measuresTheStagesAndTheirState() throws Exception {
        Cost cost = new StageCluster(new ScoreStream(SENSORS), "hashmap").measure(COURSE);
        assertThat(cost.nanos().max()).isPositive();
        assertThat(cost.allocated().min()).as("a score that is read, at least").isGreaterThan(46 * Double.BYTES);
        assertThat(cost.bytes()).containsOnlyKeys("baseline", "deviation", "alert");
        assertThat(cost.bytesASensor()).isGreaterThan(128 * Long.BYTES);
    }

    @Test
    void measuresTheRival() throws Exception {
        Cost cost = new CutForests(new ScoreStream(1), false).measure(WARM_UP, COUNTED);
        assertThat(cost.nanos().min()).isPositive();
        assertThat(cost.bytesASensor()).as("points of 35 features").isGreaterThan(256 * 35 * Float.BYTES);
    }

    @Test
    void sendsTheSameScoresInTheOrderOfTheirTimes() throws Exception {
        ScoreStream stream = new ScoreStream(SENSORS);
        ScoreStream again = new ScoreStream(SENSORS);
        for (long i = 0; i < 1_000; i++) {
            assertThat(stream.score(i)).isEqualTo(again.score(i));
            assertThat(stream.micros(i + 1)).isGreaterThan(stream.micros(i));
        }
    }
}

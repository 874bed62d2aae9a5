package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final JobParameters PARAMETERS = JobParameters.of(
            Map.of("silence.after", "10s", "perception.timeout", "25s", "event-time.idle-after", "5s"));

    @Test
    void isMorePatientThanPerceptionAndIdlenessTogether() {
        assertThat(Heartbeat.patience(PARAMETERS)).isEqualTo(Duration.ofSeconds(40));
        assertThat(Heartbeat.intervalMillis(PARAMETERS)).isEqualTo(10_000);
    }

    @Test
    void hearsSilenceInSoManyBeatsAsThePatienceHas() {
        assertThat(Heartbeat.isSilence(3, 7)).isFalse();
        assertThat(Heartbeat.isSilence(4, 7)).isTrue();
        assertThat(Heartbeat.isSilence(11, Long.MIN_VALUE)).isFalse();
        assertThat(Heartbeat.isSilence(12, Long.MIN_VALUE)).isTrue();
    }

    @Test
    void beatsAtLeastAMillisecondApart() {
        JobParameters shortest = JobParameters.of(
                Map.of("silence.after", "1ms", "perception.timeout", "1ms", "event-time.idle-after", "1ms"));
        assertThat(Heartbeat.intervalMillis(shortest)).isOne();
    }

    @Test
    void countsBeatsThatFoundTheWatermarkWhereItWas() {
        LivenessTimers set = new LivenessTimers(1, 2, 100, 0).beat(100, false).beat(100, false);
        assertThat(set.stillBeats()).isEqualTo(2);
        assertThat(set.beat(101, false).stillBeats()).isZero();
        assertThat(set.beat(100, true).stillBeats()).as("after a restart").isZero();
    }
}

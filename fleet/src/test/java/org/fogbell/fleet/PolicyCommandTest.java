package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in what was typed is said before any broker is asked: none is there. */
@Timeout(20)
class PolicyCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456789Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy set --scope fleet alert.threshold | policy set: expected KEY=VALUE, as in alert.threshold=4,"
                        + " got 'alert.threshold'",
                "policy set --scope fleet =4 | policy set: expected KEY=VALUE, as in alert.threshold=4, got '=4'",
                "policy set --scope fleet alert.share=1 alert.share=0.5 | alert.share: expected once, got '1' and '0.5'",
                "policy set --scope fleet --rollback-to 1 alert.share=1 | --rollback-to: expected no KEY=VALUE beside it",
                "policy set --scope car-1 alert.share=1 | scope: expected fleet, sensor-type:TYPE, vehicle:VEHICLE or",
                "policy history --scope car-1 | scope: expected fleet, sensor-type:TYPE, vehicle:VEHICLE or",
                "baseline reset car-1 | scope: expected fleet, sensor-type:TYPE, vehicle:VEHICLE or",
                "job --parallelism 0 | --parallelism: expected at least 1, got '0'",
            })
    void saysWhatIsWrongBeforeAnybodyIsAsked(String line, String why) {
        Shell shell = nobodyThere(line);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).startsWith("fogbell: " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy set --scope fleet alert.share=1",
                "baseline reset car-1/lidar",
                "alert ack a1b2",
                "alert false-alarm a1b2"
            })
    void refusesATimeThatIsNoneBeforeAnybodyIsAsked(String line) {
        for (String time : List.of("yesterday", "5m", "+soon", "2026-03-01")) {
            Shell shell = nobodyThere(line + " --effective " + time);
            assertThat(shell.status()).isEqualTo(2);
            assertThat(shell.err())
                    .contains("'--effective'", "expected now, a span such as +5m or a time such as", "'" + time + "'");
        }
    }

    @Test
    void countsFromNowOrFromATime() {
        EffectiveTime.Option option = new EffectiveTime.Option();
        assertThat(option.convert("now").from(NOW)).isEqualTo("2026-03-01T10:00:00.123456Z");
        assertThat(option.convert("+5m").from(NOW)).isEqualTo("2026-03-01T10:05:00.123456Z");
        assertThat(option.convert("2026-03-02T00:00:00Z").from(NOW)).isEqualTo("2026-03-02T00:00:00Z");
    }

    private static Shell nobodyThere(String line) {
        return Shell.run((Object[]) (line + " --kafka.bootstrap-servers localhost:1").split(" "));
    }
}

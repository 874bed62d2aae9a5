package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the defaults: threshold 4, release 2, critical 6. */
class PolicyJudgeTest {
    private static final long NOTHING_JUDGED = Long.MIN_VALUE;

    private final PolicyJudge judge = JobParameters.of(Map.of()).policyJudge();
    private PolicyBook book = new PolicyBook();

    @Test
    void acceptsFromTheTimeThatIsAskedFor() {
        PolicyAck ack = ask(Policies.override("fleet", 1, 10, Map.of("alert.threshold", "4")), 9);
        assertThat(ack.getAccepted()).isTrue();
        assertThat(ack.getEffectiveAt()).isEqualTo(Policies.at(10));
        assertThat(ack.getReason()).isEmpty();
    }

    @Test
    void acceptsFromTheFirstFrameThatIsNotJudgedAndSaysSo() {
        PolicyAck ack = ask(Policies.override("fleet", 1, 10, Map.of("alert.threshold", "4")), 25);
        assertThat(ack.getAccepted()).isTrue();
        assertThat(ack.getEffectiveAt()).isEqualTo(Policies.at(25).plusMillis(1));
        assertThat(ack.getReason()).startsWith("counts later than asked for: frames before 2026-03-01T10:00:25.001Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alert.threshold | 7 | alert.critical: expected at least alert.threshold (7.0), got '6.0'",
                "alert.threshold | NaN | alert.threshold: expected above 0, got 'NaN'",
                "alert.threshold | many | alert.threshold: expected a number, got 'many'",
                "alert.release | 5 | alert.release: expected above 0, at most alert.threshold (4.0), got '5.0'",
                "alert.treshold | 3 | unknown parameter 'alert.treshold'; did you mean 'alert.threshold'?",
                "flapping.within | 0s | flapping.within: expected a duration above 0, as in 10s, got '0ms'",
                "baseline.half-life-frames | 0 | baseline.half-life-frames: expected at least 1, got '0'",
                "shift.false-alarm-frames | 5 | shift.false-alarm-frames: expected 0, or at least 100, got '5.0'",
                "silence.after | -1s | silence.after: ",
                "silence.after | 200h | state.retention: expected more than silence.after (200h)",
                "maintenance.spans | car-1 | maintenance.spans: expected VEHICLE/SENSOR FROM/TO",
                "window.size | 9s | window.size: expected a parameter that a policy may override",
                "kafka.topic-prefix | x | kafka.topic-prefix: expected a parameter that a policy may override",
                "windw.size | 9s | unknown parameter 'windw.size'; did you mean 'window.size'?",
            })
    void refusesWhatTheJobsParametersWouldRefuse(String key, String value, String why) {
        PolicyAck ack = ask(Policies.override("vehicle:car-1", 1, 0, Map.of(key, value)), 0);
        assertThat(ack.getAccepted()).isFalse();
        assertThat(ack.getReason()).startsWith(why);
        assertThat(ack.getEffectiveAt()).isNull();
        assertThat(book.accepted()).as("nothing else disturbed").isEmpty();
    }

    @Test
    void refusesVersionsThatAreNotNewer() {
        ask(Policies.override("fleet", 3, 100, Map.of()), 0);
        for (long version = 0; version <= 3; version++) {
            assertThat(ask(Policies.override("fleet", version, 5 + version, Map.of()), 0)
                            .getReason())
                    .isEqualTo("version: expected more than 3, the newest of fleet, got '" + version + "'");
        }
        assertThat(ask(Policies.override("vehicle:car-1", 1, 5, Map.of()), 0).getAccepted())
                .as("another scope counts by itself")
                .isTrue();
    }

    @Test
    void refusesWhatContradictsAPolicyThatMeetsItInOneSensor() {
        ask(Policies.override("sensor-type:hdl-64e", 1, 50, Map.of("alert.critical", "4")), 0);
        assertThat(ask(Policies.override("vehicle:car-1", 1, 0, Map.of("alert.threshold", "5")), 0)
                        .getReason())
                .as("from second 50 on")
                .isEqualTo("alert.critical: expected at least alert.threshold (5.0), got '4.0';"
                        + " by sensor-type:hdl-64e@1 and vehicle:car-1@1");
        assertThat(ask(Policies.override("sensor-type:vlp-16", 1, 0, Map.of("alert.threshold", "5")), 0)
                        .getAccepted())
                .as("no sensor is of two types")
                .isTrue();
        book = new PolicyBook();
        ask(Policies.override("sensor:car-2/roof", 1, 0, Map.of("alert.critical", "4")), 0);
        assertThat(ask(Policies.override("vehicle:car-2", 1, 1, Map.of("alert.threshold", "4.3")), 0)
                        .getReason())
                .endsWith("by vehicle:car-2@1 and sensor:car-2/roof@1");
    }

    @Test
    void acceptsWhatOnlyTogetherMakesSense() {
        ask(Policies.override("fleet", 1, 10, Map.of("alert.critical", "20")), 0);
        assertThat(ask(Policies.override("vehicle:car-1", 1, 10, Map.of("alert.threshold", "10")), 0)
                        .getAccepted())
                .isTrue();
        assertThat(ask(Policies.override("vehicle:car-2", 1, 9, Map.of("alert.threshold", "10")), 0)
                        .getAccepted())
                .as("a second before the fleet's counts")
                .isFalse();
        assertThat(ask(Policies.override("fleet", 2, 20, Map.of()), 0).getReason())
                .as("what car-1 builds on cannot be withdrawn")
                .startsWith("alert.critical: expected at least alert.threshold (10.0)");
    }

    @Test
    void givesTheSameAnswerToTheSamePolicy() {
        Policy policy = Policies.override("fleet", 1, 10, Map.of());
        PolicyAck first = ask(policy, 0);
        assertThat(ask(policy, 500)).isEqualTo(first);
    }

    @Test
    void refusesOrdersThatSayTooMuchOrTooLittle() {
        assertThat(ask(Policies.reset("car-1/roof", 0), 0).getAccepted()).isTrue();
        Policy.Builder reset = Policy.newBuilder(Policies.reset("car-1/roof", 1));
        assertThat(ask(reset.setScope("vehicle:car-1").build(), 0).getReason()).startsWith("scope: expected sensor:");
        assertThat(ask(Policies.about(PolicyAction.RESET_BASELINE, "car-1/roof", "a", 1), 0)
                        .getReason())
                .startsWith("alert_id: expected none");
        assertThat(ask(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", null, 1), 0)
                        .getReason())
                .startsWith("alert_id: expected the alert's id");
        assertThat(ask(Policies.about(PolicyAction.UNKNOWN, "car-1/roof", null, 1), 0)
                        .getReason())
                .startsWith("action: expected one that this job knows");
    }

    @Test
    void saysWhenAnotherJobsParametersContradictWhatWasAccepted() {
        ask(Policies.override("fleet", 1, 0, Map.of("alert.threshold", "5")), 0);
        judge.requireSound(book);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobParameters.of(Map.of("alert.critical", "4"))
                        .policyJudge()
                        .requireSound(book))
                .withMessageStartingWith("the job's parameters contradict policy fleet@1")
                .withMessageContaining("alert.critical");
    }

    private PolicyAck ask(Policy policy, long judgedSecond) {
        long judged =
                judgedSecond == 0 ? NOTHING_JUDGED : Policies.at(judgedSecond).toEpochMilli();
        PolicyAck ack = judge.judge(book, policy, judged);
        book.take(ack);
        return ack;
    }
}

package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
    @Test
    void letsTheBrokerStampWhatComesFromVehicles() {
        assertThat(TopicSettings.frames()).containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void letsARecordingKeepItsTimesForEver() {
        assertThat(TopicSettings.recordedFrames())
                .containsEntry("message.timestamp.type", "CreateTime")
                .containsEntry("retention.ms", "-1");
    }

    @Test
    void takesLargeMessagesEverywhere() {
        assertThat(TopicSettings.frames()).containsAllEntriesOf(MessageSizes.topic());
        assertThat(TopicSettings.recordedFrames()).containsAllEntriesOf(MessageSizes.topic());
        assertThat(TopicSettings.results()).containsAllEntriesOf(MessageSizes.topic());
    }

    @Test
    void keepsEveryPolicyByItsKey() {
        assertThat(TopicSettings.policies())
                .containsEntry("cleanup.policy", "compact")
                .containsAllEntriesOf(MessageSizes.topic());
        Policy.Builder policy = Policy.newBuilder()
                .setAction(PolicyAction.OVERRIDE)
                .setScope("vehicle:car-7")
                .setVersion(3)
                .setAuthor("night shift")
                .setReason("")
                .setEffectiveAt(Instant.EPOCH);
        assertThat(PolicyKey.of(policy.setPolicyId("a").build())).isEqualTo("vehicle:car-7@3#a");
        assertThat(PolicyKey.of(policy.setPolicyId("b").build()))
                .as("two authors took the same version: the refused one replaces nothing")
                .isNotEqualTo("vehicle:car-7@3#a");
    }
}

package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

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
}

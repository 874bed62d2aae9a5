package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.fogbell.schemas.Alert;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {
    private final JsonRecords<FrameScore> scores = new JsonRecords<>(FrameScore.class);

    @Test
    void readsWhatTailPrints() {
        assertThat(scores.read(RecordJson.line(Records.score()))).isEqualTo(Records.score());
        assertThat(new JsonRecords<>(Alert.class).read(RecordJson.line(Records.firing())))
                .isEqualTo(Records.firing());
        assertThat(new JsonRecords<>(Deviation.class).read(RecordJson.line(Records.window())))
                .isEqualTo(Records.window());
        assertThat(new JsonRecords<>(DeadLetter.class).read(RecordJson.line(Records.deadLetter())))
                .isEqualTo(Records.deadLetter());
    }

    @Test
    void readsWhatAnotherVersionPrinted() {
        String line = RecordJson.line(Records.score())
                .replace("\"standing\":\"JUDGED\"", "\"standing\":\"PONDERED\",\"aura\":7")
                .replace("\"blind\":false,", "");
        FrameScore read = scores.read(line);
        assertThat(read.getStanding()).isEqualTo(ScoreStanding.UNKNOWN);
        assertThat(read.getBlind()).isFalse();
    }

    @Test
    void saysWhichKeyIsWrong() {
        String line = RecordJson.line(Records.score());
        assertThatThrownBy(() -> scores.read(line.replace("\"eloss\":0.004,", "\"eloss\":null,")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FrameScore.eloss: expected a number, got 'null'");
        assertThatThrownBy(() -> scores.read(line.replace("\"vehicle_id\":\"car-1\",", "")))
                .hasMessage("FrameScore.vehicle_id: expected a value, got none");
        assertThatThrownBy(() -> scores.read(line.replaceAll("\"event_time\":\"[^\"]*\"", "\"event_time\":\"noon\"")))
                .hasMessageStartingWith("FrameScore.event_time: expected a time such as");
        assertThatThrownBy(() -> scores.read("2026-03-01 car-1 z 3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a FrameScore as JSON, got '2026-03-01 car-1 z 3'");
    }
}

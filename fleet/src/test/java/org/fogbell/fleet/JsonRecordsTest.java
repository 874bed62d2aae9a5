package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
        assertThatThrownBy(() -> scores.read(
                        line.replaceAll("\"event_time\":\"[^\"]*\"", "\"event_time\":\"+999999-01-01T00:00:00Z\"")))
                .hasMessage("FrameScore.event_time: expected a time such as 2026-03-01T10:00:00Z,"
                        + " got '+999999-01-01T00:00:00Z'");
        for (String number : List.of("NaN", "1e400", "-Infinity")) {
            assertThatThrownBy(() -> scores.read(line.replace("\"eloss\":0.004,", "\"eloss\":" + number + ",")))
                    .hasMessage("FrameScore.eloss: expected a number that is finite, got '" + Double.parseDouble(number)
                            + "'");
        }
        assertThatThrownBy(() -> scores.read(line.replace("\"sequence\":42,", "\"sequence\":42.5,")))
                .hasMessage("FrameScore.sequence: expected a whole number, got '42.5'");
        String hash = "00ff0000000000000000000000000000";
        for (String other : List.of("xyz", hash.substring(2), "zz" + hash.substring(2), hash + "00")) {
            assertThatThrownBy(() -> scores.read(line.replace(hash, other)))
                    .hasMessageStartingWith("FrameScore.payload_hash: expected ")
                    .hasMessageEndingWith("hexadecimal digits, got '" + other + "'");
        }
        assertThatThrownBy(() -> scores.read("2026-03-01 car-1 z 3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a FrameScore as JSON, got '2026-03-01 car-1 z 3'");
    }
}

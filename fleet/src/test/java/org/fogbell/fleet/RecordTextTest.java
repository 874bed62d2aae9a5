package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentState;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.NamedCondition;
import org.fogbell.schemas.ScoreStanding;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    @Test
    void tellsTheOperatorWhoSinceWhenHowMuchAndWhy() {
        assertThat(RecordText.line(Records.firing()))
                .isEqualTo("FIRING   CRITICAL deviation of car-1/lidar  since 2026-05-01T08:00:25.123Z  "
                        + "noise in the sweep  [a1b2]");
    }

    @Test
    void tellsWhatAnAlertLooksLike() {
        Alert named = Records.firing();
        named.setCondition(new NamedCondition("snow", "snow", 0.972, "rain", 0.021, 0.03, "d1", List.of("f")));
        assertThat(RecordText.line(named))
                .isEqualTo("FIRING   CRITICAL deviation of car-1/lidar  since 2026-05-01T08:00:25.123Z  "
                        + "looks like snow (0.97), else rain (0.02): noise in the sweep  [a1b2]");
        named.getCondition().setLabel("unknown");
        assertThat(RecordText.line(named))
                .contains("  looks like nothing prepared, snow (0.97) comes nearest: noise in the sweep  ");
    }

    @Test
    void tellsHowLongAResolvedAlertLasted() {
        Alert resolved = Records.firing();
        resolved.setState(AlertState.RESOLVED);
        resolved.setEndedAt(resolved.getStartedAt().plusMillis(15_240));
        assertThat(RecordText.line(resolved))
                .startsWith("RESOLVED CRITICAL deviation of car-1/lidar  "
                        + "from 2026-05-01T08:00:25.123Z to 2026-05-01T08:00:40.363Z (15.2 s)  ");
    }

    @Test
    void givesASilentSensorNoStrength() {
        Alert silent = Records.firing();
        silent.setKind(AlertKind.SILENCE);
        silent.setReason("no frame for 5s");
        assertThat(RecordText.line(silent))
                .isEqualTo("FIRING   CRITICAL silence of car-1/lidar  since 2026-05-01T08:00:25.123Z  "
                        + "no frame for 5s  [a1b2]");
    }

    @Test
    void tellsTheCauseOfAnIncidentAndHowLongItLasted() {
        Incident incident = Records.incident();
        assertThat(RecordText.line(incident))
                .isEqualTo("OPEN     CRITICAL sensor fault: car-1/lidar  since 2026-05-01T08:00:25.123Z  "
                        + "this sensor alone  [c3d4]");
        incident.setState(IncidentState.CLOSED);
        incident.setEndedAt(incident.getStartedAt().plusSeconds(5));
        assertThat(RecordText.line(incident))
                .contains("from 2026-05-01T08:00:25.123Z to 2026-05-01T08:00:30.123Z (5.0 s)");
    }

    @Test
    void showsAScore() {
        assertThat(RecordText.line(Records.score()))
                .isEqualTo("2026-05-01T08:00:25.123Z  car-1/lidar #42  Eloss 4.00e-03, eloss z -0.5  JUDGED  "
                        + "untrained backbone");
    }

    @Test
    void showsThatASensorIsLearningOrBlind() {
        FrameScore score = Records.score();
        score.setStanding(ScoreStanding.LEARNING);
        score.setBlind(true);
        assertThat(RecordText.line(score)).contains("  LEARNING  BLIND  ");
    }

    @Test
    void showsAWindow() {
        assertThat(RecordText.line(Records.window()))
                .isEqualTo("2026-05-01T08:00:20Z + 5.0 s  car-1/lidar  eloss x1.02, z +0.3  4 % of 50 frames beyond");
    }

    @Test
    void showsWhereADeadLetterStillIs() {
        assertThat(RecordText.line(Records.deadLetter()))
                .isEqualTo("2026-05-01T08:00:25.123Z  fogbell.frames-2 offset 1099511627776  DECODE of 7 bytes  "
                        + "expected a frame, got noise");
        DeadLetter known = Records.deadLetter();
        known.setVehicleId("car-1");
        known.setSensorId("lidar");
        assertThat(RecordText.line(known)).contains("  car-1/lidar  ");
    }

    @Test
    void printsNoControlCharactersThatAVehicleSent() {
        Alert alert = Records.firing();
        alert.setVehicleId("car\n\u001b[2J\u2028");
        assertThat(RecordText.line(alert)).contains("car??[2J?/lidar").doesNotContain("\n", "\u001b");
    }

    @Test
    void refusesARecordThatItDoesNotKnow() {
        assertThatThrownBy(() -> RecordText.line(new KafkaOrigin("t", 0, 0L)))
                .hasMessageContainingAll("expected an Alert", "got a KafkaOrigin");
    }
}

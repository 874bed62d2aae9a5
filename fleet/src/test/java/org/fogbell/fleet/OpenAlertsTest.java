package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentState;
import org.fogbell.schemas.NamedCondition;
import org.junit.jupiter.api.Test;

class OpenAlertsTest {
    private static final Instant BEGAN = Records.firing().getStartedAt();

    private final OpenAlerts alerts = new OpenAlerts();

    @Test
    void tellsAnOpeningWithoutAnEndAndAResolutionWithItsEndInEventTime() {
        List<AlertmanagerAlert> opening = see(AlertState.FIRING, AlertSeverity.WARNING, null);
        assertThat(opening).singleElement().satisfies(alert -> {
            assertThat(alert.startsAt()).isEqualTo(BEGAN);
            assertThat(alert.endsAt()).isNull();
        });
        assertThat(alerts.open()).isEqualTo(opening);
        List<AlertmanagerAlert> resolution = see(AlertState.RESOLVED, AlertSeverity.WARNING, BEGAN.plusSeconds(40));
        assertThat(resolution).singleElement().satisfies(alert -> {
            assertThat(alert.labels()).isEqualTo(opening.get(0).labels());
            assertThat(alert.endsAt()).isEqualTo(BEGAN.plusSeconds(40));
        });
        assertThat(alerts.open()).isEmpty();
    }

    /** Alertmanager knows an alert by its labels, and would otherwise have two of one. */
    @Test
    void endsTheAlertOfTheSeverityThatItHadWhenItEscalates() {
        see(AlertState.FIRING, AlertSeverity.WARNING, null);
        List<AlertmanagerAlert> told = see(AlertState.ESCALATED, AlertSeverity.CRITICAL, null);
        assertThat(told).extracting(alert -> alert.labels().get("severity")).containsExactly("warning", "critical");
        assertThat(told.get(0).endsAt()).isEqualTo(Records.firing().getDecidedAt());
        assertThat(told.get(1).endsAt()).isNull();
        assertThat(alerts.open()).containsExactly(told.get(1));
    }

    @Test
    void tellsAReminderAgain() {
        see(AlertState.FIRING, AlertSeverity.WARNING, null);
        assertThat(see(AlertState.FIRING, AlertSeverity.WARNING, null)).hasSize(1);
        assertThat(alerts.open()).hasSize(1);
    }

    /** Names come when they are there, and none is waited for. */
    @Test
    void opensNoAlertBecauseOfANameThatComesLate() {
        Alert opening = Records.firing();
        Alert named = Alert.newBuilder(opening)
                .setCondition(new NamedCondition("snow", "snow", 0.972, "rain", 0.021, 0.03, "d1", List.of("f")))
                .build();
        alerts.see(opening, "o");
        assertThat(alerts.see(named, "o")).hasSize(1);
        assertThat(alerts.open()).hasSize(1);
        see(AlertState.RESOLVED, opening.getSeverity(), BEGAN.plusSeconds(40));
        assertThat(alerts.see(named, "o")).isEmpty();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    void keepsTheSeverityOfAnAlertThatEscalatedBeforeItsNameCame() {
        see(AlertState.FIRING, AlertSeverity.WARNING, null);
        List<AlertmanagerAlert> escalated = see(AlertState.ESCALATED, AlertSeverity.CRITICAL, null);
        Alert named = Alert.newBuilder(Records.firing())
                .setSeverity(AlertSeverity.WARNING)
                .setCondition(new NamedCondition("snow", "snow", 0.972, "rain", 0.021, 0.03, "d1", List.of("f")))
                .build();
        assertThat(alerts.see(named, "o")).isEmpty();
        assertThat(alerts.open()).containsExactly(escalated.get(1));
    }

    @Test
    void tellsNothingOfWindowsThatOpenedNothing() {
        assertThat(see(AlertState.PENDING, AlertSeverity.WARNING, null)).isEmpty();
        assertThat(see(AlertState.RESOLVED, AlertSeverity.WARNING, BEGAN)).isEmpty();
        assertThat(alerts.open()).isEmpty();
    }

    /** Liveness may end an episode at the moment it began at. */
    @Test
    void endsNoAlertBeforeItBegan() {
        see(AlertState.FIRING, AlertSeverity.WARNING, null);
        assertThat(see(AlertState.RESOLVED, AlertSeverity.WARNING, BEGAN.minusSeconds(1)))
                .extracting(AlertmanagerAlert::endsAt)
                .containsExactly(BEGAN);
    }

    @Test
    void followsAnIncidentToo() {
        Incident opened = Records.incident();
        assertThat(alerts.see(opened, "o")).hasSize(1);
        Incident closed = Incident.newBuilder(opened)
                .setState(IncidentState.CLOSED)
                .setEndedAt(opened.getStartedAt().plusSeconds(90))
                .build();
        assertThat(alerts.see(closed, "o"))
                .extracting(AlertmanagerAlert::endsAt)
                .containsExactly(opened.getStartedAt().plusSeconds(90));
        assertThat(alerts.open()).isEmpty();
    }

    private List<AlertmanagerAlert> see(AlertState state, AlertSeverity severity, Instant endedAt) {
        return alerts.see(
                Alert.newBuilder(Records.firing())
                        .setState(state)
                        .setSeverity(severity)
                        .setEndedAt(endedAt)
                        .build(),
                "fogbell.alerts-0 offset 7");
    }
}

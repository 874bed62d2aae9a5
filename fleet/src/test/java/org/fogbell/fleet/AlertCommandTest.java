package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertCommandTest {
    private static final Alert OPENED =
            Alert.newBuilder(Records.firing()).setTransition(0).build();
    private static final Alert RESOLVED = Alert.newBuilder(Records.firing())
            .setState(AlertState.RESOLVED)
            .setTransition(1)
            .build();

    @Test
    void anAlertThatIsNamedAfterItWasResolvedStaysResolved() {
        Alert named = Alert.newBuilder(OPENED).build();
        assertThat(last(List.of(OPENED, RESOLVED, named)).getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(last(List.of(OPENED, named, RESOLVED)).getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(last(List.of(OPENED, named)).getState()).isEqualTo(AlertState.FIRING);
    }

    private static Alert last(List<Alert> records) {
        @Nullable Alert known = null;
        for (Alert each : records) {
            known = AlertCommand.later(known, each);
        }
        return Objects.requireNonNull(known);
    }
}

package org.fogbell.fleet;

import java.util.concurrent.atomic.AtomicReference;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.verdict.PolicyScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fogbell alert}: what people say of an alert. */
@Command(
        name = "alert",
        description = "Tells the running job what people say of an alert.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AlertCommand {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Command(
            name = "ack",
            description =
                    "It is real, and somebody looks after it: no more reminders, and no budget counts it; its changes are published on.",
            mixinStandardHelpOptions = true)
    int acknowledge(
            @Mixin PolicyOptions options,
            @Parameters(paramLabel = "ALERT_ID", description = "As alerts and the demo print it.") String alertId)
            throws InterruptedException {
        return order(PolicyAction.ACKNOWLEDGE_ALERT, options, alertId);
    }

    @Command(
            name = "false-alarm",
            description =
                    "Nothing was wrong: counted for the sensor, which learns anew what is normal if the alert goes on.",
            mixinStandardHelpOptions = true)
    int falseAlarm(
            @Mixin PolicyOptions options,
            @Parameters(paramLabel = "ALERT_ID", description = "As alerts and the demo print it.") String alertId)
            throws InterruptedException {
        return order(PolicyAction.FALSE_ALARM, options, alertId);
    }

    private int order(PolicyAction action, PolicyOptions options, String alertId) throws InterruptedException {
        AtomicReference<@Nullable Alert> found = new AtomicReference<>();
        try (TopicReader<Alert> reader = new TopicReader<>(
                options.kafka.bootstrapServers, options.topics().alerts(), Alert.class, true)) {
            reader.readToEnd(alert -> {
                if (alert.getAlertId().equals(alertId)) {
                    found.set(later(found.get(), alert));
                }
            });
        }
        @Nullable Alert alert = found.get();
        if (alert == null) {
            throw new IllegalArgumentException(
                    "expected the id of an alert on " + options.topics().alerts() + ", got '" + alertId + "'");
        }
        String scope =
                PolicyScope.sensor(alert.getVehicleId(), alert.getSensorId()).toString();
        boolean goesOn = action == PolicyAction.FALSE_ALARM
                && alert.getKind() == AlertKind.DEVIATION
                && alert.getState() != AlertState.RESOLVED;
        return options.ask(
                options.policy(action, scope)
                        .setAlertId(alertId)
                        .setDeviationGoesOn(goesOn)
                        .build(),
                spec);
    }

    /**
     * What is known last of one alert. Its named copies come when they have their name, and what is published again after a restart
     * comes again: that may be after the alert was resolved.
     */
    static Alert later(@Nullable Alert known, Alert next) {
        return known == null || next.getTransition() >= known.getTransition() ? next : known;
    }
}

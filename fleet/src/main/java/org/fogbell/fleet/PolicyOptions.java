package org.fogbell.fleet;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.schemas.Topics;
import org.fogbell.verdict.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all commands that tell the running job something have in common. */
@Command
final class PolicyOptions {
    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--effective",
            defaultValue = "now",
            converter = EffectiveTime.Option.class,
            paramLabel = "TIME",
            description = "Event time from which on it counts: now, +5m, or as 2026-03-01T10:00:00Z (default: now).")
    EffectiveTime effective = EffectiveTime.NOW;

    @Option(names = "--author", description = "Who says so (default: the user's name).")
    String author = System.getProperty("user.name", "unknown");

    @Option(names = "--reason", defaultValue = "", description = "Why, for whoever reads the history.")
    String reason = "";

    @Option(
            names = "--timeout",
            defaultValue = "60s",
            converter = DurationOption.class,
            description = "How long to wait for the job's answer (default: 60s).")
    Duration timeout = Duration.ofSeconds(60);

    Topics topics() {
        return kafka.topics();
    }

    PolicyClient client() throws InterruptedException {
        return new PolicyClient(kafka.bootstrapServers, topics());
    }

    Policy.Builder policy(PolicyAction action, String scope) {
        return Policy.newBuilder()
                .setPolicyId(UUID.randomUUID().toString())
                .setAction(action)
                .setScope(scope)
                .setAuthor(author)
                .setReason(reason)
                .setEffectiveAt(effective.from(Instant.now()));
    }

    /** Asks, says what was answered, and gives the exit status. */
    int ask(Policy policy, CommandSpec spec) throws InterruptedException {
        Optional<PolicyAck> answer = client().ask(policy, timeout);
        PrintWriter err = spec.commandLine().getErr();
        if (answer.isEmpty()) {
            err.println("fogbell: no answer within " + Durations.format(timeout) + ": does a job read "
                    + topics().policies() + " at " + kafka.bootstrapServers + "? It will count once one does");
            return Fogbell.FAILED;
        }
        PolicyAck ack = answer.get();
        if (!ack.getAccepted()) {
            err.println("fogbell: refused: " + ack.getReason());
            return Fogbell.FAILED;
        }
        spec.commandLine().getOut().println(text(ack));
        return 0;
    }

    /** An answer in a line, as in {@code accepted fleet@3, counts from 2026-03-01T10:00:00Z}. */
    static String text(PolicyAck ack) {
        if (!ack.getAccepted()) {
            return "refused " + name(ack.getPolicy()) + ": " + ack.getReason();
        }
        String note = ack.getReason().isEmpty() ? "" : " (" + ack.getReason() + ")";
        return "accepted " + name(ack.getPolicy()) + ", counts from " + ack.getEffectiveAt() + note;
    }

    /** As in {@code vehicle:car-7@3}, or {@code baseline reset of sensor:car-7/lidar}. */
    static String name(Policy policy) {
        return switch (policy.getAction()) {
            case OVERRIDE -> policy.getScope() + "@" + policy.getVersion();
            case RESET_BASELINE -> "baseline reset of " + policy.getScope();
            case ACKNOWLEDGE_ALERT -> "acknowledgement of " + policy.getAlertId();
            case FALSE_ALARM -> "false alarm " + policy.getAlertId();
            case UNKNOWN -> "unreadable policy " + policy.getPolicyId();
        };
    }
}

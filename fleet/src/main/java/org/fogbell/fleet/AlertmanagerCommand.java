package org.fogbell.fleet;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell alertmanager}: alerts and incidents into Alertmanager, until it is stopped. */
@Command(
        name = "alertmanager",
        description = "Posts alerts and incidents to Alertmanager's v2 API as they open and resolve.",
        footer =
                "What is open is posted again and again, since Alertmanager takes what it no longer hears of for over.",
        mixinStandardHelpOptions = true)
final class AlertmanagerCommand implements Callable<Integer> {
    private static final Duration WAIT = Duration.ofMillis(500);

    @Option(names = "--url", required = true, paramLabel = "URL", description = "Alertmanager, as in http://host:9093.")
    URI url = URI.create("http://localhost:9093");

    @Option(
            names = "--resend",
            defaultValue = "1m",
            converter = DurationOption.class,
            description = "What is open is posted again after this long; well below Alertmanager's resolve_timeout.")
    Duration resend = Duration.ofMinutes(1);

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--group-id",
            defaultValue = "fogbell-alertmanager",
            description = "Consumer group whose offsets say what was posted; one for each Alertmanager.")
    String groupId = "fogbell-alertmanager";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "--url: expected http://host:port or https://host:port, got '" + url + "'");
        }
        if (resend.isZero()) {
            throw new IllegalArgumentException("--resend: expected a duration above 0, as in 1m, got '0'");
        }
        var err = spec.commandLine().getErr();
        AlertmanagerClient client =
                new AlertmanagerClient(url, AlertmanagerCommand::sleep, line -> err.println("fogbell: " + line));
        try (AlertmanagerSender sender = new AlertmanagerSender(
                kafka.bootstrapServers,
                kafka.topics(),
                groupId,
                client,
                resend,
                line -> err.println("fogbell: " + line),
                System::nanoTime)) {
            while (!Thread.currentThread().isInterrupted()) {
                sender.step(WAIT);
            }
        }
        return 0;
    }

    private static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}

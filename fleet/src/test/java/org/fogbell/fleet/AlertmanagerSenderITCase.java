package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a real broker's topics into a web server. */
@Timeout(180)
class AlertmanagerSenderITCase {
    private static final Topics TOPICS = new Topics("fogbell");

    private final List<String> log = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void losesNothingThoughAlertmanagerAndItselfFail() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                ScriptedAlertmanager alertmanager = ScriptedAlertmanager.start()) {
            broker.createTopics(TOPICS, 2);
            publish(broker, alert("over", AlertState.FIRING));
            publish(broker, alert("over", AlertState.RESOLVED));
            publish(broker, alert("lasting", AlertState.FIRING));

            try (AlertmanagerSender sender = sender(broker, alertmanager, any -> {
                throw new InterruptedException("stopped while it waits");
            })) {
                until(sender, alertmanager, 1);
                assertThat(posted(alertmanager, 0))
                        .as("what is open at the start")
                        .containsExactly("lasting");
                alertmanager.answers(503);
                publish(broker, alert("lasting", AlertState.RESOLVED));
                assertThatThrownBy(() -> until(sender, alertmanager, 9)).isInstanceOf(InterruptedException.class);
            }
            assertThat(alertmanager.bodies()).hasSize(2);

            try (AlertmanagerSender again = sender(broker, alertmanager, any -> {})) {
                alertmanager.answers(502, 503);
                until(again, alertmanager, 5);
                JsonNode resolved = alertmanager.bodies().get(4).get(0);
                assertThat(resolved.at("/labels/alert_id").asText()).isEqualTo("lasting");
                assertThat(Instant.parse(resolved.get("endsAt").asText()))
                        .isEqualTo(Records.firing().getStartedAt().plusSeconds(60));

                alertmanager.refuses("bad");
                publish(broker, alert("bad", AlertState.FIRING));
                while (log.stream()
                        .noneMatch(line -> line.startsWith("Alertmanager refuses alert bad of fogbell.alerts-"))) {
                    again.step(Duration.ofMillis(100));
                }
                int before = alertmanager.bodies().size();
                publish(broker, Records.incident());
                until(again, alertmanager, before + 1);
                assertThat(posted(alertmanager, before)).containsExactly("c3d4");

                nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
                again.step(Duration.ZERO);
                assertThat(posted(alertmanager, before + 1))
                        .as("again, for it lasts")
                        .containsExactly("c3d4");
            }
        }
    }

    private static void until(AlertmanagerSender sender, ScriptedAlertmanager alertmanager, int requests)
            throws InterruptedException {
        while (alertmanager.bodies().size() < requests) {
            sender.step(Duration.ofMillis(100));
        }
    }

    private static List<String> posted(ScriptedAlertmanager alertmanager, int request) {
        List<String> ids = new ArrayList<>();
        alertmanager
                .bodies()
                .get(request)
                .forEach(alert -> ids.add(alert.at("/labels/alert_id").asText()));
        return ids;
    }

    private AlertmanagerSender sender(
            EmbeddedBroker broker, ScriptedAlertmanager alertmanager, AlertmanagerClient.Pause pause) {
        return new AlertmanagerSender(
                broker.bootstrapServers(),
                TOPICS,
                "test",
                new AlertmanagerClient(alertmanager.url(), pause, log::add),
                Duration.ofMinutes(1),
                log::add,
                nanoTime::get);
    }

    private static Alert alert(String id, AlertState state) {
        Instant began = Records.firing().getStartedAt();
        return Alert.newBuilder(Records.firing())
                .setAlertId(id)
                .setState(state)
                .setEndedAt(state == AlertState.RESOLVED ? began.plusSeconds(60) : null)
                .build();
    }

    private static void publish(EmbeddedBroker broker, Alert alert) throws Exception {
        publish(
                broker,
                TOPICS.alerts(),
                alert.getSensorId(),
                AvroWire.of(Alert.class).encode(alert));
    }

    private static void publish(EmbeddedBroker broker, Incident incident) throws Exception {
        publish(
                broker,
                TOPICS.incidents(),
                incident.getIncidentId(),
                AvroWire.of(Incident.class).encode(incident));
    }

    private static void publish(EmbeddedBroker broker, String topic, String key, byte[] value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(java.nio.charset.StandardCharsets.UTF_8), value))
                    .get();
        }
    }
}

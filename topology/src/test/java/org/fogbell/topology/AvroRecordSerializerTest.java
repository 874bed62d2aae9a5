package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.schemas.IncidentState;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.NamedCondition;
import org.fogbell.verdict.AlertLifecycle;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SampleWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRecordSerializerTest {
    @Test
    void keepsOneSensorsResultsTogether() throws Exception {
        FrameScore score = SampleScores.frame(1).build();
        ProducerRecord<byte[], byte[]> record = write(new AvroRecordSerializer<>(FrameScore.class, "results"), score);
        assertThat(record.topic()).isEqualTo("results");
        assertThat(record.partition()).isNull();
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("car-1/lidar-top");
        assertThat(AvroWire.of(FrameScore.class).decode(record.value())).isEqualTo(score);
    }

    @Test
    void keepsOneIncidentsChangesTogether() throws Exception {
        Incident incident = Incident.newBuilder()
                .setIncidentId("i-1")
                .setCause(IncidentCause.VEHICLE)
                .setState(IncidentState.OPEN)
                .setSeverity(AlertSeverity.CRITICAL)
                .setSubject("car-1")
                .setVehicleId("car-1")
                .setStartedAt(SampleScores.START)
                .setDecidedAt(SampleScores.START)
                .setReason("every sensor")
                .build();
        ProducerRecord<byte[], byte[]> record = write(new AvroRecordSerializer<>(Incident.class, "results"), incident);
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("i-1");
        assertThat(AvroWire.of(Incident.class).decode(record.value())).isEqualTo(incident);
    }

    @Test
    void writesWithoutAKeyWhatComesFromNobody() throws Exception {
        DeadLetter letter = DeadLetters.undecodable(
                SampleFrames.raw(new byte[] {1}), new MalformedRecordException("expected x, got y"));
        ProducerRecord<byte[], byte[]> record = write(new AvroRecordSerializer<>(DeadLetter.class, "results"), letter);
        assertThat(record.key()).isNull();
        assertThat(AvroWire.of(DeadLetter.class).decode(record.value())).isEqualTo(letter);
    }

    @Test
    void writesAnAlertAsACloudEvent() throws Exception {
        AlertLifecycle lifecycle = new AlertLifecycle(
                JobParameters.of(Map.of("alert.windows", "1")).alertRules());
        Deviation window = SampleWindows.window("car 1/\u00e4", 0, 1, 8).build();
        Alert alert = lifecycle.step(null, window).alerts().get(0);
        ProducerRecord<byte[], byte[]> record = write(new AvroRecordSerializer<>(Alert.class, "results"), alert);
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", alert.getAlertId() + "-0",
                        "ce_source", "/fogbell/car%201%2F%C3%A4/lidar-top",
                        "ce_type", "org.fogbell.alert.firing",
                        "ce_time", "2026-03-01T10:00:05Z",
                        "ce_subject", "car%201%2F%C3%A4/lidar-top",
                        "content-type", "application/avro"));
        assertThat(record.headers()).as("each once").hasSize(7);
        assertThat(URI.create(headers.get("ce_source"))).isNotNull();
        assertThat(AvroWire.of(Alert.class).decode(record.value())).isEqualTo(alert);
    }

    /** Who routes by type is not called twice, and who drops events by their id still hears the name. */
    @Test
    void writesAnAlertWithItsNameAsAnotherEvent() throws Exception {
        Alert alert = AlertNamer.named(
                SampleAlerts.firing(3, 7, 2),
                new NamedCondition("fog", "fog", 0.9, "rain", 0.05, 0.02, "d1", List.of("frame 7")));
        ProducerRecord<byte[], byte[]> record = write(new AvroRecordSerializer<>(Alert.class, "results"), alert);
        assertThat(record.headers().lastHeader("ce_type").value()).asString().isEqualTo("org.fogbell.alert.named");
        assertThat(record.headers().lastHeader("ce_id").value()).asString().isEqualTo("a-3-0-named");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("car-1/lidar-top");
        assertThat(AvroWire.of(Alert.class).decode(record.value())).isEqualTo(alert);
    }

    /** Else one vehicle with an absurd clock would stop the job for all. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1})
    void writesWhateverTheCaptureTimeIs(long micros) throws Exception {
        FrameScore score =
                SampleScores.frame(1).setCapturedAt(Micros.toInstant(micros)).build();
        ProducerRecord<byte[], byte[]> record = write(new AvroRecordSerializer<>(FrameScore.class, "results"), score);
        assertThat(AvroWire.of(FrameScore.class).decode(record.value())).isEqualTo(score);
    }

    /** As Flink does: the serializer travels before it writes, and writes more than once. */
    private static <T extends SpecificRecordBase> ProducerRecord<byte[], byte[]> write(
            AvroRecordSerializer<T> serializer, T result) throws Exception {
        AvroRecordSerializer<T> travelled = InstantiationUtil.clone(serializer);
        travelled.serialize(result, null, null);
        return travelled.serialize(result, (KafkaSinkContext) null, 5L);
    }
}

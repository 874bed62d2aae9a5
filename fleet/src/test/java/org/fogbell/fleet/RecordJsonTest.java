package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.fogbell.schemas.Alert;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
    @Test
    void writesAnAlertForAMachine() throws IOException {
        JsonNode json = read(RecordJson.line(Records.firing(), 25.5));
        assertThat(json.get("alert_id").textValue()).isEqualTo("a1b2");
        assertThat(json.get("vehicle_id").textValue()).isEqualTo("car-1");
        assertThat(json.get("sensor_id").textValue()).isEqualTo("lidar");
        assertThat(json.get("state").textValue()).isEqualTo("FIRING");
        assertThat(json.get("severity").textValue()).isEqualTo("CRITICAL");
        assertThat(json.get("deviation").doubleValue()).isEqualTo(3.25);
        assertThat(json.get("started_at").textValue()).isEqualTo("2026-05-01T08:00:25.123456Z");
        assertThat(json.get("stream_seconds").doubleValue()).isEqualTo(25.5);
        assertThat(json.get("ended_at").isNull()).isTrue();
        assertThat(json.get("first_origin").get("offset").longValue()).isEqualTo(1L << 40);
        assertThat(json.get("position").get("latitude_degrees").doubleValue()).isEqualTo(49.01);
    }

    @Test
    void writesEveryFieldOfTheSchemaInItsOrder() throws IOException {
        for (IndexedRecord record :
                List.of(Records.firing(), Records.score(), Records.window(), Records.deadLetter())) {
            List<String> keys = new ArrayList<>();
            read(RecordJson.line(record)).fieldNames().forEachRemaining(keys::add);
            assertThat(keys)
                    .isEqualTo(record.getSchema().getFields().stream()
                            .map(Schema.Field::name)
                            .toList());
        }
    }

    @Test
    void writesMapsListsAndHashes() throws IOException {
        JsonNode json = read(RecordJson.line(Records.score()));
        assertThat(json.get("payload_hash").textValue()).isEqualTo("00ff0000000000000000000000000000");
        assertThat(json.get("profile").get(0).get("entropies").get(1).doubleValue())
                .isEqualTo(2.5);
        assertThat(json.get("scores").get("eloss.radius").doubleValue()).isEqualTo(0.004);
        assertThat(json.get("clock_clamped").booleanValue()).isTrue();
        assertThat(json.get("sequence").longValue()).isEqualTo(42);
    }

    @Test
    void writesBytesAsHexadecimalAsOftenAsAsked() throws IOException {
        IndexedRecord letter = Records.deadLetter();
        for (int i = 0; i < 2; i++) {
            assertThat(read(RecordJson.line(letter)).get("first_bytes").textValue())
                    .isEqualTo("c301a0");
        }
    }

    @Test
    void writesNumbersThatJsonLacksAsNull() throws IOException {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Alert alert = Records.firing();
            alert.setDeviation(value);
            JsonNode json = read(RecordJson.line(alert, value));
            assertThat(json.get("deviation").isNull()).isTrue();
            assertThat(json.get("stream_seconds").isNull()).isTrue();
        }
    }

    @Test
    void staysOneLineWhateverTheTextHolds() throws IOException {
        Alert alert = Records.firing();
        alert.setReason("a \"b\"\r\n\u001b[31m");
        String line = RecordJson.line(alert);
        assertThat(line).doesNotContain("\n", "\r", "\u001b");
        assertThat(read(line).get("reason").textValue()).isEqualTo("a \"b\"\r\n\u001b[31m");
    }

    @Test
    void refusesAValueThatAvroHasNot() {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"string\"}]}");
        GenericData.Record record = new GenericData.Record(schema);
        record.put("f", new Object());
        assertThatThrownBy(() -> RecordJson.line(record)).hasMessageContaining("java.lang.Object");
    }

    private static JsonNode read(String line) throws IOException {
        return new ObjectMapper().readTree(line);
    }
}

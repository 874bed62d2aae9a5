package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** {@code fogbell demo}, as a person types it. */
class DemoITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void opensAndResolvesTheAlertOfASensorThatGoesBad() throws Exception {
        List<JsonNode> records = demo("--duration", "40", "--inject", "falling-snow:5@14s-24s");
        List<JsonNode> alerts =
                records.stream().filter(record -> !isNamed(record)).toList();
        areTheSameWithTheNameOfSnow(records.stream().filter(DemoITCase::isNamed).toList(), alerts);

        assertThat(alerts).extracting(alert -> alert.get("vehicle_id").asText()).containsOnly("car-3");
        assertIsOneEpisode(alerts);
        assertThat(alerts.get(0).get("stream_seconds").asDouble()).isBetween(14.0, 24.0);
        assertThat(alerts.get(0).get("model_untrained").asBoolean()).isFalse();
        assertThat(alerts.get(0).get("judged_by").asText()).isEqualTo("combined");
        assertThat(alerts.get(0).get("outlying_features").findValuesAsText("feature"))
                .contains("isolated_share");
        assertThat(alerts.get(0).get("reason").asText())
                .contains("isolated_share")
                .doesNotContain("untrained");
    }

    /** 110 consecutive real sweeps, at twice their usual pace here: nothing is raised on the clean ones before and after. */
    @Test
    void alertsOnNoiseInRealSweepsWithinItsSpanOnly() throws Exception {
        String kitti = kitti();
        List<JsonNode> alerts = demo(
                "--frames",
                kitti,
                "--from",
                "001000",
                "--rate",
                "4",
                "--duration",
                "27s",
                "--inject",
                "gaussian:5@12s-20s");

        assertIsOneEpisode(alerts);
        assertThat(alerts.get(0).get("stream_seconds").asDouble()).isBetween(12.0, 20.0);
    }

    private static boolean isNamed(JsonNode record) {
        return !record.get("condition").isNull();
    }

    /** Whatever opens or becomes critical comes again, once and as it was, with what the fleet's sensor meets. */
    private static void areTheSameWithTheNameOfSnow(List<JsonNode> named, List<JsonNode> alerts) {
        assertThat(named)
                .allSatisfy(record -> {
                    JsonNode condition = record.get("condition");
                    assertThat(condition.get("likeliest").asText()).isEqualTo("snow");
                    assertThat(condition.get("probability").asDouble()).isBetween(0.5, 1.0);
                    assertThat(condition.get("frame_ids")).isNotEmpty();
                })
                .extracting(record -> ((ObjectNode) record.deepCopy()).without("condition"))
                .containsExactlyElementsOf(alerts.stream()
                        .filter(alert -> !alert.get("state").asText().equals("RESOLVED"))
                        .map(alert -> ((ObjectNode) alert.deepCopy()).without("condition"))
                        .toList());
    }

    /** It opens, may become critical, and resolves. */
    static void assertIsOneEpisode(List<JsonNode> alerts) {
        assertThat(alerts.stream().map(alert -> alert.get("state").asText()).toList())
                .isIn(List.of("FIRING", "RESOLVED"), List.of("FIRING", "ESCALATED", "RESOLVED"));
        assertThat(alerts)
                .extracting(alert -> alert.get("alert_id"))
                .containsOnly(alerts.get(0).get("alert_id"));
        if (alerts.size() == 3) {
            assertThat(alerts)
                    .extracting(alert -> alert.get("severity").asText())
                    .containsExactly("WARNING", "CRITICAL", "CRITICAL");
        }
    }

    private static String kitti() {
        String given = System.getenv("FOGBELL_DATA");
        Path data = (given == null ? Path.of("..", "..", "shared", "data") : Path.of(given)).resolve("kitti");
        Assumptions.assumeTrue(Files.isDirectory(data), "skipped: no data at " + data);
        return data.toString();
    }

    static List<JsonNode> demo(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("demo", "--json"));
        line.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        int status;
        try {
            status = Fogbell.commandLine().execute(line.toArray(String[]::new));
        } finally {
            System.setOut(usual);
        }
        assertThat(status).isZero();
        List<JsonNode> alerts = new ArrayList<>();
        for (String text : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            alerts.add(JSON.readTree(text));
        }
        return alerts;
    }
}

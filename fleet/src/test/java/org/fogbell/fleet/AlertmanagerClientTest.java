package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.schemas.Alert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against an Alertmanager that answers as it is told to. */
class AlertmanagerClientTest {
    private final ScriptedAlertmanager alertmanager = ScriptedAlertmanager.start();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final AlertmanagerClient client = new AlertmanagerClient(alertmanager.url(), pauses::add, log::add);

    @AfterEach
    void stop() {
        alertmanager.close();
    }

    @Test
    void postsABatchAsOneRequestInTheFormThatAlertmanagerTakes() throws Exception {
        Alert firing = Records.firing();
        assertThat(client.post(
                        List.of(AlertmanagerAlert.of(firing, "a"), AlertmanagerAlert.of(Records.incident(), "b"))))
                .isEmpty();
        JsonNode body = alertmanager.bodies().get(0);
        assertThat(alertmanager.bodies()).hasSize(1);
        assertThat(alertmanager.paths()).containsExactly("POST /api/v2/alerts application/json");
        assertThat(body).hasSize(2);
        assertThat(body.get(0).toString())
                .isEqualTo("{\"labels\":{\"alert_id\":\"a1b2\",\"alertname\":\"FogbellAlert\",\"kind\":\"deviation\","
                        + "\"sensor\":\"lidar\",\"severity\":\"critical\",\"vehicle\":\"car-1\"},"
                        + "\"annotations\":{\"description\":\"car-1/lidar: deviation (hdl-64e): noise in the sweep\","
                        + "\"reason\":\"noise in the sweep\",\"summary\":\"car-1/lidar: deviation\"},"
                        + "\"startsAt\":\"2026-05-01T08:00:25.123456Z\"}");
        assertThat(body.get(1).at("/labels/cause").asText()).isEqualTo("sensor_fault");
        assertThat(body.get(1).at("/labels/alertname").asText()).isEqualTo("FogbellIncident");
    }

    @Test
    void postsAgainAndAgainAfterAServersErrorWithLongerPauses() throws Exception {
        alertmanager.answers(500, 503, 429, 503, 503, 503, 503, 200);
        assertThat(client.post(List.of(alert("a")))).isEmpty();
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        assertThat(alertmanager.bodies())
                .hasSize(8)
                .allMatch(body -> body.equals(alertmanager.bodies().get(0)));
        assertThat(log).hasSize(7).first().asString().endsWith("/api/v2/alerts answers 500; again in 1 s");
    }

    @Test
    void waitsForAnAlertmanagerThatIsNotThereYet() throws Exception {
        URI url = alertmanager.url();
        alertmanager.close();
        List<ScriptedAlertmanager> later = new ArrayList<>();
        AlertmanagerClient patient =
                new AlertmanagerClient(url, any -> later.add(ScriptedAlertmanager.startAt(url.getPort())), log::add);
        assertThat(patient.post(List.of(alert("a")))).isEmpty();
        assertThat(later).hasSize(1);
        assertThat(later.get(0).bodies()).hasSize(1);
        assertThat(log).singleElement().asString().contains("cannot be reached: java.net.ConnectException");
        later.get(0).close();
    }

    @Test
    void handsBackTheOneThatIsRefusedAndPostsTheOthers() throws Exception {
        alertmanager.refuses("bad");
        List<AlertmanagerClient.Refusal> refused = client.post(List.of(alert("a"), alert("bad"), alert("c")));
        assertThat(refused).singleElement().satisfies(each -> {
            assertThat(each.alert().id()).isEqualTo("bad");
            assertThat(each.answer()).isEqualTo("400 no such thing");
        });
        assertThat(alertmanager.bodies()).as("all, then one by one").hasSize(4);
        assertThat(pauses).isEmpty();
    }

    @Test
    void stopsWhereItIsNotTheAlertThatIsWrong() {
        alertmanager.answers(404);
        assertThatThrownBy(() -> client.post(List.of(alert("a"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/api/v2/alerts answers 404")
                .hasMessageEndingWith("is --url right?");
    }

    @Test
    void splitsWhatIsMuch() throws Exception {
        List<AlertmanagerAlert> many = new ArrayList<>();
        for (int n = 0; n < 450; n++) {
            many.add(alert("a" + n));
        }
        client.post(many);
        assertThat(alertmanager.bodies()).extracting(JsonNode::size).containsExactly(200, 200, 50);
    }

    private static AlertmanagerAlert alert(String id) {
        return AlertmanagerAlert.of(
                Alert.newBuilder(Records.firing()).setAlertId(id).build(), "fogbell.alerts-0 offset 1");
    }
}

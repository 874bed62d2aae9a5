package org.fogbell.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Posts alerts to Alertmanager's {@code /api/v2/alerts}, and again for as long as it takes: while there is no connection, and after
 * 408, 429 and 5xx. After 400, 413 and 422 each alert is posted alone, and what is refused then is handed back. Anything else
 * concerns all alerts, as a wrong path or password does, and is thrown. One thread.
 */
final class AlertmanagerClient {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_AT_ONCE = 200;
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);
    private static final Set<Integer> BUSY = Set.of(408, 429);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI endpoint;
    private final Pause pause;
    private final Consumer<String> log;

    /** How to wait. */
    @FunctionalInterface
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /** An alert that Alertmanager does not take, and what it says. */
    record Refusal(AlertmanagerAlert alert, String answer) {}

    /** @param url Alertmanager's, as in {@code http://host:9093}, with its prefix if it has one */
    AlertmanagerClient(URI url, Pause pause, Consumer<String> log) {
        this.endpoint = URI.create(url.toString().replaceAll("/+$", "") + "/api/v2/alerts");
        this.pause = pause;
        this.log = log;
    }

    /** Returns when every alert was taken or refused; those that were refused. */
    List<Refusal> post(List<AlertmanagerAlert> alerts) throws InterruptedException {
        List<Refusal> refused = new ArrayList<>();
        for (int from = 0; from < alerts.size(); from += MOST_AT_ONCE) {
            List<AlertmanagerAlert> some = alerts.subList(from, Math.min(alerts.size(), from + MOST_AT_ONCE));
            HttpResponse<String> answer = untilAnswered(some);
            if (isTaken(answer)) {
                continue;
            }
            for (AlertmanagerAlert alert : some) {
                HttpResponse<String> own = some.size() == 1 ? answer : untilAnswered(List.of(alert));
                if (!isTaken(own)) {
                    refused.add(new Refusal(
                            alert, own.statusCode() + " " + own.body().strip()));
                }
            }
        }
        return refused;
    }

    private static boolean isTaken(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2;
    }

    private HttpResponse<String> untilAnswered(List<AlertmanagerAlert> alerts) throws InterruptedException {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        alerts.forEach(alert -> body.add(alert.json()));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build();
        Duration wait = FIRST_PAUSE;
        while (true) {
            String trouble;
            try {
                HttpResponse<String> answer =
                        http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                int status = answer.statusCode();
                if (isTaken(answer) || REFUSALS.contains(status)) {
                    return answer;
                }
                if (status / 100 != 5 && !BUSY.contains(status)) {
                    throw new IllegalStateException(endpoint + " answers " + status + " "
                            + answer.body().strip() + ": is --url right?");
                }
                trouble = "answers " + status;
            } catch (IOException e) {
                trouble = "cannot be reached: " + e;
            }
            log.accept(endpoint + " " + trouble + "; again in " + wait.toSeconds() + " s");
            pause.of(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}

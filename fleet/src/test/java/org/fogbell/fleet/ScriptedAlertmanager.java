package org.fogbell.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A web server on the loopback address that notes what is posted and answers 200, or what it was told to. */
final class ScriptedAlertmanager implements AutoCloseable {
    private final HttpServer server;
    private final List<JsonNode> bodies = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private String refused = "";

    private ScriptedAlertmanager(HttpServer server) {
        this.server = server;
    }

    static ScriptedAlertmanager start() {
        return startAt(0);
    }

    static ScriptedAlertmanager startAt(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ScriptedAlertmanager alertmanager = new ScriptedAlertmanager(server);
            server.createContext("/", alertmanager::answer);
            server.start();
            return alertmanager;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type"));
        bodies.add(new ObjectMapper().readTree(body));
        boolean isRefused = !refused.isEmpty() && body.contains("\"alert_id\":\"" + refused + "\"");
        int status = answers.isEmpty() ? isRefused ? 400 : 200 : answers.removeFirst();
        byte[] text = (status == 200 ? "" : "no such thing\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    /** These in turn, then 200. */
    synchronized void answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /** 400 to whatever has the alert of this id. */
    synchronized void refuses(String alertId) {
        refused = alertId;
    }

    synchronized List<JsonNode> bodies() {
        return List.copyOf(bodies);
    }

    synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package org.fogbell.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.schemas.Topics;
import org.jspecify.annotations.Nullable;

/** Follows the job's result topics from a thread of its own, hands each alert and incident on, and keeps count. */
final class DemoMonitor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<Alert> alerts;
    private final Consumer<Incident> incidents;
    private final TopicReader<FrameScore> scoreReader;
    private final TopicReader<Deviation> deviationReader;
    private final TopicReader<Alert> alertReader;
    private final TopicReader<Incident> incidentReader;
    private final TopicReader<DeadLetter> deadLetterReader;
    private final Thread thread;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Map<String, Double> robustZ = new TreeMap<>();
    private Instant reached = Instant.EPOCH;
    private Tally tally = new Tally(0, 0, 0, 0, 0, 0, false);

    /**
     * What has come so far.
     *
     * @param scored frames with a score, late ones among them
     * @param untrained whether the model's weights were never learned
     */
    record Tally(
            long scored,
            long late,
            long clocksClamped,
            long deadLetters,
            long firing,
            long resolved,
            boolean untrained) {}

    DemoMonitor(String bootstrapServers, Topics topics, Consumer<Alert> alerts, Consumer<Incident> incidents) {
        this.alerts = alerts;
        this.incidents = incidents;
        scoreReader = new TopicReader<>(bootstrapServers, topics.scores(), FrameScore.class, true);
        deviationReader = new TopicReader<>(bootstrapServers, topics.deviations(), Deviation.class, true);
        alertReader = new TopicReader<>(bootstrapServers, topics.alerts(), Alert.class, true);
        incidentReader = new TopicReader<>(bootstrapServers, topics.incidents(), Incident.class, true);
        deadLetterReader = new TopicReader<>(bootstrapServers, topics.deadLetters(), DeadLetter.class, true);
        thread = new Thread(this::follow, "fogbell-demo-monitor");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized Tally tally() {
        RuntimeException problem = failure.get();
        if (problem != null) {
            throw problem;
        }
        return tally;
    }

    /** The latest robust z of each sensor's window, by vehicle and sensor. */
    synchronized Map<String, Double> deviations() {
        return new LinkedHashMap<>(robustZ);
    }

    /** Whether a frame of this event time, or a later one, was scored. */
    synchronized boolean hasReached(Instant eventTime) {
        return !reached.isBefore(eventTime);
    }

    /** Reads what is left, then ends. Closing again does nothing. */
    @Override
    public void close() {
        closing.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (scoreReader;
                deviationReader;
                alertReader;
                incidentReader;
                deadLetterReader) {
            boolean last;
            do {
                last = closing.get();
                takeAlerts(alertReader.poll(POLL));
                incidentReader.poll(POLL).forEach(incidents);
                take(scoreReader.poll(POLL), deviationReader.poll(POLL), deadLetterReader.poll(POLL));
            } while (!last);
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private void takeAlerts(List<Alert> came) {
        for (Alert alert : came) {
            // One that comes again with its name is the same alert.
            boolean opened =
                    alert.getState() == AlertState.FIRING && !alert.getReminder() && alert.getCondition() == null;
            boolean resolved = alert.getState() == AlertState.RESOLVED;
            count(0, 0, 0, 0, opened ? 1 : 0, resolved ? 1 : 0, false);
            alerts.accept(alert);
        }
    }

    private synchronized void take(List<FrameScore> scores, List<Deviation> windows, List<DeadLetter> letters) {
        for (FrameScore score : scores) {
            reached = score.getEventTime().isAfter(reached) ? score.getEventTime() : reached;
            count(
                    1,
                    score.getStanding() == ScoreStanding.LATE ? 1 : 0,
                    score.getClockClamped() ? 1 : 0,
                    0,
                    0,
                    0,
                    score.getModelUntrained());
        }
        count(0, 0, 0, letters.size(), 0, 0, false);
        for (Deviation window : windows) {
            robustZ.put(window.getVehicleId() + "/" + window.getSensorId(), window.getRobustZ());
        }
    }

    private synchronized void count(
            long scored, long late, long clamped, long letters, long firing, long resolved, boolean untrained) {
        tally = new Tally(
                tally.scored + scored,
                tally.late + late,
                tally.clocksClamped + clamped,
                tally.deadLetters + letters,
                tally.firing + firing,
                tally.resolved + resolved,
                tally.untrained || untrained);
    }
}

package org.fogbell.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentState;
import org.fogbell.topology.JobParameters;
import org.fogbell.topology.ParameterSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code fogbell demo}: broker, job and a fleet in this process; alerts as they come; ends by itself. */
@Command(
        name = "demo",
        description = "Runs a Kafka broker, the job and a small fleet in this process, and prints the alerts.",
        footer = "Job parameters may follow, as --alert.threshold 6; 'fogbell job --help' lists them.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int PARTITIONS = 2;
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final long TICK_MILLIS = 250;

    @Mixin
    RecordingOptions recording = new RecordingOptions();

    @Option(names = "--rate", defaultValue = "2", description = "Frames a second of each vehicle (default: 2).")
    double rate = 2;

    @Option(
            names = "--duration",
            defaultValue = "60s",
            converter = DurationOption.class,
            description = "Length of the stream (default: ${DEFAULT-VALUE}).")
    Duration duration = Duration.ofSeconds(60);

    @Option(names = "--vehicles", defaultValue = "3", description = "Vehicles of the simulated fleet (default: 3).")
    int vehicles = 3;

    @Option(
            names = "--json",
            description = "Each alert as one JSON line on standard output, all else on standard error.")
    boolean json;

    @Unmatched
    List<String> parameters = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        DemoFleet fleet = DemoFleet.of(recording, rate, vehicles);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            JobParameters job = jobParameters(broker.bootstrapServers());
            broker.createTopics(job.kafka().topics(), PARTITIONS);
            StatusLine status = new StatusLine(
                    json ? System.err : System.out, isTerminal(), job.alert().threshold());
            status.say("fogbell: Kafka broker at " + broker.bootstrapServers()
                    + "; read along: ./fogbell tail scores --bootstrap-servers " + broker.bootstrapServers());
            try (LocalJob running = LocalJob.start(job, 1)) {
                status.say("fogbell: " + fleet.description());
                run(fleet, job, running, status);
            }
        }
        return 0;
    }

    // From JDK 22 on the console is there without a terminal too: then the status line is rewritten in a file, no more.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }

    private void run(DemoFleet fleet, JobParameters job, LocalJob running, StatusLine status) throws Exception {
        String brokers = job.kafka().bootstrapServers();
        ReplaySchedule schedule = fleet.start(Clock.systemUTC());
        Instant first = schedule.capturedAt(0);
        DemoMonitor monitor = new DemoMonitor(
                brokers,
                job.kafka().topics(),
                alert -> print(alert, first, status),
                incident -> print(incident, first, status));
        try (monitor;
                FramePublisher publisher =
                        new FramePublisher(brokers, job.kafka().topics().frames())) {
            Playback playback = new Playback(fleet.feeds(), schedule, publisher);
            try {
                play(playback, monitor, job, running, status);
            } finally {
                playback.stop();
            }
            running.drain();
            monitor.close();
            summarise(playback.published(), monitor.tally(), status);
        }
    }

    /** Plays, and shows how it goes until the job has caught up with the last frame. */
    private void play(Playback playback, DemoMonitor monitor, JobParameters job, LocalJob running, StatusLine status)
            throws Exception {
        CompletableFuture<Void> playing = CompletableFuture.runAsync(() -> {
            try {
                playback.run(duration);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Duration lag = job.eventTime().outOfOrderness().plus(Duration.ofMillis((long) (2_000 / Math.max(rate, 0.1))));
        long began = System.nanoTime();
        while (!playing.isDone() || !monitor.hasReached(playback.lastCapture().minus(lag))) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            running.requireRunning();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
            if (playing.isDone() && elapsed.compareTo(duration.plus(CATCH_UP)) > 0) {
                break;
            }
            double seconds = elapsed.toMillis() / 1_000.0;
            status.show((long) seconds, monitor.tally().scored() / Math.max(seconds, 1), monitor.deviations());
        }
        playing.get();
    }

    /** With the shipped names for the simulated fleet, unless another network or another classifier is asked for. */
    private JobParameters jobParameters(String bootstrapServers) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--kafka.bootstrap-servers", bootstrapServers));
        arguments.addAll(parameters);
        JobParameters job = ParameterSources.read(arguments, System.getenv());
        boolean isSimulated = recording.frames == null;
        if (isSimulated
                && job.naming().classifier().isEmpty()
                && PreparedClassifier.named(DemoFleet.SIMULATED_TYPE)
                        .isFor(job.model().bundles().manifestOf(DemoFleet.SIMULATED_TYPE))) {
            arguments.addAll(List.of("--naming.classifier", DemoFleet.SIMULATED_TYPE));
        }
        return ParameterSources.read(arguments, System.getenv());
    }

    private void print(Alert alert, Instant first, StatusLine status) {
        double seconds = Duration.between(first, alert.getDecidedAt()).toMillis() / 1_000.0;
        if (json) {
            System.out.println(RecordJson.line(alert, seconds));
            System.out.flush();
        } else {
            status.say(String.format(Locale.ROOT, "%6.1f s  %s", seconds, RecordText.line(alert)));
        }
    }

    /** JSON lines are alerts and nothing else; who wants incidents so reads their topic. */
    private void print(Incident incident, Instant first, StatusLine status) {
        if (incident.getState() != IncidentState.UPDATED) {
            double seconds = Duration.between(first, incident.getDecidedAt()).toMillis() / 1_000.0;
            status.say(String.format(Locale.ROOT, "%6.1f s  incident %s", seconds, RecordText.line(incident)));
        }
    }

    private static void summarise(long published, DemoMonitor.Tally tally, StatusLine status) {
        status.say(String.format(
                Locale.ROOT,
                "fogbell: %d frames in, %d scored, %d dead-lettered, %d late; %d alerts opened, %d resolved%s",
                published,
                tally.scored(),
                tally.deadLetters(),
                tally.late(),
                tally.firing(),
                tally.resolved(),
                tally.untrained() ? " (untrained backbone)" : ""));
    }
}

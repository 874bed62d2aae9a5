package org.fogbell.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.fleet.FramePublisher;
import org.fogbell.fleet.LocalJob;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.topology.FogbellJob;
import org.fogbell.topology.JobParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench latency}: from the moment at which a frame is due at the producer to its score behind perception, through
 * Kafka, with one predictor at 70 % of what the bare loop does. Frames come evenly, as from sensors that turn out of step. Scores
 * then wait for the watermark ({@code event-time.out-of-orderness}), which is no part of this.
 */
@Command(
        name = "latency",
        description = "Measures the time from frame to score at 70 %% load beside the network's forward pass.",
        mixinStandardHelpOptions = true)
final class LatencyBenchmark implements Callable<Integer> {
    static final double ALLOWED_MILLIS = 20;
    private static final int FORWARDS = 3;
    private static final int TRIES = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Option(names = "--quick", description = "A few seconds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BundleOptions network = new BundleOptions();

    @Option(names = "--load", description = "Share of what the bare loop does (default: ${DEFAULT-VALUE}).")
    double load = 0.7;

    @Option(names = "--seconds", description = "How long frames are sent, a fifth to warm up (default: 60, quick 12).")
    int seconds;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Override
    public Integer call() throws Exception {
        try (BenchBundle opened = network.open();
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            ModelBundle model = opened.model();
            double forward = forwardMillis(model, network.device);
            int number = 0;
            for (Workload workload : List.of(
                    Workload.simulated(LidarModel.small(), "lidar-sim-32"),
                    Workload.simulated(LidarModel.hdl64(), "hdl-64e"))) {
                int frames = quick ? 60 : 300;
                double most = new BareLoop(model, workload.records(), network.device)
                        .run(1, frames, frames / 2)
                        .framesPerSecond();
                JobRun job = new JobRun(
                        broker,
                        Map.of("model.bundle", opened.parameter(), "model.device", network.device),
                        "latency-" + ++number);
                job.createTopics();
                double perSecond = load * most;
                int sent = (int) (perSecond * (seconds > 0 ? seconds : quick ? 12 : 60));
                double[] millis = latencies(job, workload, perSecond, sent);
                JobParameters parameters = job.parameters("latency", 1);
                print(workload, forward, most, Arrays.copyOfRange(millis, sent / 5, sent), parameters);
            }
        }
        return 0;
    }

    /** Milliseconds from when each frame was due, in order of their numbers. */
    static double[] latencies(JobRun job, Workload workload, double perSecond, int frames) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        FogbellJob.scored(env, job.parameters("latency", 1))
                .map(score -> {
                    Arrivals.note(Workload.number(score.getFrameId()));
                    return score.getFrameId();
                })
                .returns(String.class)
                .sinkTo(new DiscardingSink<>());
        Arrivals arrivals = Arrivals.ofNextRun(frames);
        long[] due;
        try (LocalJob running = LocalJob.start(env)) {
            due = publish(job, workload, perSecond, frames, arrivals, running);
            arrivals.await(frames, running, PATIENCE);
        }
        long[] came = arrivals.nanos();
        double[] millis = new double[frames];
        for (int i = 0; i < frames; i++) {
            millis[i] = (came[i] - due[i]) / 1e6;
        }
        return millis;
    }

    /** The first frame alone, until its score is there: the job has started then. */
    private static long[] publish(
            JobRun job, Workload workload, double perSecond, int frames, Arrivals arrivals, LocalJob running)
            throws InterruptedException, IOException {
        long[] due = new long[frames];
        Instant start = Instant.now();
        try (FramePublisher publisher = new FramePublisher(job.bootstrapServers(), job.frames())) {
            due[0] = System.nanoTime();
            publisher.publish(workload.frame(0, start), start);
            arrivals.await(1, running, PATIENCE);
            long first = System.nanoTime();
            for (int i = 1; i < frames; i++) {
                due[i] = first + (long) (i * 1e9 / perSecond);
                for (long wait = due[i] - System.nanoTime(); wait > 0; wait = due[i] - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                publisher.publish(workload.frame(i, start), Instant.now());
            }
            publisher.flush();
        }
        return due;
    }

    /** What the network alone takes, on one thread; the fastest of several tries, since other programs only add. */
    static double forwardMillis(ModelBundle model, String device) throws IOException {
        int[] batches = new int[FORWARDS];
        Arrays.fill(batches, 1);
        double least = Double.POSITIVE_INFINITY;
        try (LoadedBundle loaded = LoadedBundle.open(model, new ServingOptions(device, 1))) {
            for (int round = 0; round < TRIES; round++) {
                long before = System.nanoTime();
                loaded.newModel(batches).close();
                least = Math.min(least, (System.nanoTime() - before) / 1e6 / FORWARDS);
            }
        }
        return least;
    }

    /** The least value that at least that share of them does not exceed. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private void print(Workload workload, double forward, double most, double[] millis, JobParameters parameters)
            throws IOException {
        double deadline = parameters.serving().batchDeadline().toNanos() / 1e6;
        double target = forward + deadline + ALLOWED_MILLIS;
        double p50 = quantile(millis, 0.5);
        double p99 = quantile(millis, 0.99);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "latency");
        line.put("workload", workload.name());
        line.put("bundle", network.bundle);
        line.put("device", network.device);
        line.put("frames", millis.length);
        line.put("frames_per_second", load * most);
        line.put("forward_millis", forward);
        line.put("bare_loop_millis", 1_000 / most);
        line.put("batch_deadline_millis", deadline);
        line.put("p50_millis", p50);
        line.put("p99_millis", p99);
        line.put("max_millis", quantile(millis, 1));
        line.put("target_millis", target);
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%s: %d frames at %.1f a second, frame to score p50 %.1f ms, p99 %.1f ms, most %.1f ms; forward %.1f"
                                + " ms, a frame of the bare loop %.1f ms, batch deadline %.0f ms; target for p99 %.1f ms: %s",
                        workload.name(),
                        millis.length,
                        load * most,
                        p50,
                        p99,
                        quantile(millis, 1),
                        forward,
                        1_000 / most,
                        deadline,
                        target,
                        p99 <= target ? "met" : "missed"));
    }
}

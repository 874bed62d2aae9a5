package org.fogbell.topology;

import static org.fogbell.verdict.Requirements.require;
import static org.fogbell.verdict.Requirements.requirePositive;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Topics;
import org.fogbell.verdict.AlertRule;
import org.fogbell.verdict.AlertRules;
import org.fogbell.verdict.BaselineRule;
import org.fogbell.verdict.Durations;
import org.fogbell.verdict.FlappingRule;
import org.fogbell.verdict.IncidentRule;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.MaintenanceRule;
import org.fogbell.verdict.Parameter;
import org.fogbell.verdict.PolicyBook;
import org.fogbell.verdict.PolicyJudge;
import org.fogbell.verdict.SensorReplay;
import org.fogbell.verdict.SensorRules;
import org.fogbell.verdict.ShiftRule;
import org.fogbell.verdict.SilenceRule;
import org.fogbell.verdict.WindowRule;

/**
 * Everything that an operator may tune, parsed once. A parameter's key is its group and name in kebab case: {@code
 * alert().threshold()} is {@code alert.threshold}, on the command line {@code --alert.threshold}, in the environment
 * {@code FOGBELL_ALERT_THRESHOLD}. See {@link ParameterSources} for where values come from.
 */
public record JobParameters(
        Kafka kafka,
        Model model,
        PerceptionParameters perception,
        ServingParameters serving,
        EventTimeRule eventTime,
        BaselineRule baseline,
        WindowRule window,
        AlertRule alert,
        FlappingRule flapping,
        MaintenanceRule maintenance,
        ShiftRule shift,
        SilenceRule silence,
        IncidentRule incident,
        NamingParameters naming,
        Checkpoint checkpoint,
        StateRule state)
        implements Serializable {
    public JobParameters {
        require(
                state.retention().compareTo(silence.after()) > 0,
                "state.retention",
                Durations.format(state.retention()),
                "more than silence.after (" + Durations.format(silence.after()) + ")");
    }

    /** Where frames come from and results go to. */
    public record Kafka(
            @Parameter(value = "localhost:9092", meaning = "brokers, host:port separated by commas")
            String bootstrapServers,

            @Parameter(value = "fogbell", meaning = "prefix of the topics, as in fogbell.frames")
            String topicPrefix,

            @Parameter(value = "fogbell", meaning = "consumer group, and prefix of transaction ids")
            String groupId,

            @Parameter(
                    value = "committed",
                    meaning = "where to start without a checkpoint: committed (else earliest), earliest or latest")
            StartAt start,

            @Parameter(
                    value = "at-least-once",
                    meaning = "delivery of all results: at-least-once, or exactly-once by Kafka transactions")
            Delivery delivery)
            implements Serializable {
        public Kafka {
            require(!bootstrapServers.isBlank(), "kafka.bootstrap-servers", bootstrapServers, "host:port[,host:port]");
            require(
                    topicPrefix.matches("[A-Za-z0-9._-]{1,200}"),
                    "kafka.topic-prefix",
                    topicPrefix,
                    "letters, digits, '.', '_' or '-'");
            require(!groupId.isBlank(), "kafka.group-id", groupId, "a name");
        }

        public Topics topics() {
            return new Topics(topicPrefix);
        }
    }

    /** Where reading starts when there is no checkpoint. */
    public enum StartAt {
        COMMITTED,
        EARLIEST,
        LATEST
    }

    /** What the sinks promise. */
    public enum Delivery {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    /** Which network looks at the frames, and on what. */
    public record Model(
            @Parameter(
                    value = "detector",
                    meaning = "model bundle: a folder, or one that is shipped: detector, untrained; and TYPE=BUNDLE for"
                            + " each sensor type that has another, separated by commas")
            String bundle,

            @Parameter(value = "auto", meaning = "auto, cpu or gpu:N")
            String device,

            @Parameter(
                    value = "0",
                    unit = "threads",
                    meaning = "threads inside one forward pass; 0: cores / perception.workers, on a GPU 1")
            int intraOpThreads)
            implements Serializable {
        public Model {
            SensorBundles.parse(bundle);
            require(device.matches("auto|cpu|gpu:\\d{1,3}"), "model.device", device, "auto, cpu or gpu:N");
            require(intraOpThreads >= 0, "model.intra-op-threads", intraOpThreads, "0 or more");
        }

        /** Which bundle is whose. */
        public SensorBundles bundles() {
            return SensorBundles.parse(bundle);
        }
    }

    /** How the job survives failures. */
    public record Checkpoint(
            @Parameter(value = "10s", meaning = "time between checkpoints")
            Duration interval,

            @Parameter(value = "10", unit = "restarts", meaning = "restarts in a row before the job gives up")
            int maxRestarts)
            implements Serializable {
        public Checkpoint {
            requirePositive(interval, "checkpoint.interval");
            require(maxRestarts >= 0, "checkpoint.max-restarts", maxRestarts, "0 or more");
        }
    }

    /** Everything by which windows become alerts. */
    public AlertRules alertRules() {
        return new AlertRules(alert, flapping, maintenance, shift, silence, window);
    }

    /** These rules, and what live policies make of them. */
    public LiveRules liveRules() {
        return new LiveRules(this::overridden);
    }

    /** Decides about policies for a job with these parameters. */
    public PolicyJudge policyJudge() {
        return new PolicyJudge(this::overridden);
    }

    private SensorRules overridden(Map<String, String> overrides) {
        Map<String, String> values = new HashMap<>(toMap());
        values.putAll(overrides);
        JobParameters live = overrides.isEmpty() ? this : of(values);
        return new SensorRules(live.baseline, live.alertRules());
    }

    /** A sensor's recorded scores through all of this job's verdicts. */
    public SensorReplay sensorReplay() {
        return sensorReplay(new PolicyBook());
    }

    /** The same by live policies. */
    public SensorReplay sensorReplay(PolicyBook policies) {
        try {
            return new SensorReplay(
                    liveRules(), policies, new CalibratedBundle(model.bundle()).calibrations(), state.retention());
        } catch (IOException e) {
            throw new UncheckedIOException("model.bundle: " + e.getMessage(), e);
        }
    }

    /** The defaults, overridden by {@code overrides} (key to text). */
    public static JobParameters of(Map<String, String> overrides) {
        return ParameterSources.bind(overrides);
    }

    /** Every parameter's key and value, in the order of {@code --help}; {@link #of} gives the same record back. */
    public Map<String, String> toMap() {
        return ParameterSources.unbind(this);
    }

    /** The text of {@code --help}, one parameter a line. */
    public static List<String> help() {
        return ParameterSources.help();
    }
}

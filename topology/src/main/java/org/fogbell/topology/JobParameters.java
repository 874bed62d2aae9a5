package org.fogbell.topology;

import static org.fogbell.topology.Requirements.require;
import static org.fogbell.topology.Requirements.requirePositive;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Topics;

/**
 * Everything that an operator may tune, parsed once. A parameter's key is its group and name in kebab case: {@code
 * alert().threshold()} is {@code alert.threshold}, on the command line {@code --alert.threshold}, in the environment
 * {@code FOGBELL_ALERT_THRESHOLD}. See {@link ParameterSources} for where values come from.
 */
public record JobParameters(
        Kafka kafka,
        Model model,
        PerceptionParameters perception,
        EventTimeRule eventTime,
        Baseline baseline,
        Window window,
        AlertRule alert,
        Silence silence,
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

            @Parameter(value = "fogbell", meaning = "prefix of the five topics, as in fogbell.frames")
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
            @Parameter(value = "default", meaning = "model bundle: a folder, or one that is shipped: default, detector")
            String bundle,

            @Parameter(value = "auto", meaning = "auto, cpu or gpu:N")
            String device,

            @Parameter(value = "1", unit = "threads", meaning = "threads inside one forward pass")
            int intraOpThreads)
            implements Serializable {
        public Model {
            require(!bundle.isBlank(), "model.bundle", bundle, "a folder or 'default'");
            require(device.matches("auto|cpu|gpu:\\d{1,3}"), "model.device", device, "auto, cpu or gpu:N");
            require(intraOpThreads >= 1, "model.intra-op-threads", intraOpThreads, "at least 1");
        }
    }

    /** What a sensor's normal is. */
    public record Baseline(
            @Parameter(
                    value = "20",
                    unit = "frames",
                    meaning = "frames a sensor learns from when the bundle is not calibrated for its type")
            int learningFrames,

            @Parameter(
                    value = "5",
                    unit = "frames",
                    meaning =
                            "what a bundle's calibration counts as; as many frames of the sensor itself weigh the same")
            int priorFrames,

            @Parameter(
                    value = "0.08",
                    unit = "ln score",
                    meaning = "smallest spread of a baseline, so that a very steady sensor does not alert on trifles")
            double minSpread,

            @Parameter(value = "300", unit = "frames", meaning = "half-life of a baseline while its sensor is normal")
            int halfLifeFrames)
            implements Serializable {
        public Baseline {
            require(learningFrames >= 3, "baseline.learning-frames", learningFrames, "at least 3");
            require(priorFrames >= 1, "baseline.prior-frames", priorFrames, "at least 1");
            require(minSpread > 0 && Double.isFinite(minSpread), "baseline.min-spread", minSpread, "above 0");
            require(halfLifeFrames >= 1, "baseline.half-life-frames", halfLifeFrames, "at least 1");
        }
    }

    /** The sliding event-time window in which a sensor is compared with its baseline. */
    public record Window(
            @Parameter(value = "5s", meaning = "length of a window")
            Duration size,

            @Parameter(value = "1s", meaning = "distance from window to window")
            Duration slide)
            implements Serializable {
        public Window {
            requirePositive(size, "window.size");
            requirePositive(slide, "window.slide");
            require(
                    slide.compareTo(size) <= 0,
                    "window.slide",
                    Durations.format(slide),
                    "at most window.size (" + Durations.format(size) + "), or frames would fall between windows");
        }
    }

    /** When deviating windows become an alert. */
    public record AlertRule(
            @Parameter(
                    value = "3",
                    unit = "robust z",
                    meaning = "a frame is beyond when its score is further from the baseline; Eloss either way")
            double threshold,

            @Parameter(value = "0.5", unit = "0..1", meaning = "a window is beyond when this share of its frames is")
            double share,

            @Parameter(value = "3", unit = "frames", meaning = "windows with fewer frames decide nothing")
            int minFrames,

            @Parameter(
                    value = "2",
                    unit = "windows",
                    meaning = "n: windows beyond, of the last m in event time, that open an alert")
            int windows,

            @Parameter(
                    value = "3",
                    unit = "windows",
                    meaning = "m: the alert resolves when m windows with enough frames in a row are back")
            int ofWindows,

            @Parameter(value = "6", unit = "robust z", meaning = "from here on an alert is critical")
            double critical)
            implements Serializable {
        public AlertRule {
            require(threshold > 0 && Double.isFinite(threshold), "alert.threshold", threshold, "above 0");
            require(share > 0 && share <= 1, "alert.share", share, "above 0, at most 1");
            require(minFrames >= 1, "alert.min-frames", minFrames, "at least 1");
            require(ofWindows >= 1 && ofWindows <= 62, "alert.of-windows", ofWindows, "1 to 62");
            require(
                    windows >= 1 && windows <= ofWindows,
                    "alert.windows",
                    windows,
                    "1 to alert.of-windows (" + ofWindows + ")");
            require(critical >= threshold, "alert.critical", critical, "at least alert.threshold (" + threshold + ")");
        }
    }

    /** When a sensor that sends nothing is reported. */
    public record Silence(
            @Parameter(value = "10s", meaning = "a sensor without frames for this long is reported as silent")
            Duration after)
            implements Serializable {
        public Silence {
            requirePositive(after, "silence.after");
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

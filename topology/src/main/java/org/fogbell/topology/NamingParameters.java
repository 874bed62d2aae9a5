package org.fogbell.topology;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.fogbell.verdict.Parameter;
import org.fogbell.verdict.Requirements;

/** The parameters of the stage that names what an alert's frames show, {@code naming} in {@link JobParameters}. */
public record NamingParameters(
        @Parameter(
                value = "",
                meaning = "what 'fogbell gdc prepare' wrote, one a sensor type, separated by commas; lidar-sim-32 is"
                        + " shipped; empty: alerts have no names")
        String classifier,

        @Parameter(
                value = "",
                meaning =
                        "vision networks that classifiers of images were prepared with, folders or shipped names as 'fogbell gdc"
                                + " prepare --features' takes them, separated by commas; each classifier finds its own")
        String features,

        @Parameter(value = "30s", meaning = "an alert that is not named by then stays without a name")
        Duration timeout,

        @Parameter(value = "1", unit = "threads", meaning = "alerts that are named at once per subtask")
        int workers,

        @Parameter(
                value = "32",
                unit = "alerts",
                meaning = "alerts that wait for a name per subtask; what is over stays without one")
        int queue)
        implements Serializable {
    public NamingParameters {
        Requirements.require(
                list(classifier).stream().noneMatch(String::isEmpty),
                "naming.classifier",
                classifier,
                "files, separated by commas");
        Requirements.require(
                list(features).stream().noneMatch(String::isEmpty),
                "naming.features",
                features,
                "folders, separated by commas");
        Requirements.requirePositive(timeout, "naming.timeout");
        Requirements.require(workers >= 1, "naming.workers", workers, "at least 1");
        Requirements.require(queue >= 1, "naming.queue", queue, "at least 1");
    }

    boolean isOff() {
        return classifier.isEmpty();
    }

    /** Files, or names of classifiers that are shipped. */
    List<String> classifiers() {
        return list(classifier);
    }

    /** Folders of vision networks. */
    List<String> featureFolders() {
        return list(features);
    }

    private static List<String> list(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /**
     * Places in the operator's queue: one more than can be at work or wait, so that an alert for which there is no budget always
     * finds one, and gives it back at once. The operator never waits for a name.
     */
    int capacity() {
        return Math.addExact(Math.addExact(workers, queue), 1);
    }
}
